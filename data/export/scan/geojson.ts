import { readFileSync } from 'node:fs';
import type { ExportDocument } from '#core/disclosure';
import type { Bounds } from '#core/geography';
import type { FoundCell, FoundFile, FoundText } from './found.ts';
import { listTextsOf, type Json } from './json.ts';

interface Feature {
  type: unknown;
  id: string;
  properties: Record<string, FoundCell>;
  geometry: { type: string; coordinates: unknown } | null;
}

/** What a GeoJSON file holds: the first table as features, everything else as texts. */
export function readGeoJson(path: string, { tables: [{ columns }] }: ExportDocument): FoundFile {
  const { features, ...others } = JSON.parse(readFileSync(path, 'utf8')) as { features: Feature[] } & Record<
    string,
    Json
  >;
  const keys = columns.map(({ key }) => key);
  return {
    tables: [
      {
        rows: features.map(({ properties }) => keys.map((key) => properties[key] ?? null)),
        places: features.map(({ geometry }) => geometry && boundsOfPositions(geometry.coordinates)),
      },
    ],
    texts: [
      ...listTextsOf(others, ''),
      ...features.flatMap(({ type, id, geometry }): FoundText[] => [
        ['a feature', String(type)],
        ['a feature', id],
        ['a geometry', geometry?.type ?? ''],
      ]),
    ],
    strange: features.flatMap((feature) => listStrange(feature, keys)),
    blanks: 'kept',
  };
}

const members = new Set(['type', 'id', 'properties', 'geometry', 'coordinates']);

function listStrange(feature: Feature, keys: readonly string[]): string[] {
  const others = [...Object.keys(feature), ...Object.keys(feature.geometry ?? {})].filter(
    (name) => !members.has(name),
  );
  const unknown = Object.keys(feature.properties).filter((name) => !keys.includes(name));
  return [...others, ...unknown].map((name) => `a feature has ${name}`);
}

function boundsOfPositions(coordinates: unknown): Bounds {
  const numbers = (coordinates as number[]).flat(3);
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < numbers.length; at += 2) {
    const [lon, lat] = [numbers[at]!, numbers[at + 1]!];
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}
