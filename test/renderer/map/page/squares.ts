import type { AreaList, Client, GeographyRef } from '#contract';
import { encodeTile, landAreaM2, shapeFromRings, type TileFeature } from '#core/geography';

/** A country of square areas: as simple as can be known by heart, drawn from real tiles. */
export interface Country {
  areas: AreaList;
  features: TileFeature[];
}

const west = -3;
const south = 53.3;
const sideDeg = 0.04;

/** `across` × `across` squares, row by row from the south-west; `size` base squares make up the side of one. */
export function buildCountry(
  geography: GeographyRef,
  { across, size, firstId, name }: { across: number; size: number; firstId: number; name: string },
): Country {
  const side = sideDeg * size;
  const features = Array.from({ length: across * across }, (_, index) => {
    const [x, y] = [west + (index % across) * side, south + Math.floor(index / across) * side];
    const ring = [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ];
    const id = firstId + index;
    return {
      id,
      code: `Q${String(id).padStart(8, '0')}`,
      name: `${name} ${index}`,
      shape: shapeFromRings([[ring]]),
    };
  });
  return { features, areas: listOf(geography, features, side) };
}

function listOf(geography: GeographyRef, features: TileFeature[], side: number): AreaList {
  const corner = (feature: TileFeature, axis: number) => feature.shape.coordinates[axis]! + side / 2;
  return {
    geography,
    ids: Int32Array.from(features, ({ id }) => id),
    codes: features.map(({ code }) => code),
    names: features.map(({ name }) => name),
    lon: Float64Array.from(features, (feature) => corner(feature, 0)),
    lat: Float64Array.from(features, (feature) => corner(feature, 1)),
    landArea: Float64Array.from(features, ({ shape }) => landAreaM2(shape)),
    parents: [],
  };
}

/** Answers `area.tile` for these countries; other calls are not the map's business. */
export function clientOf(countries: readonly Country[]): Client & { tiles: number } {
  const client: Client & { tiles: number } = {
    tiles: 0,
    holdFast: () => client,
    subscribe: () => () => {},
    call: ((name: string, input: { geography: GeographyRef; z: number; x: number; y: number }) => {
      if (name !== 'area.tile') return Promise.reject(new Error(`The map asked for ${name}.`));
      client.tiles += 1;
      const country = countries.find(({ areas }) => areas.geography === input.geography);
      return Promise.resolve(encodeTile(country?.features ?? [], input.z, input.x, input.y));
    }) as Client['call'],
  };
  return client;
}
