import { flagByte, type GeographyRef } from '#contract';
import type { StoredColumn } from '#core/targeting';
import type { ExportStatement, WorkspaceReader } from '#data/workspace';
import { locateAreas } from './located.ts';
import { findTrueColumn } from './true-columns.ts';

/** Two statements of the same indicator, cohort and period. */
export interface StatementPair {
  before: ExportStatement;
  now: ExportStatement;
  /** Fewer people than this are protected. */
  span: number;
}

/** Finds areas that one of two statements tells of and the other does not, where they hold 1 to `span` − 1 people together. */
export class AreasApart {
  readonly #reader: WorkspaceReader;
  readonly #columns = new Map<string, StoredColumn | undefined>();

  constructor(reader: WorkspaceReader) {
    this.#reader = reader;
  }

  /** Their codes, in the finest geography whose areas belong to both; undefined where there are none. */
  find({ before, now, span }: StatementPair): string[] | undefined {
    const home = this.#findCommon(before.geography, now.geography);
    const column = home === undefined ? undefined : this.#read(home, now);
    if (home === undefined || column === undefined) return undefined;
    const [old, fresh] = [this.#mark(home, before), this.#mark(home, now)];
    // What one document says of some areas and another of quite others is no difference.
    if (!old.some((told, area) => told === 1 && fresh[area] === 1)) return undefined;
    const only = listOnly(column, fresh, old, span) ?? listOnly(column, old, fresh, span);
    const { codes } = this.#reader.getAreas(home);
    return only?.map((area) => codes[area]!);
  }

  #read(geography: GeographyRef, { indicator, cohort, period }: ExportStatement): StoredColumn | undefined {
    const name = { geography, indicator, cohort, period };
    const key = JSON.stringify(name);
    if (!this.#columns.has(key)) this.#columns.set(key, findTrueColumn(this.#reader, name));
    return this.#columns.get(key);
  }

  /** The finest geography whose areas belong to both; undefined where nothing links them. */
  #findCommon(a: GeographyRef, b: GeographyRef): GeographyRef | undefined {
    const all = this.#reader
      .describe()
      .geographies.map(({ geography, vintage }): GeographyRef => `${geography}:${vintage}`);
    const belongs = (from: GeographyRef, to: GeographyRef): boolean =>
      from === to || this.#reader.findParents(from, to) !== undefined;
    return [a, b, ...all].find((each) => belongs(each, a) && belongs(each, b));
  }

  /** 1 for each area that a statement tells of, itself or by the area that it belongs to. */
  #mark(home: GeographyRef, statement: ExportStatement): Uint8Array {
    const { codes } = this.#reader.getAreas(statement.geography);
    const told = new Uint8Array(codes.length);
    for (const area of locateAreas(this.#reader, statement)) if (area >= 0) told[area] = 1;
    if (home === statement.geography) return told;
    const parents = this.#reader.findParents(home, statement.geography)!;
    return Uint8Array.from(parents, (parent) => (parent < 0 ? 0 : told[parent]!));
  }
}

/** The areas that are told of in one and not in the other, where they hold 1 to `span` − 1 people together. */
function listOnly(
  { values, flags }: StoredColumn,
  one: Uint8Array,
  other: Uint8Array,
  span: number,
): number[] | undefined {
  const only: number[] = [];
  let people = 0;
  for (let area = 0; area < one.length; area += 1) {
    if (one[area] === 0 || other[area] === 1) continue;
    only.push(area);
    if (flags[area] !== flagByte.missing && !Number.isNaN(values[area]!)) people += values[area]!;
  }
  return people > 0 && people < span ? only : undefined;
}
