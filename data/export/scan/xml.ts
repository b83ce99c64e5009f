/** What takes the pieces of an XML text as they come. */
export interface XmlVisitor {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  /** Text between two tags, entities resolved; never empty. */
  text(text: string): void;
  close(name: string): void;
}

const none: ReadonlyMap<string, string> = new Map();
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const attribute = /\s+([\w:.-]+)="([^"<]*)"/y;

/**
 * Reads the XML that our writers make, strictly: one declaration at most, elements, attributes in double quotation marks, text and
 * the five entities or numbers. Throws for anything else (a comment, a processing instruction, a document type, CDATA) and where
 * tags do not match. An element without content is opened and closed.
 */
export function readXml(xml: string, visitor: XmlVisitor): void {
  const open: string[] = [];
  let at = xml.startsWith('<?xml ') ? xml.indexOf('?>') + 2 : 0;
  while (at < xml.length) {
    const tag = xml.indexOf('<', at);
    const end = tag < 0 ? xml.length : tag;
    if (end > at) takeText(xml.slice(at, end), open, visitor);
    if (tag < 0) break;
    const close = xml.indexOf('>', tag);
    if (close < 0) throw new Error('A tag is not closed.');
    takeTag(xml.slice(tag + 1, close), open, visitor);
    at = close + 1;
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed.`);
}

function takeText(raw: string, open: readonly string[], visitor: XmlVisitor): void {
  if (open.length > 0) visitor.text(resolveEntities(raw));
  else if (raw.trim() !== '') throw new Error('There is text outside of the elements.');
}

function takeTag(tag: string, open: string[], visitor: XmlVisitor): void {
  if (tag.startsWith('/')) {
    const name = tag.slice(1);
    if (open.pop() !== name) throw new Error(`</${name}> closes what is not open.`);
    visitor.close(name);
    return;
  }
  const isEmpty = tag.endsWith('/');
  const inside = isEmpty ? tag.slice(0, -1) : tag;
  const space = inside.search(/\s/);
  const name = space < 0 ? inside : inside.slice(0, space);
  if (!/^[A-Za-z][\w:.-]*$/.test(name)) throw new Error(`<${tag}> is no element.`);
  visitor.open(name, space < 0 ? none : readAttributes(inside, space));
  if (isEmpty) visitor.close(name);
  else open.push(name);
}

function readAttributes(tag: string, from: number): Map<string, string> {
  const attributes = new Map<string, string>();
  attribute.lastIndex = from;
  let end = from;
  for (let found = attribute.exec(tag); found !== null; found = attribute.exec(tag)) {
    const [, name = '', value = ''] = found;
    if (attributes.has(name)) throw new Error(`<${tag}> has ${name} twice.`);
    attributes.set(name, resolveEntities(value));
    end = attribute.lastIndex;
  }
  if (tag.slice(end).trim() !== '') throw new Error(`<${tag}> has something that is no attribute.`);
  return attributes;
}

function resolveEntities(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replaceAll(/&([^;\s]*);?/g, (whole, name: string) => {
    const number = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name);
    if (number !== null)
      return String.fromCodePoint(
        number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16),
      );
    const text = entities[name];
    if (text === undefined || !whole.endsWith(';')) throw new Error(`${whole} is no entity.`);
    return text;
  });
}

/** The attributes of every element of a name, in their order. */
export function listTags(xml: string, name: string): ReadonlyMap<string, string>[] {
  const found: ReadonlyMap<string, string>[] = [];
  readXml(xml, {
    open: (tag, attributes) => {
      if (tag === name) found.push(attributes);
    },
    text() {},
    close() {},
  });
  return found;
}

/** Every text between tags that is not blank. */
export function listXmlTexts(xml: string): string[] {
  const texts: string[] = [];
  readXml(xml, {
    open() {},
    text: (text) => {
      if (text.trim() !== '') texts.push(text);
    },
    close() {},
  });
  return texts;
}
