import { z } from 'zod';

/** What a coordinate system is for people, and its number in the EPSG register. */
export interface CoordinateSystemRecord {
  code: number;
  /** For people, as in "Coordinates: British National Grid". */
  name: string;
  /** For people who choose, behind the name: what it is good for. */
  detail: string;
  /** Digits after the point that mean something: about a centimetre in degrees, a millimetre in metres. */
  decimals: number;
  /** What a document says of its coordinates: units, and how far off they may be. */
  fact: string;
}

/**
 * Every coordinate system that places leave in, by its name in the EPSG register and in the order of menus; the first is the
 * usual one. The workspace itself holds longitude and latitude.
 */
export const coordinateSystems = {
  'EPSG:4326': {
    code: 4326,
    name: 'Longitude and latitude',
    detail: 'degrees on WGS 84; what most programs take',
    decimals: 7,
    fact: 'longitude and latitude in degrees on WGS 84 (EPSG:4326)',
  },
  'EPSG:27700': {
    code: 27700,
    name: 'British National Grid',
    detail: 'eastings and northings in metres; for Ordnance Survey maps',
    decimals: 3,
    fact: 'eastings and northings in metres of the British National Grid (EPSG:27700), by the seven-parameter Helmert transformation, within 5 m',
  },
} as const satisfies Record<string, CoordinateSystemRecord>;

export type CoordinateSystem = keyof typeof coordinateSystems;

/** The ids of all coordinate systems, the usual one first. */
export const coordinateSystemIds = Object.keys(coordinateSystems) as CoordinateSystem[];

export const coordinateSystem = z.enum(coordinateSystemIds);

/** What is written where nobody chooses. */
export const usualCoordinateSystem: CoordinateSystem = 'EPSG:4326';

/** The coordinate system that a text names, as `EPSG:27700`, `epsg:27700` or `27700`; undefined for any other. */
export function findCoordinateSystem(text: string): CoordinateSystem | undefined {
  const code = /^(?:EPSG:)?(\d+)$/i.exec(text.trim())?.[1];
  return coordinateSystemIds.find((id) => String(coordinateSystems[id].code) === code);
}
