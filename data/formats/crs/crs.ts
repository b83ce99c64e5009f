import proj4 from 'proj4';
import { refusal } from '#data/formats/refusals';

/** A coordinate reference system that coordinates of a file are in. */
export interface Crs {
  /** As named in the file, or by the person. */
  name: string;
  /** What proj4 reads: a definition text or WKT. */
  definition: string;
  /** Coordinates are degrees. */
  geographic: boolean;
  /** Coordinates are lon, lat on a datum that Pinpoint does not tell from WGS 84: nothing is to be computed. */
  isLonLat: boolean;
  /** What a person should know about the choice, one sentence each. */
  notes: string[];
}

/**
 * OSGB36 to WGS 84 by seven parameters (Ordnance Survey, "A guide to coordinate systems in Great Britain", section 6.6):
 * good to about 5 m nationally. A `.prj` without TOWGS84 needs it just the same; without it areas are about 100 m off.
 */
const osgb36Shift = '+ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489';
/** Ireland 1965 to WGS 84 (Ordnance Survey Ireland; EPSG transformation 1954). */
const ireland1965Shift = '+ellps=mod_airy +towgs84=482.5,-130.6,564.6,-1.042,-0.214,-0.631,8.15';

const britishNationalGrid = `+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 ${osgb36Shift} +units=m +no_defs`;
const irishGrid = `+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=1.000035 +x_0=200000 +y_0=250000 ${ireland1965Shift} +units=m +no_defs`;
const lonLat = '+proj=longlat +datum=WGS84 +no_defs';

/** EPSG codes known here beyond those that proj4 has itself (3857, 4269 and the UTM zones of WGS 84). */
const definitions: Readonly<Record<string, string>> = {
  '4326': lonLat,
  '4258': '+proj=longlat +ellps=GRS80 +towgs84=0,0,0 +no_defs',
  '4277': `+proj=longlat ${osgb36Shift} +no_defs`,
  '27700': britishNationalGrid,
  '29900': irishGrid,
  '29901': `+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=1 +x_0=200000 +y_0=250000 ${ireland1965Shift} +units=m +no_defs`,
  '29902': irishGrid,
  '29903': irishGrid,
  '2157':
    '+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=0.99982 +x_0=600000 +y_0=750000 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs',
  '3035':
    '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs',
  '25829': '+proj=utm +zone=29 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs',
  '25830': '+proj=utm +zone=30 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs',
  '25831': '+proj=utm +zone=31 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs',
};

const names: Readonly<Record<string, string>> = {
  '4326': 'WGS 84',
  '4258': 'ETRS89',
  '27700': 'OSGB36 / British National Grid',
  '29902': 'TM65 / Irish Grid',
  '29903': 'TM75 / Irish Grid',
  '3857': 'WGS 84 / Pseudo-Mercator',
};

/** Longitude, latitude on WGS 84. */
export const wgs84: Crs = {
  name: 'EPSG:4326',
  definition: lonLat,
  geographic: true,
  isLonLat: true,
  notes: [],
};

/** British National Grid with the full shift of its datum. */
export function getBritishNationalGrid(): Crs {
  return fromEpsg('27700', '');
}

/** Whether a reference system is the British National Grid with the full shift of its datum. */
export function isBritishNationalGrid(crs: Crs): boolean {
  return crs.definition === britishNationalGrid;
}

/**
 * The CRS that a text states: an EPSG code (`EPSG:27700`, `27700`, `urn:ogc:def:crs:EPSG::27700`), `CRS84`, a proj4 text, WKT
 * in the ESRI, OGC or ISO dialect, or a code with WKT after it, which serves where the code is not known here. British and Irish Grid always get the full shift of their datum, whatever the text leaves out.
 * `file` is named in the error. Throws `input_refused` where the text is no CRS or one that is not known here.
 */
export function parseCrs(text: string, file: string): Crs {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (/\bCRS:?84$/i.test(trimmed)) return { ...wgs84, name: 'CRS84' };
  const code = findEpsgCode(trimmed);
  if (code !== undefined) return fromEpsg(code, file);
  const [, known, definition] = /^EPSG:(\d+)\s+(\S[^]*)$/.exec(trimmed) ?? [];
  if (known === undefined || definition === undefined) return fromDefinition(trimmed, file);
  return isKnownCode(known) ? fromEpsg(known, file) : fromDefinition(definition, file);
}

function isKnownCode(code: string): boolean {
  return definitions[code] !== undefined || proj4.defs(`EPSG:${code}`) !== undefined;
}

function findEpsgCode(text: string): string | undefined {
  return /^(?:EPSG:+|urn:(?:ogc|x-ogc):def:crs:EPSG:[\d.]*:|https?:\/\/www\.opengis\.net\/(?:def\/crs\/EPSG\/[\d.]+\/|gml\/srs\/epsg\.xml#))?(\d{4,6})$/i.exec(
    text,
  )?.[1];
}

function fromEpsg(code: string, file: string): Crs {
  const definition = definitions[code] ?? (isKnownCode(code) ? `EPSG:${code}` : undefined);
  if (definition === undefined) {
    throw refusal(`EPSG:${code} is not a coordinate reference system known here.`, {
      file: file === '' ? undefined : file,
      found: `EPSG:${code}`,
      expected: 'EPSG:27700, 4326, 4258, 3857, 29902, 29903, 2157, a UTM zone, or a full definition',
      hint: 'Give its definition as proj4 text or WKT (epsg.io shows both), as in --crs "+proj=…".',
    });
  }
  const crs = describe(definition, parse(definition, file), `EPSG:${code}`);
  const name = names[code];
  return name === undefined ? crs : { ...crs, name: `EPSG:${code} (${name})` };
}

function fromDefinition(text: string, file: string): Crs {
  const name = /^\s*\w+\s*\[\s*"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 80);
  const proj = parse(text, file);
  const known = findKnownDefinition(proj);
  if (known !== undefined) return describe(known, parse(known, file), name);
  const crs = describe(text, proj, name);
  if (isShiftKnown(proj)) return crs;
  const note = `“${name}” does not say how its datum relates to WGS 84: areas may lie about 100 m off.`;
  return { ...crs, notes: [note] };
}

/** What proj4 knows of a CRS after reading it; angles in radians. Its own types leave these out. */
interface Projection {
  projName?: string;
  a?: number;
  b?: number;
  lat0?: number;
  long0?: number;
  k0?: number;
  x0?: number;
  y0?: number;
  datum_params?: readonly (number | string)[];
  nadgrids?: string;
  from_greenwich?: number;
}

function parse(text: string, file: string): Projection {
  try {
    return new proj4.Proj(text);
  } catch (error) {
    throw refusal(
      'The coordinate reference system of the file cannot be read.',
      {
        file: file === '' ? undefined : file,
        found: text.replace(/\s+/g, ' ').slice(0, 120),
        expected: 'WKT, a proj4 text or an EPSG code',
        hint: 'If you know it, state it, as in --crs EPSG:27700.',
      },
      error,
    );
  }
}

/** Airy and modified Airy exist for Great Britain and Ireland alone, so the ellipsoid tells the datum in every dialect. */
function findKnownDefinition(proj: Projection): string | undefined {
  const isTransverseMercator = /^(tmerc|etmerc|transverse[_ ]mercator)/i.test(proj.projName ?? '');
  if (near(proj.a, 6377563.396, 0.01)) {
    if (proj.projName === 'longlat') return definitions['4277'];
    if (!isTransverseMercator) return undefined;
    return isAt(proj, 49, -2) && near(proj.x0, 400000, 0.01) && near(proj.y0, -100000, 0.01)
      ? britishNationalGrid
      : undefined;
  }
  if (near(proj.a, 6377340.189, 0.01) && isTransverseMercator && isAt(proj, 53.5, -8)) {
    return near(proj.k0, 1, 1e-7) ? definitions['29901'] : irishGrid;
  }
  return undefined;
}

function isAt(proj: Projection, latitude: number, longitude: number): boolean {
  const radians = Math.PI / 180;
  return near(proj.lat0, latitude * radians, 1e-8) && near(proj.long0, longitude * radians, 1e-8);
}

function near(value: number | undefined, expected: number, tolerance: number): boolean {
  return value !== undefined && Math.abs(value - expected) <= tolerance;
}

function isShiftKnown(proj: Projection): boolean {
  const isModern = near(proj.a, 6378137, 0.5) && near(proj.b, 6356752.3, 0.5);
  return isModern || (proj.datum_params?.length ?? 0) > 0 || (proj.nadgrids ?? '') !== '';
}

function describe(definition: string, proj: Projection, name: string): Crs {
  const geographic = proj.projName === 'longlat';
  const shift = (proj.datum_params ?? []).map(Number);
  const isShifted = shift.some((value) => value !== 0);
  const isModern = near(proj.a, 6378137, 0.5) && near(proj.b, 6356752.3, 0.5);
  const fromGreenwich = (proj.from_greenwich ?? 0) === 0;
  return {
    name,
    definition,
    geographic,
    isLonLat: geographic && isModern && !isShifted && fromGreenwich,
    notes: [],
  };
}
