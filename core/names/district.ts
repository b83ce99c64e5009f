import type { GeographyKind } from '#contract';

/**
 * How the Office for National Statistics names small areas of 2001, 2011 and 2021: the district, the number of the middle
 * layer area in it, and of a lower layer area its letter: "Bolton 005A".
 */
const namedByDistrict: Partial<Record<GeographyKind, RegExp>> = {
  lsoa: /^(?<district>.*\p{L}.*?)\s+\d{3}[A-Z]$/u,
  msoa: /^(?<district>.*\p{L}.*?)\s+\d{3}$/u,
};

/**
 * The district in the official name of a small area: "St. Helens 012B" lies in "St. Helens". Undefined for a name of
 * another form ("Smithills", a bare code), and for kinds of area whose names do not hold it.
 */
export function findDistrictName(kind: GeographyKind, name: string): string | undefined {
  return namedByDistrict[kind]?.exec(name.trim().replaceAll(/\s+/g, ' '))?.groups?.['district'];
}
