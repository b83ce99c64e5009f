import type { CoordinateSystem, TargetList } from '#contract';
import type { Shape } from '#core/geography';

/** What the fact is called that names the policy. */
export const policyFact = 'Disclosure policy';

/** What the fact is called that counts what the policy hides and rounds. */
export const hiddenFact = 'Hidden by the policy';

/** Why a value is not there, in the shorthand of official statistics. */
export const shorthand = {
  suppressed: { mark: '[c]', meaning: 'suppressed to protect confidentiality' },
  missing: { mark: '[x]', meaning: 'not available' },
  'out of reach': { mark: '[z]', meaning: 'not applicable; of travel: out of reach' },
} as const;

/** One value of a table that leaves: a number, a text, a shorthand mark, or null where the column does not apply. */
export type DocumentCell = string | number | null;

/** One column as it is written to any table. */
export interface DocumentColumn {
  /** snake_case, unique in the table. */
  key: string;
  /** For people. */
  title: string;
  unit: string | null;
  type: 'text' | 'integer' | 'number';
  /** Of a number: decimals that mean something, to be written in texts; left out where it is written as it is. */
  precision?: number | undefined;
}

/** One row of a table that leaves. */
export interface DocumentRow {
  /** Code or id, under which it is known outside. */
  id: string;
  /** Aligned with the columns. */
  cells: readonly DocumentCell[];
  /** Aligned with the columns, where a number is shown with more decimals than usual: how many. */
  decimals?: readonly (number | undefined)[];
  /** Where it lies; undefined where it lies nowhere or is not drawn. */
  shape?: Shape | undefined;
  point?: readonly [lon: number, lat: number];
}

/** One table that leaves, whatever it holds. */
export interface DocumentTable {
  /** snake_case, also the layer of a GeoPackage: `priority_areas`. */
  name: string;
  /** For a sheet: `Areas`. */
  sheet: string;
  /** In a few words: "The list: 33 areas". */
  holds: string;
  columns: readonly DocumentColumn[];
  rows: readonly DocumentRow[];
  /** What its rows are on a map. */
  geometry: 'areas' | 'points' | 'none';
}

/** One fact about what leaves: what it is called, and what it is. The first word of its name tells where it stands (`factPartOf`). */
export type Fact = readonly [name: string, value: string];

/** The parts that the facts of a document fall into, in reading order. */
export type FactPart = 'about' | 'notes' | 'shorthand' | 'sources';

const partOfWord: Readonly<Record<string, FactPart>> = {
  Note: 'notes',
  Certainty: 'notes',
  Shorthand: 'shorthand',
  Source: 'sources',
  Sources: 'sources',
  Licence: 'sources',
};

/** Where a fact stands where a document is laid out for readers: what it is about and who made it, unless its name begins otherwise. */
export function factPartOf([name]: Fact): FactPart {
  return partOfWord[name.split(' ')[0]!] ?? 'about';
}

/**
 * Everything that leaves in one file: tables and layers, and the facts and sentences without which they must not leave. It
 * is written only after it has passed the gate as a whole, because what one part withholds another could give away.
 */
export interface ExportDocument {
  title: string;
  /** One line for the properties of a file: "Rule: jsa_rate > 10". */
  description: string;
  /** The first is what the document is about; formats with room for one table hold only that. */
  tables: readonly [DocumentTable, ...DocumentTable[]];
  facts: readonly Fact[];
  /** What shapes and points are in; longitude and latitude unless said. */
  system?: CoordinateSystem;
  releases: TargetList['releases'];
  licences: readonly string[];
  /** ISO instant. */
  made: string;
  madeBy: string;
  author: string | null;
}
