import Papa from 'papaparse';

/** An area of a list, as it is written. */
export interface ReadRow {
  code: string;
  /** What stands in its columns, by the name of each. */
  cells: Readonly<Record<string, string>>;
}

/** A list as somebody reads it who has nothing but its files. */
export interface ReadList {
  policy: string;
  /** As in `ward:2013`. */
  geography: string;
  rule: string;
  /** As in `claimants desc`. */
  order: string;
  rows: readonly ReadRow[];
  /** By what is measured, such as `claimants[sex=male]`, the name of its column. */
  columns: ReadonlyMap<string, string>;
  /** How many areas the rule takes in, leaves out and leaves open. */
  counts: { in: number; out: number; unknown: number };
  /** The totals it states; undefined where none. */
  need: { indicator: string; in: number; total: number } | undefined;
  /** Whether it stops before the last area that is in. */
  isLimited: boolean;
  notes: readonly string[];
}

const readNumber = (text: string): number => Number(text.replaceAll(',', ''));

/** Reads a list and its header facts: the text of the CSV and of the metadata beside it. */
export function readList(csv: string, metadata: string): ReadList {
  const lines = (JSON.parse(metadata) as { 'dc:description': string[] })['dc:description'];
  const facts = lines.map((line): [string, string] => {
    const at = line.indexOf(': ');
    return [line.slice(0, at), line.slice(at + 2)];
  });
  const get = (name: string): string => facts.find(([label]) => label === name)?.[1] ?? '';
  const measured = facts.flatMap(([label]) => /^(?:Period of|Column) (.+)$/.exec(label)?.[1] ?? []);
  const need = /^([\d,]+) of ([\d,]+) (.+?)(?: \([\d.]+ %\))?$/.exec(get('Need covered'));
  return {
    policy: get('Disclosure policy'),
    geography: get('Geography and vintage').replace(' ', ':'),
    rule: get('Rule'),
    order: get('Order'),
    rows: Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data.map(
      (cells) => ({ code: cells['code']!, cells }),
    ),
    columns: new Map(measured.map((name) => [name, nameColumn(name)])),
    counts: {
      in: Number(get('Areas in')),
      out: Number(get('Areas out')),
      unknown: Number(get('Areas unknown')),
    },
    need: need ? { indicator: need[3]!, in: readNumber(need[1]!), total: readNumber(need[2]!) } : undefined,
    isLimited: get('List holds') !== '',
    notes: facts.flatMap(([label, text]) => (label === 'Note' ? [text] : [])),
  };
}

function nameColumn(measured: string): string {
  return measured
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}
