// `npm run bench`: the table of speed budgets, beside a peer where there is one. Nothing here fails a build.
import { cpus, totalmem } from 'node:os';
import { benchApp } from './app.ts';
import { benchBoundaries } from './boundaries.ts';
import { benchExport } from './export.ts';
import { benchObservations } from './observations.ts';
import { benchRouting } from './routing.ts';
import { benchPlacing } from './placing.ts';
import { benchRules } from './rules.ts';
import type { BenchRow } from './row.ts';
import { benchSuppression } from './suppression.ts';
import { benchTimetable } from './timetable.ts';

const benches: Record<string, () => Promise<BenchRow[]>> = {
  rules: benchRules,
  boundaries: benchBoundaries,
  observations: benchObservations,
  timetable: benchTimetable,
  placing: benchPlacing,
  suppression: benchSuppression,
  routing: benchRouting,
  export: benchExport,
  app: benchApp,
};

function verdict(ok: boolean | null): string {
  if (ok === null) return '–';
  return ok ? 'kept' : 'MISSED';
}

function printTable(rows: BenchRow[]): void {
  const lines = [
    ['work', 'budget', 'measured', 'peer', ''],
    ...rows.map(({ work, budget, measured, peer, ok }) => [work, budget, measured, peer, verdict(ok)]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
}

const wanted = process.argv.slice(2);
const rows: BenchRow[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`measuring ${name} …`);
  rows.push(...(await bench()));
}
console.log(
  `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB\n`,
);
printTable(rows);
process.exit(0);
