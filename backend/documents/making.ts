import type { TableContent } from '#contract';
import type { DocumentTable, Fact } from '#core/disclosure';
import type { WorkspaceReader } from '#data/workspace';
import type { Shape } from '#core/geography';

/** One kind of content. */
export type Content<Kind extends TableContent['kind']> = Extract<TableContent, { kind: Kind }>;

/** What documents are made from. */
export interface Making {
  reader: WorkspaceReader;
  /** Shapes of a geography by code; empty for formats that draw nothing. */
  shapesOf(geography: string): ReadonlyMap<string, Shape>;
}

/** A document apart from what every document says of its making. */
export interface Made {
  /** Where no other is given. */
  title: string;
  tables: readonly [DocumentTable, ...DocumentTable[]];
  facts: readonly Fact[];
  /** Beyond the releases of provision, areas and the timetable. */
  releases: number[];
}
