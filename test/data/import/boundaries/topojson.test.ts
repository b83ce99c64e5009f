import { describe, expect, it } from 'vitest';
import { inspectFiles } from '#data/import';
import { filesOf, importNew } from './files.ts';

/** Two squares that share an edge, as two objects. */
const topology = {
  type: 'Topology',
  arcs: [
    [
      [-2.99, 53.4],
      [-2.99, 53.41],
    ],
    [
      [-2.99, 53.41],
      [-3, 53.41],
      [-3, 53.4],
      [-2.99, 53.4],
    ],
    [
      [-2.99, 53.4],
      [-2.98, 53.4],
      [-2.98, 53.41],
      [-2.99, 53.41],
    ],
  ],
  objects: {
    lsoa: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', properties: { code: 'E01000001' }, arcs: [[0, 1]] },
        { type: 'Polygon', id: 'E01000002', properties: { code: 'E01000002' }, arcs: [[2, -1]] },
      ],
    },
    ward: { type: 'Polygon', properties: { code: 'E05000001' }, arcs: [[0, 1]] },
  },
};
const files = () => filesOf({ 'areas.topojson': JSON.stringify(topology) });

describe('TopoJSON', () => {
  it('imports an object, and lists the others as layers', async () => {
    const inspection = await inspectFiles('boundaries', files(), {});
    expect(inspection).toMatchObject({
      format: 'TopoJSON',
      layers: ['lsoa', 'ward'],
      mapping: { layer: 'lsoa', codeField: 'code' },
    });
    const { codes, shapes } = await importNew(files());
    expect(codes).toEqual(['E01000001', 'E01000002']);
    expect(shapes.get('E01000002')!.coordinates).toHaveLength(10);
  });

  it('imports a single geometry as a layer', async () => {
    expect((await importNew(files(), { layer: 'ward', geography: 'ward' })).codes).toEqual(['E05000001']);
  });

  it('rejects a feature whose arcs do not exist', async () => {
    const broken = structuredClone(topology);
    broken.objects.lsoa.geometries[0]!.arcs = [[77]];
    const { codes, rejects } = await importNew(filesOf({ 'a.topojson': JSON.stringify(broken) }));
    expect(codes).toEqual(['E01000002']);
    expect(rejects).toEqual(['1 E01000001 cannot be taken: its arcs are damaged']);
  });

  it('is refused without objects or arcs', async () => {
    const file = filesOf({ 'a.topojson': '{"type":"Topology","objects":{}}' });
    await expect(importNew(file)).rejects.toMatchObject({
      message: '“a.topojson” is a damaged TopoJSON file.',
    });
  });
});
