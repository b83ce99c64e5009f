import { flagByte, type GeographyRef } from '#contract';
import type { StoredColumn } from '#core/targeting';
import type { ExportStatement, WorkspaceReader } from '#data/workspace';
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
    const { codes } = this.#reader.getAreas(home);
    const [old, fresh] = [before, now].map((statement) => this.#mark(home, statement));
    // What one document says of some areas and another of quite others is no difference.
    if (!codes.some((_, area) => old![area] === 1 && fresh![area] === 1)) return undefined;
    for (const [one, other] of [
      [fresh!, old!],
      [old!, fresh!],
    ] as const) {
      const only = [...codes.keys()].filter((area) => one[area] === 1 && other[area] === 0);
      const people = only.reduce((sum, area) => {
        const value = column.values[area]!;
        return sum + (column.flags[area] === flagByte.missing || Number.isNaN(value) ? 0 : value);
      }, 0);
      if (people > 0 && people < span) return only.map((area) => codes[area]!);
    }
    return undefined;
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
    const { indexOf, codes } = this.#reader.getAreas(statement.geography);
    const told = new Uint8Array(codes.length);
    for (const code of statement.codes) {
      const area = indexOf.get(code);
      if (area !== undefined) told[area] = 1;
    }
    if (home === statement.geography) return told;
    const parents = this.#reader.findParents(home, statement.geography)!;
    return Uint8Array.from(parents, (parent) => (parent < 0 ? 0 : told[parent]!));
  }
}
