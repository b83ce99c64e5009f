import type { DemoArea, DemoGeography } from './demo-data.ts';
import { districtNames } from './land/crowding.ts';
import type { DistrictName } from './land/outlines.ts';
import type { LandRegion } from './land/region.ts';

/** The region as named and coded geographies, coarsest first, and the order of its parts by code. */
export interface CodedRegion {
  geographies: DemoGeography[];
  /** Positions in the drawn region, in the order of codes. */
  lsoaOrder: number[];
  /** Code of each drawn ward. */
  wardCodes: string[];
}

/** District codes of the 2003 edition, as used on 2001-based statistics. */
const districtCodes: Record<DistrictName, string> = {
  Halton: '00ET',
  Knowsley: '00BX',
  Liverpool: '00BY',
  Sefton: '00CA',
  'St Helens': '00BZ',
  Wirral: '00CB',
};
const regionCode = 'LCR';
/** LSOA codes count from here: a range that the real coding never used. */
const firstLsoa = 900_001;
const mostInNeighbourhood = 5;

/** Names and codes every area: wards by name within their district, LSOAs by neighbourhood from north to south. */
export function codeRegion(region: LandRegion): CodedRegion {
  const wardCodes = codeWards(region);
  const numbered = numberLsoas(region);
  const lsoaOrder = numbered.map(({ lsoa }) => lsoa);
  const lsoas: DemoArea[] = numbered.map(({ lsoa, name }, i) => ({
    code: `E01${firstLsoa + i}`,
    name,
    parent: wardCodes[region.lsoas[lsoa]!.ward]!,
    polygons: region.lsoas[lsoa]!.polygons,
  }));
  const wards = region.wards.map(({ name, district, polygons }, ward) => {
    return { code: wardCodes[ward]!, name, parent: districtCodes[district], polygons };
  });
  const districts = districtNames.map((name, i) => {
    return { code: districtCodes[name], name, parent: regionCode, polygons: region.districts[i]! };
  });
  const whole = { code: regionCode, name: 'Liverpool City Region', parent: null, polygons: region.whole };
  return {
    wardCodes,
    lsoaOrder,
    geographies: [
      { kind: 'region', vintage: '2003', within: null, title: 'city region', areas: [whole] },
      {
        kind: 'district',
        vintage: '2003',
        within: 'region:2003',
        title: 'districts',
        areas: byCode(districts),
      },
      {
        kind: 'ward',
        vintage: '2003',
        within: 'district:2003',
        title: 'wards of 2003',
        areas: byCode(wards),
      },
      { kind: 'lsoa', vintage: '2001', within: 'ward:2003', title: 'LSOAs of 2001', areas: lsoas },
    ],
  };
}

const byCode = (areas: DemoArea[]): DemoArea[] => areas.toSorted((a, b) => (a.code < b.code ? -1 : 1));

/** Two letters after the district's code, from XA on. */
function codeWards({ wards }: LandRegion): string[] {
  const codes: string[] = [];
  for (const district of districtNames) {
    const own = [...wards.keys()].filter((ward) => wards[ward]!.district === district);
    const named = own.toSorted((a, b) => (wards[a]!.name < wards[b]!.name ? -1 : 1));
    for (const [i, ward] of named.entries()) {
      codes[ward] = districtCodes[district] + 'XYZ'[Math.floor(i / 26)]! + String.fromCharCode(65 + (i % 26));
    }
  }
  return codes;
}

/** LSOAs in the order of their codes, named like "Liverpool 012A": a neighbourhood's number and a letter within it. */
function numberLsoas({ lsoas, wards }: LandRegion): { lsoa: number; name: string }[] {
  const numbered: { lsoa: number; name: string }[] = [];
  const north = (members: number[]): number =>
    members.reduce((sum, i) => sum + lsoas[i]!.middle[1], 0) / members.length;
  const members: number[][] = wards.map(() => []);
  for (const [i, { ward }] of lsoas.entries()) members[ward]!.push(i);
  for (const district of districtNames.toSorted((a, b) => (districtCodes[a] < districtCodes[b] ? -1 : 1))) {
    const southwards = members
      .filter((_, ward) => wards[ward]!.district === district)
      .toSorted((a, b) => north(b) - north(a));
    const neighbourhoods = southwards.flatMap((own) => inNeighbourhoods(own, lsoas));
    for (const [n, group] of neighbourhoods.entries()) {
      for (const [k, lsoa] of group.entries()) {
        const number = String(n + 1).padStart(3, '0');
        numbered.push({ lsoa, name: `${district} ${number}${String.fromCharCode(65 + k)}` });
      }
    }
  }
  return numbered;
}

function inNeighbourhoods(own: number[], lsoas: LandRegion['lsoas']): number[][] {
  const southwards = own.toSorted((a, b) => lsoas[b]!.middle[1] - lsoas[a]!.middle[1] || a - b);
  const groups = Math.ceil(southwards.length / mostInNeighbourhood);
  const size = Math.ceil(southwards.length / groups);
  return Array.from({ length: groups }, (_, g) => southwards.slice(g * size, (g + 1) * size)).filter(
    (g) => g.length,
  );
}
