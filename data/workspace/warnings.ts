import type { Connection } from './connection.ts';
import type { IndicatorRow } from './interfaces.ts';
import type { GeographyRow } from './geographies.ts';
import type { Holding } from './indicators.ts';
import { listProvisionWarnings } from './provision.ts';

interface Facts {
  synthetic: boolean;
  geographies: GeographyRow[];
  indicators: IndicatorRow[];
  holdings: Holding[];
  /** Whether the file has tables of provision. */
  provision: boolean;
}

/** What a person should know before they rely on the workspace: one sentence each, the gravest first. */
export function listWarnings(connection: Connection, facts: Facts): string[] {
  return [
    ...(facts.synthetic
      ? ['All values and outlines in this workspace are invented: it is a demonstration.']
      : []),
    ...facts.indicators.flatMap((indicator) => warnOfRate(indicator, facts.holdings)),
    ...facts.geographies.flatMap((geography) => warnOfAreas(connection, geography)),
    ...facts.geographies.flatMap((geography) => warnOfParents(connection, geography)),
    ...(facts.provision ? listProvisionWarnings(connection) : []),
  ];
}

function warnOfRate({ id, numerator, of }: IndicatorRow, holdings: Holding[]): string[] {
  if (numerator === null || of === null) return [];
  const parts = [numerator, of].filter((part) => !holdings.some(({ indicator }) => indicator === part));
  if (parts.length > 0) {
    return [`${id} cannot be computed: there are no values of ${parts.join(' and of ')}.`];
  }
  const denominators = new Set(
    holdings.filter(({ indicator }) => indicator === of).map(({ geography }) => geography),
  );
  const without = new Set(
    holdings
      .filter(({ indicator, geography }) => indicator === numerator && !denominators.has(geography))
      .map(({ geography }) => geography),
  );
  return [...without].map(
    (geography) => `${id} has no denominator in ${geography}: ${of} has no values there.`,
  );
}

function warnOfAreas(connection: Connection, { ref, low, high }: GeographyRow): string[] {
  const { areas, drawn, named } = connection.get<{ areas: number; drawn: number; named: number }>(
    `SELECT count(*) AS areas, count(label_lon) AS drawn, count(nullif(name, '')) AS named
     FROM area WHERE id BETWEEN ? AND ?`,
    low,
    high,
  )!;
  const unnamed = areas - named;
  return [
    ...(areas > 0 && drawn === 0
      ? [`${ref} has no boundaries: its ${number(areas)} areas are known from other files only.`]
      : []),
    ...(drawn > 0 && drawn < areas
      ? [`${number(areas - drawn)} of ${number(areas)} areas of ${ref} have no boundary.`]
      : []),
    ...(drawn > 0 && unnamed > 0
      ? [`${number(unnamed)} of ${number(areas)} areas of ${ref} have no name.`]
      : []),
  ];
}

interface Orphans {
  kind: string;
  vintage: string;
  linked: number;
}

function warnOfParents(connection: Connection, { id, ref, low, high }: GeographyRow): string[] {
  const links = connection.all<Orphans>(
    `SELECT p.kind, p.vintage, (
       SELECT count(DISTINCT l.area) FROM area_parent l
       WHERE l.area BETWEEN ?1 AND ?2 AND l.parent BETWEEN p.id * 1000000 AND p.id * 1000000 + 999999
     ) AS linked
     FROM geography p
     WHERE p.id IN (SELECT parent_geography FROM release WHERE geography = ?3)
       AND p.kind <> (SELECT kind FROM geography WHERE id = ?3)
     ORDER BY p.id`,
    low,
    high,
    id,
  );
  const { areas } = connection.get<{ areas: number }>(
    'SELECT count(*) AS areas FROM area WHERE id BETWEEN ? AND ?',
    low,
    high,
  )!;
  return links
    .filter(({ linked }) => linked < areas)
    .map(
      ({ kind, vintage, linked }) =>
        `${number(areas - linked)} of ${number(areas)} areas of ${ref} have no parent in ${kind}:${vintage}.`,
    );
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}
