import type { ExportDocument } from '#core/disclosure';
import type { Bounds } from '#core/geography';
import type { FoundCell, FoundFile, FoundText } from './found.ts';
import { readZip } from './zip.ts';

const endings = ['.shp', '.shx', '.dbf', '.prj', '.cpg'];
const readme = 'README.txt';
/** Bytes of a text that a table in a shapefile holds. */
const longestText = 254;

/** What a zipped shapefile holds: its table, where each row lies, and every line that goes with it. */
export async function readShapefile(path: string, { tables: [table] }: ExportDocument): Promise<FoundFile> {
  const { parts, strange } = await readZip(path);
  const part = (ending: string): Buffer => {
    const found = parts.get(table.name + ending);
    if (found === undefined) throw new Error(`It has no ${ending}.`);
    return found;
  };
  const names = new Set([...endings.map((ending) => table.name + ending), readme]);
  const { fields, records } = readDbf(part('.dbf'));
  const lines = readLines(parts.get(readme)?.toString('utf8') ?? '', fields);
  const { places, index } = readShp(part('.shp'));
  const isIndexed = index.equals(part('.shx').subarray(100));
  return {
    tables: [{ rows: records.map((record) => inOrder(table, lines.keys, record)), places }],
    texts: [...lines.texts, ['.prj', part('.prj').toString('utf8')], ['.cpg', part('.cpg').toString('utf8')]],
    strange: [
      ...strange,
      ...[...parts.keys()].filter((name) => !names.has(name)).map((name) => `a part ${name}`),
      ...(isIndexed ? [] : ['an index of other records']),
    ],
    // Blanks at the end of a text are room that is not used, and each line of the README is one thing.
    blanks: 'lost',
    cut: cutText,
  };
}

/** As many characters of a text as have room. */
function cutText(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of text.replaceAll('\0', '\uFFFD')) {
    bytes += Buffer.byteLength(character);
    if (bytes > longestText) break;
    kept += character;
  }
  return kept;
}

interface Table {
  fields: string[];
  records: (string | null)[][];
}

/** Throws where the table is longer or shorter than it says, and for a row that is marked as deleted. */
function readDbf(bytes: Buffer): Table {
  const count = bytes.readUInt32LE(4);
  const start = bytes.readUInt16LE(8);
  const length = bytes.readUInt16LE(10);
  if (bytes.length !== start + count * length + 1) throw new Error('The table is not as long as it says.');
  const fields: { name: string; at: number; width: number }[] = [];
  let at = 1;
  for (let head = 32; head + 32 < start; head += 32) {
    const width = bytes[head + 16]!;
    fields.push({ name: bytes.toString('latin1', head, head + 11).replace(/\0+$/, ''), at, width });
    at += width;
  }
  const records = Array.from({ length: count }, (_, row) => {
    const record = bytes.subarray(start + row * length, start + (row + 1) * length);
    if (record[0] !== 0x20) throw new Error(`Row ${row + 1} is marked as deleted.`);
    return fields.map((field) => {
      const text = record.toString('utf8', field.at, field.at + field.width).trimEnd();
      return text.trim() === '' ? null : text;
    });
  });
  return { fields: fields.map(({ name }) => name), records };
}

interface Lines {
  /** The name in full of each field, in the order of the table. */
  keys: string[];
  texts: FoundText[];
}

/** Every piece of the README is a text; the lines about fields must be those of the table. */
function readLines(text: string, fields: readonly string[]): Lines {
  const lines = text.split('\r\n').map((line) => line.split('\t'));
  const ofFields = lines.slice(-1 - fields.length, -1);
  const isSame = ofFields.every(([name], at) => name === fields[at]);
  if (!isSame || ofFields.length !== fields.length) throw new Error('The README lists other fields.');
  return {
    keys: ofFields.map(([, key = '']) => key),
    texts: [
      ...lines.slice(0, -1 - fields.length).flat(),
      ...ofFields.flatMap(([, key = '', title = '', ...rest]) => [
        withoutMark(key),
        plainTitle(title),
        ...rest,
      ]),
    ].map((line): FoundText => [readme, line]),
  };
}

const withoutMark = (key: string): string => key.replace(/_unknown$/, '');
const plainTitle = (title: string): string => title.replace(/: why it is not there$/, '');

/** Cells in the document's order; where a number is missing, what the field after it says of it. */
function inOrder(
  { columns }: ExportDocument['tables'][0],
  keys: readonly string[],
  record: readonly (string | null)[],
): FoundCell[] {
  const cells = columns.map(({ key }) => {
    const cell = (name: string): FoundCell => record[keys.indexOf(name)] ?? null;
    return cell(key)?.toString().trimStart() ?? cell(`${key}_unknown`);
  });
  return cells;
}

/** Where each record lies by its points, and what the index of these records is. Throws where bytes belong to no record. */
function readShp(bytes: Buffer): { places: (Bounds | null)[]; index: Buffer } {
  const places: (Bounds | null)[] = [];
  const index: number[] = [];
  let at = 100;
  while (at < bytes.length) {
    const length = bytes.readInt32BE(at + 4) * 2;
    index.push(at / 2, length / 2);
    places.push(readPlace(bytes.subarray(at + 8, at + 8 + length)));
    at += 8 + length;
  }
  if (at !== bytes.readInt32BE(24) * 2) throw new Error('The shapes are not as long as they say.');
  const written = Buffer.alloc(index.length * 4);
  for (const [position, value] of index.entries()) written.writeInt32BE(value, position * 4);
  return { places, index: written };
}

function readPlace(record: Buffer): Bounds | null {
  const type = record.readInt32LE(0);
  if (type === 0) return null;
  const [first, count] = type === 1 ? [4, 1] : [44 + 4 * record.readInt32LE(36), record.readInt32LE(40)];
  if (record.length !== first + 16 * count) throw new Error('A shape is not as long as it says.');
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = first; at < record.length; at += 16) {
    const [x, y] = [record.readDoubleLE(at), record.readDoubleLE(at + 8)];
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  return bounds;
}
