import type { Command } from 'commander';
import type { Backend } from '#backend';
import { type TargetList, type TargetListRequest, formatPlural } from '#contract';
import { deliverExport, printWithFile, withoutOut } from '../deliver.ts';
import { groupDigits, formatTable } from '../output.ts';
import { withWorkspace } from '../session.ts';
import { readLeaving } from './leaving-options.ts';
import { addCoverageOptions, measureListCoverage, type CoverageOptions } from './target-coverage.ts';
import { addOutOptions, type OutOptions } from './travel-options.ts';
import { settleGeography, readNumberFlag } from './question.ts';

interface Options extends CoverageOptions, OutOptions {
  rule: string;
  geography?: string;
  period?: string;
  need?: string;
  order?: string;
  limit?: string;
  share?: string;
  all?: boolean;
}

/** `target`: the areas that a rule takes in, printed or written to a file. */
export function addTargetCommand(program: Command): void {
  const command = program
    .command('target <workspace>')
    .description('the areas that a rule takes in, in rank order')
    .requiredOption('--rule <text>')
    .option('--geography <kind:year>', 'needed where the workspace has several')
    .option('--period <period>')
    .option('--need <indicator>', 'count whose coverage is reported')
    .option('--order <expression>', 'as in "jsa_rate desc"')
    .option('--limit <n>', 'the first N areas')
    .option('--share <share>', 'areas until this share of the need count, as in 0.5')
    .option('--all', 'add the areas that are out and unknown');
  addCoverageOptions(addOutOptions(command)).action((workspace: string, options: Options) =>
    withWorkspace(
      workspace,
      async (backend) => {
        const asked = await readRequest(backend, options);
        const request = { ...asked, coverage: await measureListCoverage(backend, asked, options) };
        const list = await backend.client.call('target.list', request);
        const { out } = options;
        const written =
          out === undefined
            ? withoutOut(options)
            : await deliverExport(backend, { ...options, out }, (file) =>
                backend.client.call('export.start', { ...request, ...file }),
              );
        printWithFile(options.json === true, { document: list, lines: () => listLines(list), written });
      },
      readLeaving(options),
    ),
  );
}

async function readRequest(backend: Backend, options: Options): Promise<TargetListRequest> {
  return {
    question: {
      rule: options.rule,
      geography: await settleGeography(backend, options.geography),
      period: options.period ?? null,
      need: options.need ?? null,
      order: options.order ?? null,
    },
    title: options.title ?? null,
    limit: options.limit === undefined ? null : readNumberFlag('--limit', options.limit),
    share: options.share === undefined ? null : readNumberFlag('--share', options.share),
    all: options.all === true,
    author: options.author ?? null,
    policy: null,
    override: null,
    beside: [],
    coverage: null,
  };
}

function listLines(list: TargetList): string[] {
  const { counts, need, areas, measures } = list;
  const share = need?.share === null || need === null ? '' : `, ${(100 * need.share).toFixed(1)} %`;
  const needLine =
    need === null ? [] : [`${groupDigits(need.in)} ${need.indicator}${share} of ${groupDigits(need.total)}`];
  return [
    list.title,
    `Rule: ${list.rule}`,
    `${formatPlural(counts.in, 'area')} in (${groupDigits(counts.clearlyIn)} clearly), ${groupDigits(counts.out)} out, ${groupDigits(counts.unknown)} unknown, of ${list.geography}:${list.vintage}`,
    ...needLine,
    ...(list.limited === null ? [] : [`Shown: ${list.limited}.`]),
    ...coverageLines(list),
    '',
    ...formatTable(
      [
        'rank',
        'code',
        'name',
        'status',
        'confidence',
        ...measures.map((measure) => measure.key),
        ...(list.coverage === null ? [] : ['nearest_site_name']),
        'reasons',
      ],
      areas.map((area) => [
        area.rank === null ? '' : String(area.rank),
        area.code,
        area.name,
        area.status,
        area.confidence,
        ...measures.map(({ key, kind }) => formatValue(area.values[key] ?? null, kind, area.decimals[key])),
        ...(list.coverage === null ? [] : [area.nearestSite?.name ?? '–']),
        area.reasons.join('; '),
      ]),
    ),
    '',
    ...list.notes,
    ...list.licences,
    ...list.sourceGaps.map((gap) => `${gap}.`),
    ...(list.hidden === null ? [] : [`By the policy ${list.hidden}.`]),
    `Disclosure policy: ${list.policy}. Made ${list.made} by ${list.madeBy}.`,
  ];
}

function coverageLines({ coverage }: TargetList): string[] {
  if (coverage === null) return [];
  const { selector, day, method, sentence } = coverage;
  return [
    `Coverage by ${selector}${day === null ? '' : ` as it runs on ${day}`}: ${sentence}`,
    `Travel: ${method}.`,
  ];
}

function formatValue(value: number | null, kind: string, decimals = 1): string {
  if (value === null) return '–';
  return kind === 'count' ? groupDigits(value) : value.toFixed(decimals);
}
