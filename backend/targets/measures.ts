import {
  PinpointError,
  type RuleQuestion,
  type RuleResult,
  type TargetList,
  type TargetListRequest,
  type ValueColumn,
  getTravelMode,
} from '#contract';
import { formatPeriod } from '#core/periods';
import { parseExpression, readValues, type AreaTable, type ProvisionAccess } from '#core/targeting';
import type { WorkspaceReader } from '#data/workspace';
import type { AccessWant } from '../travel/index.ts';
import { listWants } from './travel-time-cache.ts';

/** One column of numbers beside the areas of a list. */
export interface Measure {
  facts: TargetList['measures'][number];
  values: Float64Array;
  /** See `flagByte`. */
  flags: Uint8Array;
  /** Of a rate made from counts, what its interval is computed from. */
  counts: Counts | null;
  releases: number[];
}

/** The counts of a rate, with the half-widths of their rounding, a value for each area. */
export interface Counts {
  numerator: Float64Array;
  denominator: Float64Array;
  rounding: Float64Array;
  denominatorRounding: Float64Array;
}

interface Reference {
  indicator: string;
  cohort: string;
  period: string | null;
}

/** As a rule writes it; cohort and period only where another column of the same indicator must be told apart. */
function nameOf({ indicator, cohort }: Reference): string {
  return cohort === 'all' ? indicator : `${indicator}[${cohort}]`;
}

/**
 * The columns a list shows: each indicator of the rule in the period it took, a rate followed by its counts, the need count, and
 * the indicators asked for beside them. A name that would come twice carries its period.
 */
export function listMeasures(
  { question, beside }: Pick<TargetListRequest, 'question' | 'beside'>,
  result: RuleResult,
  { table, reader }: { table: AreaTable; reader: WorkspaceReader },
): Measure[] {
  const references: Reference[] = result.sources.flatMap(
    ({ indicator, cohort, period, denominatorPeriod }) => {
      const entry = table.vocabulary.indicators.get(indicator);
      const itself = { indicator, cohort, period };
      if (entry?.numerator == null || entry.of === null) return [itself];
      const denominator = { indicator: entry.of, cohort: 'all', period: denominatorPeriod };
      return [itself, { indicator: entry.numerator, cohort, period }, denominator];
    },
  );
  if (result.need !== null) references.push(readNeed(result.need.indicator, result.period));
  references.push(...beside);
  const measures = new Map<string, Measure>();
  for (const reference of references) {
    const column = readValues(table, reference);
    const plain = nameOf(reference);
    if (measures.get(plain)?.facts.period === column.period) continue;
    const key = measures.has(plain) ? `${plain}@${column.period}` : plain;
    if (!measures.has(key)) measures.set(key, makeMeasure(key, column, reader));
  }
  return [...measures.values(), ...listAccessMeasures(question, table)];
}

/** What the rule asks of provision: minutes, whether covered, and sites, each as a column without a period. */
function listAccessMeasures({ rule, period }: RuleQuestion, table: AreaTable): Measure[] {
  const measures = new Map<string, Measure>();
  for (const want of listWants({ rule, period, order: null }, table)) {
    const access = table.findAccess?.(want);
    for (const { key, name, unit, kind, values } of describeAccess(want, access))
      measures.set(key, {
        facts: { key, name, unit, kind, period: '', periodLabel: '', denominatorPeriod: null },
        values,
        flags: new Uint8Array(values.length),
        counts: null,
        releases: [],
      });
  }
  return [...measures.values()];
}

interface AccessColumn {
  key: string;
  name: string;
  unit: string;
  kind: string;
  values: Float64Array;
}

function describeAccess(
  { selector, mode, day }: AccessWant,
  access: ProvisionAccess | undefined,
): AccessColumn[] {
  if (access === undefined) return [];
  const running = day === null ? '' : `, as it runs on ${day}`;
  if (mode === null)
    return [
      {
        key: `sites ${selector}`,
        name: `Sites of ${selector} in reach${running}`,
        unit: 'sites',
        kind: 'count',
        values: access.sites,
      },
    ];
  const { unit } = getTravelMode(mode);
  const name = `Travel to the nearest site of ${selector} by ${mode}${running}`;
  return [{ key: `${unit} ${selector} ${mode}`, name, unit, kind: 'score', values: access.minutes }];
}

/** The need count as the result prints it: `jsa_claimants[age=18-24]@2008-05`. */
function readNeed(text: string, asked: string | null): Reference {
  const node = parseExpression(text);
  if (node.kind !== 'indicator') throw new PinpointError('internal', `${text} is not the name of a count.`);
  return { indicator: node.name, cohort: node.cohort, period: node.period ?? asked };
}

/** Decimals of a rate in per cent that tell one person more or less in the largest area, and a tenth of that. */
function countMeaningful(denominator: Float64Array): number {
  const largest = denominator.reduce((most, base) => (base > most ? base : most), 1);
  return Math.max(1, Math.ceil(Math.log10(largest / 100))) + 1;
}

function makeMeasure(key: string, column: ValueColumn, reader: WorkspaceReader): Measure {
  const { name, unit, kind } = reader.getIndicator(column.indicator);
  const period = column.period ?? '';
  const { numerator, denominator, rounding, denominatorRounding } = column;
  return {
    facts: {
      key,
      name,
      unit,
      kind,
      period,
      periodLabel: formatPeriod(period),
      denominatorPeriod: column.denominatorPeriod,
      ...(denominator === null ? {} : { decimals: countMeaningful(denominator) }),
    },
    values: column.values,
    flags: column.flags,
    counts:
      numerator === null || denominator === null || denominatorRounding === null
        ? null
        : { numerator, denominator, rounding, denominatorRounding },
    releases: column.releases,
  };
}
