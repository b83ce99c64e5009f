import type { GeographyKind } from '#contract';
import { generateDemo } from '#data/demo';
import type { DemoCell, DemoArea } from '#data/demo';

/** The demonstration, made once for all tests of a file. */
export const demo = generateDemo();

export function areasOf(kind: GeographyKind): DemoArea[] {
  return demo.geographies.find((geography) => geography.kind === kind)!.areas;
}

export const lsoas = areasOf('lsoa');

export function cellsOf(indicator: string, period: string, cohort = 'all'): DemoCell[] {
  const column = demo.columns.find(
    (c) => c.indicator === indicator && c.period === period && c.cohort === cohort,
  );
  if (!column) throw new Error(`The demonstration has no ${indicator}[${cohort}]@${period}.`);
  return column.cells;
}

/** Sum over the LSOAs that a condition holds for; cells without a number fail the test. */
export function sum(cells: DemoCell[], where: (lsoa: number) => boolean = () => true): number {
  return cells.reduce<number>((total, cell, i) => {
    if (!where(i)) return total;
    if (typeof cell !== 'number') throw new Error(`${lsoas[i]!.code} is ${cell}.`);
    return total + cell;
  }, 0);
}

/** Pooled rate in per cent, to the printed decimal. */
export function printedRate(count: number, base: number): string {
  return ((100 * count) / base).toFixed(1);
}

const wardByCode = new Map(areasOf('ward').map((ward) => [ward.code, ward]));
const districtByCode = new Map(areasOf('district').map((district) => [district.code, district]));

export const wardCodeOf = (lsoa: number): string => lsoas[lsoa]!.parent!;
export const districtOf = (lsoa: number): string =>
  districtByCode.get(wardByCode.get(wardCodeOf(lsoa))!.parent!)!.name;
