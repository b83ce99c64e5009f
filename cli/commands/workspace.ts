import type { Command } from 'commander';
import { basename } from 'node:path';
import {
  getPolicy,
  PinpointError,
  sensitivities,
  type LeftDocument,
  type WorkspaceDescription,
  formatPlural,
} from '#contract';
import { groupDigits, formatTable, printResult } from '../output.ts';
import { resolveFile, waitForProduct, withBackend, withWorkspace } from '../session.ts';
import { readPolicy, readSensitivity } from './leaving-options.ts';
import { readNumberFlag } from './question.ts';

interface Options {
  json?: boolean;
}

/** Commands about the workspace as a whole: demo, new, describe, indicator, forget, check. */
export function addWorkspaceCommands(program: Command): void {
  program
    .command('demo <file>')
    .description('write the demonstration workspace (synthetic values, stylised outlines)')
    .action((file: string, options: Options) =>
      withBackend(async (backend) => {
        await backend.writeDemo(resolveFile(file));
        await backend.open(resolveFile(file));
        const description = await backend.client.call('workspace.describe', {});
        printResult(options.json === true, description, () => [
          `${basename(file)}: the demonstration workspace. Stylised outlines, synthetic values.`,
          ...listDescription(description),
        ]);
      }),
    );

  program
    .command('new <file>')
    .description('write an empty workspace')
    .action((file: string, options: Options) =>
      withBackend(async (backend) => {
        await backend.create(resolveFile(file));
        const description = await backend.client.call('workspace.describe', {});
        printResult(options.json === true, description, () => [`${basename(file)}: an empty workspace.`]);
      }),
    );

  program
    .command('describe <workspace>')
    .description('geographies, indicators, periods, releases, designations, warnings')
    .action((workspace: string, options: Options) =>
      withWorkspace(workspace, async (backend) => {
        const description = await backend.client.call('workspace.describe', {});
        printResult(options.json === true, description, () => listDescription(description));
      }),
    );

  program
    .command('indicator <workspace> <id>')
    .description('define a derived rate')
    .requiredOption('--rate <numerator/denominator>', 'what is divided by what')
    .option('--name <text>', 'name for people')
    .action((workspace: string, id: string, options: Options & { rate: string; name?: string }) =>
      withWorkspace(workspace, async (backend) => {
        const [numerator, denominator, ...rest] = options.rate.split('/');
        if (numerator === undefined || denominator === undefined || rest.length > 0)
          throw new PinpointError('usage', '--rate takes two indicators, as in jsa_claimants/working_age.', {
            found: options.rate,
          });
        const input = { id, name: options.name ?? null, numerator, denominator };
        const defined = await backend.client.call('indicator.define', input);
        printResult(options.json === true, defined, () => [
          `${id} = 100 × ${numerator} / ${denominator}, for ${formatPlural(defined.periods.length, 'period')}.`,
          ...defined.warnings,
        ]);
      }),
    );

  program
    .command('forget <workspace>')
    .description('what was deleted, for good: out of the file, its free pages and its backup')
    .option('--release <id>', 'only this deleted release (default: all, with every step of undo)')
    .action((workspace: string, options: Options & { release?: string; quiet?: boolean }) =>
      withWorkspace(workspace, async (backend) => {
        const release = options.release === undefined ? null : readNumberFlag('--release', options.release);
        const { job } = await backend.client.call('workspace.forget', { release });
        const product = await waitForProduct(backend, job, options.quiet === true);
        if (product.kind !== 'forgotten') throw new PinpointError('internal', 'Nothing was forgotten.');
        const { releases, steps } = product;
        printResult(options.json === true, { releases, steps }, () => listForgotten(product));
      }),
    );

  program
    .command('policy <workspace> [policy]')
    .description(
      'the disclosure policy of whatever leaves: shown, or chosen for the workspace (usual: the usual one)',
    )
    .action((workspace: string, policy: string | undefined, options: Options) =>
      withWorkspace(workspace, async ({ client }) => {
        const chosen = policy === 'usual' ? null : policy === undefined ? undefined : readPolicy(policy);
        const info =
          chosen === undefined
            ? await client.call('workspace.info', {})
            : await client.call('workspace.setPolicy', { policy: chosen });
        const { id, isChosen } = info.policy;
        printResult(options.json === true, { policy: id, isChosen }, () => [
          `${id}: ${getPolicy(id).sentence}. ${isChosen ? 'Chosen for this workspace.' : 'The usual one for what it holds.'}`,
        ]);
      }),
    );

  program
    .command('classify <workspace> <release> <sensitivity>')
    .description('how sensitive the figures of a release are: published or restricted')
    .action((workspace: string, release: string, is: string, options: Options) =>
      withWorkspace(workspace, async ({ client }) => {
        const classified = {
          release: readNumberFlag('<release>', release),
          sensitivity: readSensitivity(is),
        };
        const { policy } = await client.call('release.classify', classified);
        printResult(options.json === true, { ...classified, policy: policy.id }, () => [
          `Release ${classified.release} is ${classified.sensitivity}: ${sensitivities[classified.sensitivity].sentence}.`,
        ]);
      }),
    );

  program
    .command('log <workspace>')
    .description('what left: when, who, format, rule, policy, hash')
    .action((workspace: string, options: Options) =>
      withWorkspace(workspace, async ({ client }) => {
        const log = await client.call('export.log', {});
        printResult(options.json === true, log, () => listLeft(log.exports));
      }),
    );

  program
    .command('check <workspace>')
    .description('integrity, GeoPackage conformance, hashes')
    .action((workspace: string, options: Options) =>
      withWorkspace(workspace, async (backend) => {
        const result = await backend.client.call('workspace.check', {});
        printResult(options.json === true, result, () =>
          result.ok ? ['The workspace is sound.'] : ['The workspace has problems:', ...result.problems],
        );
        if (!result.ok) process.exitCode = 3;
      }),
    );
}

function listLeft(exports: LeftDocument[]): string[] {
  if (exports.length === 0) return ['Nothing has left this workspace.'];
  return formatTable(
    ['when', 'by', 'format', 'policy', 'file', 'rule', 'sha256', 'let out beyond the policy'],
    exports.map(({ at, by, format, policy, file, rule, sha256, override }) => [
      at.slice(0, 16).replace('T', ' '),
      by ?? '',
      format,
      policy ?? '',
      file,
      rule ?? '',
      sha256.slice(0, 12),
      override === null ? '' : `${override.by}: ${override.reason}`,
    ]),
  );
}

function listDescription(description: WorkspaceDescription): string[] {
  const { geographies, indicators, designations, releases, warnings } = description;
  return [
    ...section(
      'Geographies',
      ['geography', 'areas', 'population points', 'linked to'],
      geographies.map((entry) => [
        `${entry.geography}:${entry.vintage}`,
        groupDigits(entry.areas),
        entry.points === null ? '' : `${groupDigits(entry.points.count)} (release ${entry.points.release})`,
        entry.links.join(' '),
      ]),
    ),
    ...section(
      'Indicators',
      ['id', 'name', 'kind', 'values', 'periods', 'cohorts'],
      indicators.map((entry) => [
        entry.id,
        entry.name,
        entry.numerator === null ? entry.kind : `${entry.kind} = ${entry.numerator}/${entry.of}`,
        groupDigits(entry.observations),
        summarisePeriods(entry.periods),
        groupDigits(entry.cohorts.length),
      ]),
    ),
    ...section(
      'Designations',
      ['id', 'name', 'geography', 'areas'],
      designations.map((entry) => [
        entry.id,
        entry.name,
        `${entry.geography}:${entry.vintage}`,
        groupDigits(entry.areas),
      ]),
    ),
    ...section(
      'Releases',
      ['id', 'title', 'file', 'taken', 'rejected'],
      releases.map((entry) => [
        String(entry.id),
        entry.title,
        entry.file,
        groupDigits(entry.rows.taken),
        groupDigits(entry.rows.rejected),
      ]),
    ),
    ...(warnings.length === 0 ? [] : ['', 'Warnings', ...warnings.map((warning) => `  ${warning}`)]),
  ];
}

function listForgotten({ releases, steps }: { releases: string[]; steps: number }): string[] {
  const undone = `${formatPlural(steps, 'step')} of undo`;
  return releases.length === 0
    ? [`No deleted release was left; the free pages are clean and ${undone} gone.`]
    : [`Forgotten for good, with ${undone}:`, ...releases.map((title) => `  ${title}`)];
}

function summarisePeriods(periods: string[]): string {
  const first = periods[0];
  if (first === undefined) return 'none';
  return periods.length === 1 ? first : `${first} … ${periods.at(-1)} (${periods.length})`;
}

function section(title: string, header: string[], rows: string[][]): string[] {
  return rows.length === 0 ? [] : ['', title, ...formatTable(header, rows).map((line) => `  ${line}`)];
}
