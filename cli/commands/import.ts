import type { Command } from 'commander';
import type { Backend } from '#backend';
import {
  PinpointError,
  geographyKinds,
  indicatorKinds,
  mostBytesWithTables,
  parseRowFilter,
  stages,
  writeRowFilter,
  type FileRef,
  type ImportFamily,
  type ImportMapping,
} from '#contract';
import { printResult } from '../output.ts';
import { readFileSync } from 'node:fs';
import { addProvisionImports } from './import-provision.ts';
import { listReport } from './import-report.ts';
import { choose } from './travel-options.ts';
import { registerFiles, resolveFile, waitForJob, withWorkspace } from '../session.ts';

export interface Options {
  json?: boolean;
  quiet?: boolean;
  mapping?: string;
  member?: string;
  table?: string;
  publisher?: string;
  licence?: string;
  periodColumns?: string;
  where?: string[];
  [flag: string]: unknown;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

/** `import …` and `link`. Flags override what is guessed from the file. */
export function addImportCommands(program: Command): void {
  const parent = program.command('import').description('bring a file into the workspace');

  family(parent, 'boundaries')
    .requiredOption('--geography <kind>', 'lsoa, oa, msoa, ward, district or region')
    .requiredOption('--vintage <year>', 'edition of the geography')
    .option('--code-field <name>')
    .option('--name-field <name>')
    .option('--parent-field <name>')
    .option('--parent-geography <kind:year>')
    .option('--crs <crs>', 'EPSG:27700, a proj4 text or WKT')
    .option('--layer <name>')
    .action((workspace: string, files: string[], options: Options) =>
      runImport({ workspace, family: 'boundaries', files, options, fields: pick(options, boundaryFlags) }),
    );

  family(parent, 'observations')
    .requiredOption('--geography <kind>')
    .requiredOption('--vintage <year>')
    .requiredOption('--indicator <id>')
    .option('--name <text>')
    .option('--kind <kind>', 'count, rate, score or category')
    .option('--of <id>', 'denominator: of a rate, or what a count is a share of')
    .option('--unit <text>')
    .option('--code-column <name>')
    .option('--value-column <name>')
    .option('--period-column <name>')
    .option('--period <period>')
    .option('--period-columns <names>', 'wide file: one column a period, names separated by commas')
    .option('--cohort-column <dimension=column>', 'may be given several times', collect, [])
    .option('--cohort <dimension=value>', 'cohort of the whole file; may be given several times', collect, [])
    .option('--sum-columns <columns>', 'add up columns of a wide file, as in 16-64')
    .option('--rounding <half-width>', '0, 2 or 5')
    .action((workspace: string, files: string[], options: Options) =>
      runImport({
        workspace,
        family: 'observations',
        files,
        options,
        fields: observationFields(options),
      }),
    );

  family(parent, 'lookup')
    .requiredOption('--from <kind:year>')
    .requiredOption('--to <kind:year>')
    .option('--from-column <name>')
    .option('--to-column <name>')
    .option('--weight-column <name>')
    .option('--change-column <name>')
    .action((workspace: string, files: string[], options: Options) =>
      runImport({ workspace, family: 'lookup', files, options, fields: pick(options, lookupFlags) }),
    );

  family(parent, 'designation')
    .requiredOption('--id <id>')
    .option('--name <text>')
    .requiredOption('--geography <kind>')
    .requiredOption('--vintage <year>')
    .option('--code-column <name>')
    .action((workspace: string, files: string[], options: Options) =>
      runImport({
        workspace,
        family: 'designation',
        files,
        options,
        fields: pick({ name: options['id'], ...options }, designationFlags),
      }),
    );

  family(parent, 'benchmark')
    .option('--indicator <id>')
    .option('--indicator-column <name>')
    .option('--comparator-column <name>')
    .option('--period-column <name>')
    .option('--period <period>')
    .option('--value-column <name>')
    .action((workspace: string, files: string[], options: Options) =>
      runImport({
        workspace,
        family: 'benchmark',
        files,
        options,
        fields: pick(options, benchmarkFlags),
      }),
    );

  addProvisionImports(parent, family, runImport);

  program
    .command('link <workspace>')
    .description('parents by geometry (largest overlap), where no lookup is at hand')
    .requiredOption('--from <kind:year>')
    .requiredOption('--to <kind:year>')
    .action((workspace: string, options: Options) =>
      withWorkspace(workspace, async (backend) => {
        const input = { from: String(options['from']), to: String(options['to']) };
        await finishImport(backend, await backend.client.call('import.link', input), options);
      }),
    );
}

/** `derive …`: what follows from what the workspace holds. */
export function addDeriveCommands(program: Command): void {
  program
    .command('derive')
    .description('geographies made from those that the workspace holds')
    .command('districts <workspace>')
    .description('districts by parent codes or names of small areas ("Bolton 005A"), with joined outlines')
    .requiredOption('--geography <kind:year>')
    .action((workspace: string, options: Options) =>
      withWorkspace(workspace, async (backend) => {
        const input = { from: String(options['geography']) };
        await finishImport(backend, await backend.client.call('import.districts', input), options);
      }),
    );
}

const boundaryFlags = [
  'geography',
  'vintage',
  'codeField',
  'nameField',
  'parentField',
  'parentGeography',
  'crs',
  'layer',
];
const lookupFlags = ['from', 'to', 'fromColumn', 'toColumn', 'weightColumn', 'changeColumn'];
const designationFlags = ['id', 'name', 'geography', 'vintage', 'codeColumn'];
const benchmarkFlags = [
  'indicator',
  'indicatorColumn',
  'comparatorColumn',
  'periodColumn',
  'period',
  'valueColumn',
];

/** Families that are no tables: they have no rows to choose among. */
const withoutRows = new Set(['boundaries', 'timetable']);

/** One data set is one file, or the files of one shapefile; what does not belong together is refused with its names. */
function family(parent: Command, name: string): Command {
  const command = parent
    .command(`${name} <workspace> <files...>`)
    .option('--mapping <file>', 'a saved mapping; flags override it')
    .option('--member <name>', 'of a zip that holds several data sets: the one meant')
    .option(
      '--table <table>',
      'of a file with several tables one below another: the one meant, by number or title',
    )
    .option('--publisher <text>')
    .option('--licence <text>');
  return withoutRows.has(name)
    ? command
    : command.option(
        '--where <column=value>',
        'only these rows (column!=value: only the others), letter case and spacing aside; * is any value; a column with = in its name stands in quotation marks; may be given several times, and all must hold',
        collect,
        [],
      );
}

function pick(options: Options, names: string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}

/** A filter as it goes on. Throws `usage` for a text that is none. */
function readFilter(text: string): string {
  const filter = parseRowFilter(text);
  if (filter !== undefined) return writeRowFilter(filter);
  throw new PinpointError('usage', '--where takes column=value or column!=value.', { found: text });
}

/** Splits `dimension=column` at its first `=`. */
function splitPair(flag: string, text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new PinpointError('usage', `${flag} takes name=value.`, { found: text });
  return [text.slice(0, at), text.slice(at + 1)];
}

function observationFields(options: Options): Record<string, unknown> {
  const plain = pick(options, [
    'geography',
    'vintage',
    'indicator',
    'name',
    'kind',
    'of',
    'unit',
    'codeColumn',
    'valueColumn',
    'periodColumn',
    'period',
    'sumColumns',
  ]);
  const pairs = (flag: string, name: string): [string, string][] =>
    (options[name] as string[]).map((text) => splitPair(flag, text));
  const cohortColumns = pairs('--cohort-column', 'cohortColumn');
  const cohort = pairs('--cohort', 'cohort');
  return {
    ...plain,
    ...(options.periodColumns === undefined ? {} : { periodColumns: options.periodColumns.split(',') }),
    ...(cohortColumns.length === 0 ? {} : { cohortColumns: Object.fromEntries(cohortColumns) }),
    ...(cohort.length === 0 ? {} : { cohort: Object.fromEntries(cohort) }),
    ...(options['rounding'] === undefined ? {} : { rounding: Number(options['rounding']) }),
  };
}

/** Flags that take one of a few words. */
const flagWords: readonly [flag: string, option: string, words: readonly string[]][] = [
  ['--geography', 'geography', geographyKinds],
  ['--kind', 'kind', indicatorKinds],
  ['--rounding', 'rounding', ['0', '2', '5']],
  ['--stage', 'stage', stages],
];

/** Throws `usage` where a flag has a word that it does not take, with those it takes. */
function checkWords(family: ImportFamily, options: Options): void {
  for (const [flag, option, words] of flagWords) {
    const said: unknown = options[option];
    if (typeof said === 'string' && !(option === 'kind' && family !== 'observations'))
      choose(flag, said, words);
  }
}

export interface ImportRequest {
  workspace: string;
  family: ImportFamily;
  files: string[];
  options: Options;
  fields: Record<string, unknown>;
}

/** Guesses the mapping, lays a saved one and the flags over it, imports and prints the report. */
async function runImport({ workspace, family, files, options, fields }: ImportRequest): Promise<void> {
  checkWords(family, options);
  await withWorkspace(workspace, async (backend) => {
    const refs = await chooseSet(backend, registerFiles(backend, files), options);
    const saved = options.mapping === undefined ? {} : readMapping(options.mapping);
    const said = { ...saved, ...fields };
    const where = (options.where ?? []).map(readFilter);
    const { mapping } = await backend.client.call('import.inspect', {
      family,
      files: refs,
      hint: { ...toHint(said), ...(where.length === 0 ? {} : { where: where.join('\n') }) },
    });
    // The guess keeps the filters that were said and adds those that tell measures apart.
    const rows = where.length > 0 && 'where' in mapping ? { where: mapping.where } : {};
    const started = await backend.client.call('import.start', {
      files: refs,
      mapping: settle({ ...mapping, ...said, ...rows, family } as ImportMapping, fields),
      publisher: options.publisher ?? null,
      licence: options.licence ?? null,
    });
    await finishImport(backend, started, options);
  });
}

/**
 * The data set that was named: inside an archive by its path, of several tables of a text by number or words of its title. The files
 * as they are where neither was. Throws `not_found` with those there are.
 */
async function chooseSet(
  backend: Backend,
  files: FileRef[],
  { member, table }: Pick<Options, 'member' | 'table'>,
): Promise<FileRef[]> {
  if (member === undefined && table === undefined) return files;
  const { sets } = await backend.client.call('import.sets', { files });
  const told = sets.map(({ name, files: own }) => ({ files: own, ...splitName(name) }));
  const inside = told.filter(({ name }) => isNamed(name, member));
  const names = [...new Set(told.map(({ name }) => name.replace(/^.*?: /, '')))];
  if (new Set(inside.map(({ name }) => name)).size !== 1)
    throw notThere('data set', member ?? '', { files, names });
  if (table === undefined && inside.length === 1) return inside[0]!.files;
  const wanted = table?.trim().toLowerCase() ?? '';
  const byNumber = inside.filter(({ title }) => /^\d+$/.test(wanted) && title.split(' ')[1] === wanted);
  const byTitle = inside.filter(({ title }) => wanted !== '' && title.toLowerCase().includes(wanted));
  const [only, ...others] = byNumber.length > 0 ? byNumber : byTitle;
  if (only !== undefined && others.length === 0) return only.files;
  const titles = inside.flatMap(({ title }) => (title === '' ? [] : [title]));
  throw notThere('table', table ?? '', { files, names: titles });
}

/** A data set's name, and the title of the table where it is one of several. */
function splitName(set: string): { name: string; title: string } {
  const [, name = set, title = ''] = /^(.*?): (table \d+(?: \(.*\))?)$/s.exec(set) ?? [];
  return { name, title };
}

function isNamed(name: string, member: string | undefined): boolean {
  return member === undefined || name.endsWith(`: ${member}`) || name.endsWith(`/${member}`);
}

function notThere(
  what: 'data set' | 'table',
  wanted: string,
  { files, names }: { files: readonly FileRef[]; names: readonly string[] },
): PinpointError {
  const flag = what === 'table' ? '--table' : '--member';
  const file = files.map(({ name }) => name).join(', ');
  const message =
    wanted === ''
      ? `Which ${what} of ${file} is meant is not said.`
      : `There is no one ${what} “${wanted}” in ${file}.`;
  if (names.length > 0)
    return new PinpointError('not_found', message, {
      found: wanted,
      expected: names.join(', '),
      hint: `Name one of these with ${flag}.`,
    });
  const { plain, packed } = mostBytesWithTables;
  const limits = `${plain / 2 ** 20} MB (packed ${packed / 2 ** 20} MB)`;
  return new PinpointError('not_found', message, {
    found: wanted,
    expected: `no ${flag}: it holds one ${what}${what === 'table' ? `, or is larger than ${limits}` : ''}`,
    hint: `Leave out ${flag}.${what === 'table' ? ' Several tables in a larger file must be cut into files of their own first.' : ''}`,
  });
}

/** Of the three ways to read values, the one that was said wins over the one that was guessed. */
function settle(mapping: ImportMapping, fields: Record<string, unknown>): ImportMapping {
  if (mapping.family !== 'observations') return mapping;
  const ways = ['valueColumn', 'sumColumns', 'periodColumns'] as const;
  const said = ways.find((way) => fields[way] !== undefined);
  if (said === undefined) return mapping;
  const others = Object.fromEntries(ways.filter((way) => way !== said).map((way) => [way, null]));
  return { ...mapping, ...others };
}

function readMapping(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(resolveFile(path), 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new PinpointError(
      'input_refused',
      `The mapping ${path} cannot be read: ${(error as Error).message}.`,
      { file: path },
    );
  }
}

function toHint(fields: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(fields).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  );
  return Object.fromEntries(texts.map(([name, value]) => [name, String(value)]));
}

async function finishImport(backend: Backend, started: { job: string }, options: Options): Promise<void> {
  const product = await waitForJob(backend, started.job, options.quiet === true);
  if (product.kind !== 'report') throw new PinpointError('internal', 'The import ended without a report.');
  printResult(options.json === true, product.report, () => listReport(product.report));
}
