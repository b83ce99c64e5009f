import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { takeFingerprint, quietProgress } from '#data/import';
import { archiveLimits, listParts, watchFiles } from '../../../../data/formats/archive/archive.ts';
import { collection, lonLatAreas } from '../../import/boundaries/builders.ts';
import {
  type Content,
  emptyWorkspace,
  filesOf,
  importInto,
  mappingOf,
  temporaryFolder,
  zipOf,
} from '../../import/boundaries/files.ts';

const text = 'a,b\n1,2\n'.repeat(50);

async function refusal(contents: Record<string, Content>, limits = archiveLimits) {
  const read = async () => {
    for (const part of await listParts(filesOf(contents), limits)) await part.read();
  };
  const error: unknown = await read().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'input_refused' });
  return (error as Error).message;
}

/** Another name of the same length, in the directory and in front of the entry. */
function renamed(zip: Uint8Array, from: string, to: string): Buffer {
  return Buffer.from(Buffer.from(zip).toString('latin1').replaceAll(from, to), 'latin1');
}

describe('parts of files', () => {
  it('are loose files, what a zip holds, and what a gzip stands for', async () => {
    const files = filesOf({
      'a.csv': text,
      'b.zip': zipOf({ 'in/c.csv': text, 'in/.hidden': 'x' }),
      'd.csv.gz': gzipSync(text),
    });
    const parts = await listParts(files);
    expect(parts.map(({ name, label }) => [name, label])).toEqual([
      ['a.csv', 'a.csv'],
      ['in/c.csv', 'b.zip: in/c.csv'],
      ['d.csv', 'd.csv.gz'],
    ]);
    for (const part of parts) expect((await part.read()).toString()).toBe(text);
  });

  it('are none of a spreadsheet, though it is a zip', async () => {
    const files = filesOf({ 'a.xlsx': zipOf({ 'xl/workbook.xml': '<x/>' }) });
    await expect(listParts(files)).rejects.toMatchObject({
      message: '“a.xlsx” is an Excel workbook (.xlsx), which is not read here.',
    });
  });
});

describe('an archive that cannot be trusted', () => {
  it('is refused where a name leads out of it', async () => {
    const up = renamed(zipOf({ 'xx/evil.csv': text }), 'xx/evil.csv', '../evil.csv');
    expect(await refusal({ 'a.zip': up })).toBe(
      '“a.zip” names a file outside its own folder and was not opened.',
    );
    const root = renamed(zipOf({ 'xevil.csv': text }), 'xevil.csv', '/evil.csv');
    expect(await refusal({ 'a.zip': root })).toBe(
      '“a.zip” names a file outside its own folder and was not opened.',
    );
  });

  it('is refused where it unpacks to suspiciously much', async () => {
    const limits = { ...archiveLimits, ratioFromBytes: 1 << 20 };
    const bomb = Buffer.alloc(4 << 20);
    expect(await refusal({ 'a.zip': zipOf({ 'a.csv': bomb }) }, limits)).toBe(
      '“a.zip: a.csv” unpacks to suspiciously much and was not opened.',
    );
    expect(await refusal({ 'a.csv.gz': gzipSync(bomb) }, limits)).toBe(
      '“a.csv.gz” unpacks to suspiciously much and was not opened.',
    );
    const many = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`${index}.csv`, Buffer.alloc(300_000)]),
    );
    expect(await refusal({ 'a.zip': zipOf(many) }, limits)).toBe(
      '“a.zip” unpacks to suspiciously much and was not opened.',
    );
  });

  it('is refused where it lies about its size', async () => {
    const zip = Buffer.from(zipOf({ 'a.csv': Buffer.alloc(2 << 20) }));
    const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    zip.writeUInt32LE(1000, directory + 24);
    expect(await refusal({ 'a.zip': zip })).toBe('“a.zip” is not a complete archive.');
  });

  it('is refused beyond the limits on size and number', async () => {
    expect(await refusal({ 'a.zip': zipOf({ a: 'x', b: 'y' }) }, { ...archiveLimits, entries: 1 })).toBe(
      '“a.zip” holds 2 files, too many to look through.',
    );
    expect(await refusal({ 'a.csv': text }, { ...archiveLimits, partBytes: 10 })).toBe(
      '“a.csv” is larger than can be read in one piece.',
    );
    expect(await refusal({ 'a.csv.gz': gzipSync(text) }, { ...archiveLimits, partBytes: 10 })).toBe(
      '“a.csv.gz” is larger than can be read in one piece.',
    );
  });

  it('is refused where it needs a password', async () => {
    const zip = Buffer.from(zipOf({ 'a.csv': text }));
    const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    zip.writeUInt16LE(zip.readUInt16LE(directory + 8) | 1, directory + 8);
    expect(await refusal({ 'a.zip': zip })).toBe('“a.zip: a.csv” is protected by a password.');
  });
});

describe('a download that went wrong', () => {
  it('is refused where it was cut off', async () => {
    const zip = zipOf({ 'a.csv': text.repeat(100), 'b.csv': 'x' });
    for (const bytes of [10, 60, zip.length - 10]) {
      expect(await refusal({ 'a.zip': zip.slice(0, bytes) })).toBe('“a.zip” is not a complete archive.');
    }
    const gzip = gzipSync(text);
    expect(await refusal({ 'a.csv.gz': gzip.subarray(0, -12) })).toBe(
      '“a.csv.gz” is not a complete archive.',
    );
  });

  it('is refused where a byte was changed on the way', async () => {
    const zip = Buffer.from(zipOf({ 'a.csv': text }));
    const stored = zip.indexOf('a.csv') + 5;
    zip[stored + 3] = zip[stored + 3]! ^ 0x10;
    expect(await refusal({ 'a.zip': zip })).toBe('“a.zip” is not a complete archive.');
  });

  it('is refused where it is a web page or the answer of a server', async () => {
    expect(await refusal({ 'a.zip': '\uFEFF <!DOCTYPE html>\n<html></html>' })).toBe(
      '“a.zip” holds a web page, not data.',
    );
    expect(await refusal({ 'a.gpkg': '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>' })).toBe(
      '“a.gpkg” holds a web page, not data.',
    );
  });

  it('is refused where it is empty, missing or a folder', async () => {
    expect(await refusal({ 'a.zip': '' })).toBe('“a.zip” is empty.');
    const folder = temporaryFolder();
    await expect(listParts([{ path: folder, name: 'areas' }])).rejects.toThrow(
      '“areas” is a folder, not a file.',
    );
    await expect(listParts([{ path: `${folder}/none`, name: 'none' }])).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a file that changes', () => {
  it('while it is read is refused', async () => {
    const [file] = filesOf({ 'a.csv': text });
    const check = await watchFiles([file!]);
    await check();
    appendFileSync(file!.path, 'more');
    await expect(check()).rejects.toThrow('“a.csv” changed while it was being read.');
  });

  it('during an import publishes nothing', async () => {
    const files = filesOf({ 'a.geojson': collection(lonLatAreas(2)) });
    const workspace = emptyWorkspace();
    const progress = {
      ...quietProgress,
      stage: (name: string) => {
        if (name === 'Checking the areas') appendFileSync(files[0]!.path, '\n');
      },
    };
    const importing = importInto(workspace, files, mappingOf(), { progress });
    await expect(importing).rejects.toThrow('“a.geojson” changed while it was being read.');
    expect(workspace.describe().geographies).toEqual([]);
  });
});

describe('a fingerprint', () => {
  it('is the SHA-256 of the file', async () => {
    const files = filesOf({ 'a.csv': text });
    const expected = createHash('sha256').update(readFileSync(files[0]!.path)).digest('hex');
    expect((await takeFingerprint(files)).sha256).toBe(expected);
  });

  it('is the same in whichever order files were picked', async () => {
    const files = filesOf({ 'a.shp': '1', 'a.dbf': '2' });
    expect((await takeFingerprint(files.toReversed())).sha256).toBe((await takeFingerprint(files)).sha256);
  });
});
