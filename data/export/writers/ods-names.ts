export const odsMediaType = 'application/vnd.oasis.opendocument.spreadsheet';
export const odfVersion = '1.3';

const oasis = 'urn:oasis:names:tc:opendocument:xmlns:';

const spaces = {
  office: `${oasis}office:1.0`,
  table: `${oasis}table:1.0`,
  text: `${oasis}text:1.0`,
  style: `${oasis}style:1.0`,
  number: `${oasis}datastyle:1.0`,
  meta: `${oasis}meta:1.0`,
  config: `${oasis}config:1.0`,
  fo: `${oasis}xsl-fo-compatible:1.0`,
  svg: `${oasis}svg-compatible:1.0`,
  xlink: 'http://www.w3.org/1999/xlink',
  dc: 'http://purl.org/dc/elements/1.1/',
  ooo: 'http://openoffice.org/2004/office',
} as const;

const used = {
  content: ['office', 'table', 'text', 'style', 'number', 'fo', 'xlink'],
  styles: ['office', 'table', 'text', 'style', 'fo', 'svg'],
  meta: ['office', 'meta', 'dc'],
  config: ['office', 'config', 'ooo'],
} as const satisfies Record<string, readonly (keyof typeof spaces)[]>;

/** The namespaces that one of the files of an OpenDocument uses, as attributes of its first element. */
export function odfNamespaces(file: keyof typeof used): string {
  return used[file].map((prefix) => `xmlns:${prefix}="${spaces[prefix]}"`).join(' ');
}
