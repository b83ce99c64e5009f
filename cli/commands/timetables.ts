import type { Command } from 'commander';
import { PinpointError, type TimetableSummary } from '#contract';
import { formatTable, printResult } from '../output.ts';
import { withWorkspace } from '../session.ts';

interface Options {
  use?: string;
  leave?: string;
  json?: boolean;
}

/** `timetables`: which there are and which journeys use, and a change of that. */
export function addTimetablesCommand(program: Command): void {
  program
    .command('timetables <workspace>')
    .description('the timetables that journeys are measured with, all together')
    .option('--use <release>', 'take one into use')
    .option('--leave <release>', 'take one out of use')
    .action((workspace: string, options: Options) =>
      withWorkspace(workspace, async ({ client }) => {
        const { leave, use } = options;
        if (leave !== undefined)
          await client.call('timetable.use', { release: readRelease('--leave', leave), inUse: false });
        if (use !== undefined)
          await client.call('timetable.use', { release: readRelease('--use', use), inUse: true });
        const { timetables, usualDay } = await client.call('provision.list', {});
        const listed = timetables.map(({ health: _health, ...timetable }) => timetable);
        printResult(options.json === true, { timetables: listed, usualDay }, () => [
          ...listLines(timetables),
          ...(usualDay === null ? [] : [`Where no day is said, journeys are made on ${usualDay}.`]),
        ]);
      }),
    );
}

function readRelease(flag: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new PinpointError('usage', `${flag} takes the number of a release, not ${text}.`, { found: text });
}

function listLines(timetables: readonly TimetableSummary[]): string[] {
  if (timetables.length === 0) return ['There is no timetable. Import one with: pinpoint import timetable'];
  return formatTable(
    ['release', 'in use', 'from', 'to', 'timetable'],
    timetables.map(({ release, inUse, firstDay, lastDay, title, why }) => [
      String(release),
      inUse ? 'yes' : 'no',
      firstDay ?? '',
      lastDay ?? '',
      why === null ? title : `${title}. ${why}`,
    ]),
  );
}
