import { PinpointError, type GeographyRef, type Period } from '#contract';
import type { Connection } from './connection.ts';
import type { IndicatorRow } from './interfaces.ts';
import { refOf } from './geographies.ts';
import type { IndicatorDefinition } from './types.ts';

/** One indicator × cohort × period × geography that has values. */
export interface Holding {
  indicator: string;
  cohort: string;
  period: string;
  geography: GeographyRef;
  areas: number;
}

/** Every column of observations that there is, periods oldest first. */
export function listHoldings(connection: Connection): Holding[] {
  return connection
    .all<Omit<Holding, 'geography'> & { kind: string; vintage: string }>(
      `SELECT i.key AS indicator, c.key AS cohort, p.key AS period, g.kind, g.vintage, h.areas
       FROM holding h
       JOIN indicator i ON i.id = h.indicator JOIN cohort c ON c.id = h.cohort
       JOIN period p ON p.id = h.period JOIN geography g ON g.id = h.geography
       ORDER BY p.last, p.first, p.key, i.key, c.key, g.id`,
    )
    .map(({ kind, vintage, ...rest }) => ({ ...rest, geography: refOf({ kind, vintage }) }));
}

/** Ids of the indicators that any of these releases, by id, has brought values of. */
export function listIndicatorsOf(connection: Connection, releases: ReadonlySet<number>): ReadonlySet<string> {
  const rows = connection.all<{ release: number; key: string }>(
    `SELECT DISTINCT c.release, i.key FROM release_column c JOIN indicator i ON i.id = c.indicator`,
  );
  return new Set(rows.flatMap(({ release, key }) => (releases.has(release) ? key : [])));
}

/** Every period that an observation or a benchmark uses, oldest first. */
export function listUsedPeriods(connection: Connection): Period[] {
  return connection.all<Period>(
    `SELECT key AS id, label, first, last FROM period
     WHERE id IN (SELECT period FROM holding) OR id IN (SELECT period FROM benchmark)
     ORDER BY last, first, key`,
  );
}

interface DefinitionRow {
  key: string;
  name: string;
  kind: IndicatorDefinition['kind'];
  denominator: string | null;
  numerator: string | null;
  unit: string;
  polarity: IndicatorDefinition['polarity'];
  additive: number;
}

/** Every indicator, by id, with the periods and cohorts it has values for; a derived rate has those of its numerator. */
export function listIndicators(connection: Connection, holdings: Holding[]): IndicatorRow[] {
  const rows = connection.all<DefinitionRow>(
    'SELECT key, name, kind, denominator, numerator, unit, polarity, additive FROM indicator ORDER BY key',
  );
  return rows.map(({ key, denominator, additive, ...rest }) => {
    const own = holdings.filter(({ indicator }) => indicator === (rest.numerator ?? key));
    return {
      ...rest,
      id: key,
      of: denominator,
      additive: additive === 1,
      periods: [...new Set(own.map(({ period }) => period))],
      cohorts: [...new Set(own.map(({ cohort }) => cohort))].filter((cohort) => cohort !== 'all').toSorted(),
      everyone: own.some(({ cohort }) => cohort === 'all'),
    };
  });
}

/** Throws `not_found` and names the indicators that there are. */
export function getIndicator(indicators: IndicatorRow[], id: string): IndicatorRow {
  const found = indicators.find((indicator) => indicator.id === id);
  if (found !== undefined) return found;
  throw new PinpointError('not_found', `The workspace has no indicator ${id}.`, {
    found: id,
    hint:
      indicators.length === 0
        ? 'Import observations first.'
        : `It has ${indicators.map((indicator) => indicator.id).join(', ')}.`,
  });
}
