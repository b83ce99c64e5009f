import {
  PinpointError,
  coordinateSystems,
  listCoordinateSystems,
  usualCoordinateSystem,
  type CoordinateSystem,
  type ExportFormat,
} from '#contract';
import type { DocumentRow, DocumentTable, ExportDocument } from '#core/disclosure';
import { boundsOf, type Bounds, type Shape } from '#core/geography';
import { createReturnProjector, liesInWorldOf, parseCrs } from '#data/formats/crs';

/** As what a document leaves. */
interface Placing {
  format: ExportFormat;
  system: CoordinateSystem;
}

/**
 * The document with its places in the coordinate system that was chosen, which its facts then name. In a format without places
 * it stays as it is. Throws `output_refused` where a place lies outside of what the system is for, as a site abroad does.
 */
export function placeDocument(document: ExportDocument, { format, system }: Placing): ExportDocument {
  if (listCoordinateSystems(format).length === 0) return document;
  const facts = [...document.facts, ['Coordinates', coordinateSystems[system].fact] as const];
  if (system === usualCoordinateSystem) return { ...document, facts };
  const place = makePlacer(system);
  const [main, ...further] = document.tables;
  return { ...document, facts, system, tables: [place(main), ...further.map(place)] };
}

function makePlacer(system: CoordinateSystem): (table: DocumentTable) => DocumentTable {
  const crs = parseCrs(system, '');
  const project = createReturnProjector(crs);
  // Rows may share an outline, as the stages of a ledger do.
  const placed = new Map<Shape, Shape>();
  const refuseOutside = (bounds: Bounds, { id }: DocumentRow): void => {
    if (!liesInWorldOf(crs, bounds)) throw outside(system, id);
  };
  const placeShape = (shape: Shape, row: DocumentRow): Shape => {
    const before = placed.get(shape);
    if (before !== undefined) return before;
    const coordinates = shape.coordinates.slice();
    project(coordinates);
    const moved = { ...shape, coordinates };
    if (coordinates.length > 0) refuseOutside(boundsOf(moved), row);
    placed.set(shape, moved);
    return moved;
  };
  const placePoint = (point: readonly [number, number], row: DocumentRow): readonly [number, number] => {
    const moved = Float64Array.from(point);
    project(moved);
    const [x, y] = [moved[0]!, moved[1]!];
    refuseOutside([x, y, x, y], row);
    return [x, y];
  };
  const placeRow = (row: DocumentRow): DocumentRow => ({
    ...row,
    shape: row.shape && placeShape(row.shape, row),
    ...(row.point === undefined ? {} : { point: placePoint(row.point, row) }),
  });
  return (table) => ({ ...table, rows: table.rows.map(placeRow) });
}

function outside(system: CoordinateSystem, id: string): PinpointError {
  const { name } = coordinateSystems[system];
  return new PinpointError('output_refused', `${id} lies outside the ${name}.`, {
    found: id,
    hint: `Write it in ${coordinateSystems[usualCoordinateSystem].name.toLowerCase()} (${usualCoordinateSystem}).`,
  });
}
