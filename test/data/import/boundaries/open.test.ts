import { describe, expect, it } from 'vitest';
import { collection, lonLatAreas } from './builders.ts';
import { type Content, filesOf, importNew, zipOf } from './files.ts';

async function refusalOf(contents: Record<string, Content>) {
  const error: unknown = await importNew(filesOf(contents)).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'input_refused' });
  return error as Error & { details: { found: string; hint: string } };
}

describe('files that hold no boundaries', () => {
  it.each([
    ['areas.csv', 'code\nE01000001\n', 'a table'],
    ['areas', 'some words', 'areas'],
  ])('are refused by what they are: %s', async (name, content, found) => {
    const { message, details } = await refusalOf({ [name]: content });
    expect(message).toBe(`“${name}” holds no boundaries that can be read here.`);
    expect(details.found).toBe(found);
    expect(details.hint).toMatch(/\.$/);
  });

  it('are refused where a zip holds only another, or nothing', async () => {
    const inner = zipOf({ 'a.geojson': collection(lonLatAreas(1)) });
    expect((await refusalOf({ 'a.zip': zipOf({ 'b.zip': inner }) })).details.hint).toBe(
      'Unpack the outer archive and import the inner one.',
    );
    expect((await refusalOf({ 'a.zip': zipOf({}) })).details.found).toBe('an empty archive');
  });
});

describe('several files in a zip', () => {
  const zip = zipOf({
    'one.geojson': collection(lonLatAreas(1)),
    'more/two.geojson': collection(lonLatAreas(2)),
    'readme.txt': 'x',
  });

  it('are layers by their names, with or without their folder', async () => {
    expect((await importNew(filesOf({ 'a.zip': zip }), { layer: 'one.geojson' })).codes).toHaveLength(1);
    expect((await importNew(filesOf({ 'a.zip': zip }), { layer: 'more/two.geojson' })).codes).toHaveLength(2);
    expect((await importNew(filesOf({ 'a.zip': zip }), { layer: 'TWO.geojson' })).codes).toHaveLength(2);
  });
});
