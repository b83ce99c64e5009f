import type { Command } from 'commander';
import type { Backend } from '#backend';
import {
  fileKinds,
  importFamilyList,
  PinpointError,
  sensitivities,
  type FamilyDescription,
  type ImportFamily,
  type ImportMapping,
} from '#contract';
import { printResult } from '../output.ts';
import { registerFiles, waitForProduct, withWorkspace } from '../session.ts';
import { addFieldFlags, readFieldFlags, readFilters, type FlagValues } from './import-flags.ts';
import { readMappingFile, refuseWrongValues, settleWays, toHint } from './import-mapping.ts';
import { listReport } from './import-report.ts';
import { readSensitivity } from './leaving-options.ts';
import { chooseSet } from './import-set.ts';

interface Options extends FlagValues {
  json?: boolean;
  quiet?: boolean;
  mapping?: string;
  member?: string;
  table?: string;
  publisher?: string;
  licence?: string;
  sensitivity?: string;
}

type Described = FamilyDescription<ImportFamily>;

/** `import …`, a command for each family, and `link`. Flags override what is guessed from the file. */
export function addImportCommands(program: Command, families: readonly Described[] = importFamilyList): void {
  const parent = program.command('import').description('bring a file into the workspace');
  for (const family of families) addFamilyCommand(parent, family);

  program
    .command('link <workspace>')
    .description('parents by geometry (largest overlap), where no lookup is at hand')
    .requiredOption('--from <kind:year>', 'areas that belong, as in lsoa:2011')
    .requiredOption('--to <kind:year>', 'areas they belong to, as in ward:2017')
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
    .requiredOption('--geography <kind:year>', 'the small areas, as in lsoa:2011')
    .action((workspace: string, options: Options) =>
      withWorkspace(workspace, async (backend) => {
        const input = { from: String(options['geography']) };
        await finishImport(backend, await backend.client.call('import.districts', input), options);
      }),
    );
}

/** One data set is one file, or the files of one shapefile; what does not belong together is refused with its names. */
function addFamilyCommand(parent: Command, family: Described): void {
  const command = parent
    .command(`${family.id} <workspace> <files...>`)
    .description(`${family.detail} (${fileKinds[family.files].formats})`)
    .option('--mapping <file>', 'a saved mapping; flags override it')
    .option('--member <name>', 'of a zip that holds several data sets: the one meant')
    .option(
      '--table <table>',
      'of a file with several tables one below another: the one meant, by number or title',
    )
    .option('--publisher <text>', 'who published the file')
    .option('--licence <text>', 'its licence, and below it lines to be printed with the numbers')
    .option(
      '--sensitivity <sensitivity>',
      `${Object.keys(sensitivities).join(' or ')}: what may leave (default: guessed from licence and source)`,
    );
  addFieldFlags(command, family);
  command.action((workspace: string, files: string[], options: Options) =>
    runImport({ workspace, family, files, options }),
  );
}

interface ImportRequest {
  workspace: string;
  family: Described;
  files: string[];
  options: Options;
}

/** Guesses the mapping, lays a saved one and the flags over it, imports and prints the report. */
async function runImport({ workspace, family, files, options }: ImportRequest): Promise<void> {
  const typed = readFieldFlags(family, options);
  const filters = readFilters(family, options);
  await withWorkspace(workspace, async (backend) => {
    const refs = await chooseSet(backend, registerFiles(backend, files), options);
    const saved = options.mapping === undefined ? {} : readMappingFile(family, options.mapping);
    const said = { ...saved, ...typed };
    const { mapping: guess } = await backend.client.call('import.inspect', {
      family: family.id,
      files: refs,
      hint: { ...toHint(said), ...(filters.length === 0 ? {} : { where: filters.join('\n') }) },
    });
    // The guess keeps the filters that were said and adds those that tell measures apart.
    const rows = filters.length > 0 && 'where' in guess ? { where: guess.where } : {};
    const mapping = settleWays(family, { ...guess, ...said, ...rows, family: family.id }, typed);
    refuseWrongValues(family, mapping);
    const started = await backend.client.call('import.start', {
      files: refs,
      mapping: mapping as ImportMapping,
      publisher: options.publisher ?? null,
      licence: options.licence ?? null,
      sensitivity: options.sensitivity === undefined ? null : readSensitivity(options.sensitivity),
    });
    await finishImport(backend, started, options);
  });
}

async function finishImport(backend: Backend, started: { job: string }, options: Options): Promise<void> {
  const product = await waitForProduct(backend, started.job, options.quiet === true);
  if (product.kind !== 'report') throw new PinpointError('internal', 'The import ended without a report.');
  printResult(options.json === true, product.report, () => listReport(product.report));
}
