import type { Connection } from './connection.ts';
import type { IndicatorRow } from './interfaces.ts';
import { listGeographies } from './geographies.ts';
import type { Holding } from './indicators.ts';

/** Periods of an indicator's values over everyone, oldest first, as holdings are. */
export function listPeriodsOf(indicator: string, holdings: Holding[]): string[] {
  return holdings
    .filter((holding) => holding.indicator === indicator && holding.cohort === 'all')
    .map(({ period }) => period);
}

/**
 * The periods that the newest value of a derived rate is made of, among the holdings of one geography: the numerator's
 * newest, and the denominator's of that period, else of the nearest earlier one, else of the nearest later one.
 */
export function chooseRate(
  { numerator, of }: IndicatorRow,
  holdings: Holding[],
): { newest: string; denominator: string } | undefined {
  if (numerator === null || of === null) return undefined;
  const newest = listPeriodsOf(numerator, holdings).at(-1);
  const denominators = listPeriodsOf(of, holdings);
  if (newest === undefined || denominators.length === 0) return undefined;
  const order = [...new Set(holdings.map(({ period }) => period))];
  const at = order.indexOf(newest);
  const before = denominators.findLast((period) => order.indexOf(period) <= at);
  return { newest, denominator: before ?? denominators[0]! };
}

const rateSql = `
  INSERT INTO newest_rate (indicator, area, value)
  SELECT ?1, n.area, 100.0 * n.value / d.value
  FROM observation n
  JOIN observation d ON d.indicator = (SELECT id FROM indicator WHERE key = ?4) AND d.cohort = n.cohort
    AND d.period = (SELECT id FROM period WHERE key = ?5) AND d.area = n.area
  WHERE n.indicator = (SELECT id FROM indicator WHERE key = ?2) AND n.cohort = (SELECT id FROM cohort WHERE key = 'all')
    AND n.period = (SELECT id FROM period WHERE key = ?3) AND n.area BETWEEN ?6 AND ?7
    AND n.value IS NOT NULL AND d.value > 0`;

/** Computes again the newest values of the derived rates that the touched indicators are or are made of. */
export function refreshRates(
  connection: Connection,
  indicators: IndicatorRow[],
  { holdings, touched }: { holdings: Holding[]; touched: number[] },
): void {
  connection.run('DELETE FROM newest_rate WHERE indicator NOT IN (SELECT id FROM indicator)');
  const ids = new Map(
    connection
      .all<{ id: number; key: string }>('SELECT id, key FROM indicator')
      .map(({ id, key }) => [key, id]),
  );
  const isTouched = (key: string | null): boolean => touched.includes(ids.get(key ?? '') ?? -1);
  for (const rate of indicators) {
    const { id, numerator, of } = rate;
    if (numerator === null || of === null) continue;
    const gone = !ids.has(numerator) || !ids.has(of);
    if (!gone && ![id, numerator, of].some(isTouched)) continue;
    connection.run('DELETE FROM newest_rate WHERE indicator = ?', ids.get(id)!);
    for (const { ref, low, high } of listGeographies(connection)) {
      const chosen = chooseRate(
        rate,
        holdings.filter(({ geography }) => geography === ref),
      );
      if (chosen === undefined) continue;
      const { newest, denominator } = chosen;
      connection.run(rateSql, ids.get(id)!, numerator, newest, of, denominator, low, high);
    }
  }
}
