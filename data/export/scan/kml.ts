import { readFileSync } from 'node:fs';
import type { DocumentTable, ExportDocument } from '#core/disclosure';
import type { Bounds } from '#core/geography';
import type { FoundFile, FoundTable, FoundText } from './found.ts';
import { readXml } from './xml.ts';

/** What may stand in a file. A link, a network link, a script, an overlay or a picture is not among them. */
const knownTags = new Set(
  'kml Document name description Style LineStyle PolyStyle BalloonStyle color width text ExtendedData Data value Schema SimpleField displayName Folder Placemark styleUrl SchemaData SimpleData MultiGeometry Polygon outerBoundaryIs innerBoundaryIs LinearRing Point coordinates'.split(
    ' ',
  ),
);

/** One placemark as it is read. */
interface Placemark {
  values: Map<string, string>;
  place: Bounds | null;
  name: string;
  description: string;
}

/** What a KML file holds: each folder as a table, by an XML reader of its own. */
export function readKml(path: string, { tables }: ExportDocument): FoundFile {
  const reader = new KmlReader(tables);
  readXml(readFileSync(path, 'utf8'), reader);
  return { tables: reader.tables, texts: reader.texts, strange: reader.strange, blanks: 'kept' };
}

class KmlReader {
  readonly tables: FoundTable[] = [];
  readonly texts: FoundText[] = [];
  readonly strange: string[] = [];
  private readonly expected: readonly DocumentTable[];
  private readonly elements: { name: string; attributes: ReadonlyMap<string, string>; text: string }[] = [];
  /** Of each schema in turn: what its fields are called for people, by their names. */
  private readonly captions: Map<string, string>[] = [];
  private placemark: Placemark | undefined;

  constructor(expected: readonly DocumentTable[]) {
    this.expected = expected;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (!knownTags.has(name)) this.strange.push(`an element ${name}`);
    this.elements.push({ name, attributes, text: '' });
    if (name === 'Folder') this.tables.push({ rows: [], places: [] });
    if (name === 'Schema') this.captions.push(new Map());
    if (name === 'Placemark') this.placemark = { values: new Map(), place: null, name: '', description: '' };
    if (name === 'SimpleData') return;
    for (const [attribute, value] of attributes)
      this.texts.push([`${attribute} of ${name}`, attribute === 'name' ? withoutMark(value) : value]);
  }

  text(text: string): void {
    this.elements.at(-1)!.text += text;
  }

  close(): void {
    const { name, attributes, text } = this.elements.pop()!;
    const mark = this.placemark;
    if (name === 'Placemark') this.endPlacemark();
    else if (name === 'SimpleData') mark?.values.set(attributes.get('name') ?? '', text);
    else if (name === 'coordinates') this.addPlace(text);
    else if (mark !== undefined && (name === 'name' || name === 'description')) mark[name] = text;
    else if (name === 'displayName') this.addCaption(text);
    else if (name === 'description')
      for (const line of text.split('<br>')) this.texts.push([name, unescape(line)]);
    else if (text.trim() !== '') this.texts.push([name, text]);
  }

  private addCaption(text: string): void {
    const field = this.elements.at(-1)!.attributes.get('name') ?? '';
    this.captions.at(-1)!.set(field, text);
    const table = this.expected[this.captions.length - 1];
    const column = table?.columns.find(({ key }) => key === withoutMark(field));
    const title = text.replace(/: why it is not there$/, '');
    const isWithUnit = column !== undefined && title === `${column.title} (${column.unit})`;
    const said = isWithUnit ? [column.title, column.unit ?? ''] : [title];
    this.texts.push(...said.map((each): FoundText => ['a field', each]));
  }

  private addPlace(text: string): void {
    if (this.placemark === undefined) throw new Error('There are coordinates outside of the placemarks.');
    const bounds: Bounds = this.placemark.place ?? [Infinity, Infinity, -Infinity, -Infinity];
    for (const position of text.split(' ')) {
      const [lon = NaN, lat = NaN, ...others] = position.split(',').map(Number);
      if (!Number.isFinite(lon) || !Number.isFinite(lat) || others.length > 0)
        throw new Error(`“${position.slice(0, 40)}” is no position.`);
      bounds[0] = Math.min(bounds[0], lon);
      bounds[1] = Math.min(bounds[1], lat);
      bounds[2] = Math.max(bounds[2], lon);
      bounds[3] = Math.max(bounds[3], lat);
    }
    this.placemark.place = bounds;
  }

  /** The description must say what the values say, and the name be one of them or the row's own. */
  private endPlacemark(): void {
    const { values, place, name, description } = this.placemark!;
    this.placemark = undefined;
    const at = this.tables.length - 1;
    const { rows, places } = this.tables[at]!;
    const captions = this.captions[at] ?? new Map<string, string>();
    const lines = [...values].map(([key, value]) => `${captions.get(key)}: ${value}`);
    const said = description === '' ? [] : description.split('<br>').map(unescape);
    if (said.join('\n') !== lines.join('\n'))
      this.strange.push(`a description of ${name} that says something else`);
    if (![...values.values()].includes(name)) this.texts.push(['the name of a placemark', name]);
    const columns = this.expected[at]?.columns ?? [];
    const known = new Set(columns.flatMap(({ key }) => [key, `${key}_unknown`]));
    for (const key of values.keys()) if (!known.has(key)) this.strange.push(`a value of ${key}`);
    rows.push(columns.map(({ key }) => values.get(key) ?? values.get(`${key}_unknown`) ?? null));
    places!.push(place);
  }
}

const withoutMark = (key: string): string => key.replace(/_unknown$/, '');

/** A text that was escaped as HTML. Throws where markup is left in it. */
function unescape(html: string): string {
  if (/[<>"]/.test(html)) throw new Error('A description holds markup.');
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
