/** A number in the structure of a file: where it stands and how it is written. */
interface Field {
  what: string;
  at: number;
  bytes: 1 | 2 | 4;
  isBig?: boolean;
}

const field = (what: string, at: number, bytes: 1 | 2 | 4, isBig = false): Field => ({
  what,
  at,
  bytes,
  isBig,
});

/** The directory, its one entry and what stands before the content (APPNOTE 4.3). */
function fieldsOfZip(zip: Buffer): Field[] {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const entry = zip.indexOf('PK\x01\x02', 0, 'latin1');
  return [
    field('the number of files', end + 10, 2),
    field('the size of the directory', end + 12, 4),
    field('the place of the directory', end + 16, 4),
    field('the length of the comment', end + 20, 2),
    field('the flags of a file', entry + 8, 2),
    field('the method of a file', entry + 10, 2),
    field('the checksum of a file', entry + 16, 4),
    field('the packed size of a file', entry + 20, 4),
    field('the size of a file', entry + 24, 4),
    field('the length of a name', entry + 28, 2),
    field('the length of what follows a name', entry + 30, 2),
    field('the place of a file', entry + 42, 4),
    field('the length of a name before its content', 26, 2),
    field('the length of what follows it', 28, 2),
  ];
}

/** https://www.sqlite.org/fileformat.html, 1.3 and 1.6. */
const fieldsOfSqlite: Field[] = [
  field('the size of a page', 16, 2, true),
  field('the version that writes', 18, 1),
  field('the room kept at the end of pages', 20, 1),
  field('the number of pages', 28, 4, true),
  field('the first free page', 32, 4, true),
  field('the number of free pages', 36, 4, true),
  field('the format of the schema', 44, 4, true),
  field('the encoding', 56, 4, true),
  field('the kind of the first page', 100, 1),
  field('the first free piece', 101, 2, true),
  field('the number of cells', 103, 2, true),
  field('where the content begins', 105, 2, true),
  field('the place of the first cell', 108, 2, true),
];

const fieldsOfGzip: Field[] = [field('the method', 2, 1), field('the flags', 3, 1)];

function fieldsOf(name: string, content: Buffer): Field[] {
  if (name.endsWith('.zip')) return fieldsOfZip(content);
  if (name.endsWith('.gpkg')) return fieldsOfSqlite;
  if (name.endsWith('.gz'))
    return [...fieldsOfGzip, field('the size at the end', content.length - 4, 4)];
  return [];
} // prettier-ignore

const limits = { 1: 0xff, 2: 0xffff, 4: 0xffffffff };

/** Each number in the structure of a file, changed to what programs trip over: one more, one less, none, and the edges of its type. */
export function* changeFields(name: string, content: Uint8Array): Iterable<[kind: string, content: Uint8Array]> {
  for (const { what, at, bytes, isBig } of fieldsOf(name, Buffer.from(content))) {
    const before = isBig ? Buffer.from(content).readUIntBE(at, bytes) : Buffer.from(content).readUIntLE(at, bytes);
    const most = limits[bytes];
    for (const value of new Set([before + 1, before - 1, 0, (most + 1) / 2, most])) {
      if (value < 0 || value > most || value === before) continue;
      const changed = Buffer.from(content);
      if (isBig) changed.writeUIntBE(value, at, bytes);
      else changed.writeUIntLE(value, at, bytes);
      yield [`${what} is ${value.toLocaleString('en-GB')}`, changed];
    }
  }
} // prettier-ignore
