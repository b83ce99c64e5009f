/** A CSV file as it was read: its name and all its rows, the head first. */
interface ReadCsv {
  name: string;
  rows: readonly (readonly string[])[];
}

type Description = Record<string, unknown>;

/** Names of properties by the kind of description (W3C "Metadata Vocabulary for Tabular Data", sections 5.4, 5.5, 5.6 and 5.9). */
const inherited =
  'aboutUrl datatype default lang null ordered propertyUrl required separator textDirection valueUrl';
const vocabulary = {
  Table: new Set(
    `@context @id @type dialect notes suppressOutput tableDirection tableSchema transformations url ${inherited}`.split(
      ' ',
    ),
  ),
  Schema: new Set(`@id @type columns foreignKeys primaryKey rowTitles ${inherited}`.split(' ')),
  Column: new Set(`@id @type name suppressOutput titles virtual ${inherited}`.split(' ')),
  Dialect: new Set(
    '@id @type commentPrefix delimiter doubleQuote encoding header headerRowCount lineTerminators quoteChar skipBlankRows skipColumns skipInitialSpace skipRows trim'.split(
      ' ',
    ),
  ),
} as const;

/** Prefixes of the initial context of RDFa 1.1 that we use: any other would have to be a whole address. */
const commonProperty = /^(dc|dcat|schema|prov|skos|xsd):[a-zA-Z0-9]+$/;
/** Built-in datatypes that we could use, and what their values look like (section 5.11.1). */
const datatypes: Record<string, RegExp> = {
  string: /^[^]*$/,
  integer: /^[+-]?\d+$/,
  number: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i,
};
/** A variable name of a URI template that does not begin with an underscore (section 5.6). */
const columnName = /^([A-Za-z0-9]|%[\dA-F]{2})([A-Za-z0-9_.]|%[\dA-F]{2})*$/;

/**
 * What a CSVW metadata document says against the vocabulary of the W3C, and in which the file is not as it says: properties, types,
 * addresses, titles against the head, keys, required values, datatypes and marks of missing values. Written from the
 * Recommendation of 17 December 2015, not from what is written.
 */
export function checkCsvw(metadata: Description, csv: ReadCsv): string[] {
  const problems: string[] = [];
  const context = metadata['@context'];
  const isContext = Array.isArray(context)
    ? context[0] === 'http://www.w3.org/ns/csvw' && context.length <= 2
    : context === 'http://www.w3.org/ns/csvw';
  if (!isContext) problems.push('@context is not that of CSVW');
  if (metadata['@type'] !== undefined && metadata['@type'] !== 'Table') problems.push('@type is not Table');
  if (typeof metadata['url'] !== 'string' || decodeURIComponent(metadata['url']) !== csv.name)
    problems.push(`url is not ${csv.name}`);
  checkNames(metadata, 'Table', problems);
  checkDialect(metadata['dialect'] as Description | undefined, problems);
  checkSchema(metadata['tableSchema'] as Description, csv, problems);
  return problems;
}

function checkNames(description: Description, kind: keyof typeof vocabulary, problems: string[]): void {
  for (const [name, value] of Object.entries(description))
    if (commonProperty.test(name)) checkCommon(name, value, problems);
    else if (!vocabulary[kind].has(name)) problems.push(`${name} is no property of a ${kind}`);
}

/** Values of common properties are values, lists of them, or objects of common properties (section 5.8). */
function checkCommon(path: string, value: unknown, problems: string[]): void {
  if (Array.isArray(value)) value.forEach((each) => checkCommon(path, each, problems));
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value))
      if (commonProperty.test(name)) checkCommon(`${path}/${name}`, each, problems);
      else if (!/^@(id|type|value|language)$/.test(name))
        problems.push(`${path}/${name} is no common property`);
}

function checkDialect(dialect: Description | undefined, problems: string[]): void {
  if (dialect === undefined) return;
  checkNames(dialect, 'Dialect', problems);
  if (typeof dialect['header'] !== 'boolean') problems.push('header is no truth');
  // Without it a row whose first cell begins with # would be a comment.
  if (dialect['commentPrefix'] !== null) problems.push('commentPrefix takes rows away');
  if (dialect['encoding'] !== undefined && dialect['encoding'] !== 'utf-8')
    problems.push('encoding is not utf-8');
}

function checkSchema(schema: Description, { rows: [head = [], ...rows] }: ReadCsv, problems: string[]): void {
  checkNames(schema, 'Schema', problems);
  const columns = schema['columns'] as Description[];
  if (columns.length !== head.length) problems.push(`${columns.length} columns for ${head.length} heads`);
  const names = columns.map((column) => column['name']);
  if (new Set(names).size !== names.length) problems.push('two columns have one name');
  const keys = [schema['primaryKey'] ?? []].flat().map((key) => names.indexOf(key));
  if (keys.includes(-1)) problems.push('primaryKey is no column');
  else if (keys.length > 0) {
    const found = rows.map((row) => JSON.stringify(keys.map((key) => row[key])));
    if (new Set(found).size !== found.length) problems.push('primaryKey stands twice');
  }
  for (const [at, column] of columns.entries())
    checkColumn(column, { head: head[at]!, cells: rows.map((row) => row[at] ?? ''), problems });
}

interface ReadColumn {
  head: string;
  cells: readonly string[];
  problems: string[];
}

function checkColumn(column: Description, { head, cells, problems }: ReadColumn): void {
  checkNames(column, 'Column', problems);
  const { name, titles, datatype = 'string', null: marks = '', required = false } = column;
  if (typeof name !== 'string' || !columnName.test(name)) problems.push(`name ${String(name)} is none`);
  if (![titles].flat().includes(head)) problems.push(`titles of ${String(name)} are not the head ${head}`);
  const pattern = datatypes[String(datatype)];
  if (pattern === undefined) problems.push(`datatype ${String(datatype)} is none`);
  const missing = [marks].flat();
  for (const cell of cells) {
    if (missing.includes(cell)) {
      if (required === true) problems.push(`${String(name)} is required and missing`);
    } else if (pattern?.test(cell) === false)
      problems.push(`${cell} of ${String(name)} is no ${String(datatype)}`);
  }
}
