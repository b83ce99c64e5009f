import type { GeographyKind } from '#contract';

/**
 * What kind of area a code names, by its form alone. Nine-character codes of the Government Statistical Service tell it by
 * their first three characters (Register of Geographic Codes, ONS); older ones by length: `00BYFA` is a ward, `00BY` a district.
 */
const prefixes: readonly [prefix: string, kind: GeographyKind | null, name: string][] = [
  ['E00', 'oa', 'output areas'],
  ['W00', 'oa', 'output areas'],
  ['S00', 'oa', 'output areas'],
  ['E01', 'lsoa', 'LSOAs'],
  ['W01', 'lsoa', 'LSOAs'],
  ['S01', 'lsoa', 'Scottish data zones'],
  ['E02', 'msoa', 'MSOAs'],
  ['W02', 'msoa', 'MSOAs'],
  ['S02', 'msoa', 'Scottish intermediate zones'],
  ['E05', 'ward', 'wards'],
  ['W05', 'ward', 'wards'],
  ['S13', 'ward', 'wards'],
  ['N08', 'ward', 'wards'],
  ['E06', 'district', 'districts'],
  ['E07', 'district', 'districts'],
  ['E08', 'district', 'districts'],
  ['E09', 'district', 'districts'],
  ['W06', 'district', 'districts'],
  ['S12', 'district', 'districts'],
  ['N09', 'district', 'districts'],
  ['E12', 'region', 'regions'],
  ['E04', null, 'parishes'],
  ['E10', null, 'counties'],
  ['E11', null, 'metropolitan counties'],
  ['E14', null, 'constituencies'],
  ['E47', null, 'combined authorities'],
  ['E92', null, 'countries'],
  ['W92', null, 'countries'],
  ['S92', null, 'countries'],
  ['K02', null, 'the United Kingdom'],
  ['K03', null, 'Great Britain'],
  ['K04', null, 'England and Wales'],
];
const byPrefix = new Map(prefixes.map(([prefix, kind, name]) => [prefix, { kind, name }]));

const currentCode = /^[EWSNKJ]\d{8}$/;
const oldCode = /^\d\d[A-Z]{2}([A-Z]{2}(\d{4})?)?$/;

/** Kind (null where it is none that Pinpoint has) and name in the plural of what a code names; undefined where a text has not the form of a code. */
export function findCodeKind(code: string): { kind: GeographyKind | null; name: string } | undefined {
  if (currentCode.test(code))
    return byPrefix.get(code.slice(0, 3)) ?? { kind: null, name: `areas with codes ${code.slice(0, 3)}…` };
  const old = oldCode.exec(code);
  if (!old) return undefined;
  if (old[2] !== undefined) return { kind: 'oa', name: 'output areas of 2001' };
  return old[1] === undefined
    ? { kind: 'district', name: 'districts with the codes used until 2009' }
    : { kind: 'ward', name: 'wards with the codes used until 2009' };
}

/**
 * The earliest vintage in which an LSOA code can occur: codes were handed out in order, E01000001–E01032482 and W01000001–W01001896
 * in 2001, up to E01033768 and W01001958 in 2011, up to E01035762 and W01002040 in 2021 (ONS lookups 2001–2011, 2011–2021).
 * Undefined for other codes.
 */
export function findEarliestLsoaVintage(code: string): '2001' | '2011' | '2021' | undefined {
  if (!/^[EW]01\d{6}$/.test(code)) return undefined;
  const number = Number(code.slice(3));
  const [last2001, last2011] = code.startsWith('E') ? [32_482, 33_768] : [1_896, 1_958];
  if (number <= last2001) return '2001';
  return number <= last2011 ? '2011' : '2021';
}

/** In words, what codes look like by their form: `wards`, `LSOAs of 2021 or later`; undefined where they have no known form. */
export function describeCodes(codes: readonly string[]): string | undefined {
  const times = new Map<string, number>();
  for (const code of codes) {
    const name = findCodeKind(code)?.name;
    if (name !== undefined) times.set(name, (times.get(name) ?? 0) + 1);
  }
  const [most] = [...times].toSorted((a, b) => b[1] - a[1]);
  if (!most || most[1] * 2 < codes.length) return undefined;
  const vintages = codes.map(findEarliestLsoaVintage);
  if (vintages.includes('2021')) return `${most[0]} of 2021`;
  return vintages.includes('2011') ? `${most[0]} of 2011 or later` : most[0];
}
