import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getFormat, nameInFormat, type ExportFormat } from '#contract';
import { passGate, type DocumentColumn, type DocumentRow, type ExportDocument } from '#core/disclosure';
import { scanFile } from '../../data/export/scan/scan.ts';
import { writers } from '../../data/export/writers/index.ts';
import type { BenchRow } from './row.ts';

/** Lists as they are written for people, and what it takes to read each back and look through it. */
export async function benchExport(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-bench-'));
  try {
    return [
      ...(await measure('xlsx', aDocument(35_000), { folder, goalMs: 2000 })),
      ...(await measure('ods', aDocument(35_000), { folder, goalMs: null })),
      ...(await measure('html', aDocument(35_000), { folder, goalMs: null })),
      ...(await measure('pdf', aDocument(1000), { folder, goalMs: 2000 })),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(
  format: ExportFormat,
  document: ExportDocument,
  { folder, goalMs }: { folder: string; goalMs: number | null },
): Promise<BenchRow[]> {
  const path = join(folder, nameInFormat('list', format));
  const writer = writers[format];
  const passed = passGate(document, 'none');
  const { holds, name } = getFormat(format);
  const written = await secondOf(async () => {
    await writer.write(passed, path);
  });
  const scanned = await secondOf(() => scanFile({ path, document, writer, holds, beside: [] }));
  const rows = document.tables[0].rows.length.toLocaleString('en-GB');
  return [
    row(`${name} of ${rows} areas, 13 columns`, written, goalMs),
    row(`the same read back and looked through`, scanned, null),
  ];
}

/** Milliseconds of the second turn: the first also loads what is needed. */
async function secondOf(work: () => Promise<void>): Promise<number> {
  await work();
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function row(work: string, measuredMs: number, goalMs: number | null): BenchRow {
  return {
    work,
    budget: goalMs === null ? '' : `${goalMs} ms`,
    measured: `${measuredMs.toFixed(0)} ms`,
    peer: '',
    ok: goalMs === null ? null : measuredMs <= goalMs,
  };
}

const columns: DocumentColumn[] = [
  { key: 'rank', title: 'Rank', unit: null, type: 'integer' },
  ...['code', 'name', 'ward_2017_code', 'ward_2017_name', 'status', 'confidence'].map(
    (key): DocumentColumn => ({
      key,
      title: key,
      unit: null,
      type: 'text',
    }),
  ),
  ...['rate', 'rate_lower', 'rate_upper'].map((key): DocumentColumn => ({
    key,
    title: key,
    unit: '%',
    type: 'number',
  })),
  ...['claimants', 'working_age'].map((key): DocumentColumn => ({
    key,
    title: key,
    unit: null,
    type: 'integer',
  })),
  { key: 'reasons', title: 'Reasons', unit: null, type: 'text' },
];

function aRow(at: number): DocumentRow {
  const [people, claimants] = [900 + ((at * 37) % 800), 20 + ((at * 13) % 150)];
  const rate = (100 * claimants) / people;
  const code = `E01${String(at).padStart(6, '0')}`;
  const ward = Math.floor(at / 7);
  return {
    id: code,
    cells: [
      at + 1,
      code,
      `Area ${at}`,
      `E05${String(ward).padStart(6, '0')}`,
      `Ward number ${ward}`,
      'in',
      'clearly above',
      rate,
      rate * 0.9,
      rate * 1.1,
      claimants,
      people,
      `rate ${rate.toFixed(1)} > 5 (margin ${(rate - 5).toFixed(1)})`,
    ],
  };
}

function aDocument(count: number): ExportDocument {
  const rows = Array.from({ length: count }, (_, at) => aRow(at));
  return {
    title: 'Priority areas',
    description: 'Rule: rate > 5',
    tables: [
      {
        name: 'priority_areas',
        sheet: 'Areas',
        holds: `The list: ${count} areas`,
        columns,
        rows,
        geometry: 'none',
      },
    ],
    facts: [['Rule', 'rate > 5']],
    releases: [],
    licences: [],
    made: '2026-02-03T04:05:06.000Z',
    madeBy: 'Pinpoint',
    author: null,
  };
}
