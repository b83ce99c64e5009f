import type { GeographyRef } from '#contract';
import { bufferedTileBounds, decodeGeoPackageGeometry, encodeTile } from '#core/geography';
import type { Bounds, TileFeature } from '#core/geography';
import type { DrawnArea } from '#data/workspace';

export interface TileAddress {
  geography: GeographyRef;
  z: number;
  x: number;
  y: number;
}

/** What tiles are made from; a `WorkspaceReader` is one. */
export interface TileSource {
  readonly path: string;
  revision(): number;
  readAreasWithin(geography: GeographyRef, bounds: Bounds): Iterable<DrawnArea>;
}

/** The tile's bytes; none where no area of the geography shows. Takes hundreds of milliseconds where a whole country does. */
export function makeTile(
  source: Pick<TileSource, 'readAreasWithin'>,
  { geography, z, x, y }: TileAddress,
): Uint8Array<ArrayBuffer> {
  const areas = source.readAreasWithin(geography, bufferedTileBounds(z, x, y));
  return encodeTile(withShapes(areas), z, x, y);
}

function* withShapes(areas: Iterable<DrawnArea>): Generator<TileFeature> {
  for (const { id, code, name, geometry } of areas) {
    yield { id, code, name, shape: decodeGeoPackageGeometry(geometry) };
  }
}
