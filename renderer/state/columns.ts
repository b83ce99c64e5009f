import { create } from 'zustand';

/** What a person changed of the table's columns; everything else is as usual. */
export interface ColumnChoice {
  /** Columns that were added or removed, by id. */
  shown: Record<string, boolean>;
  /** Ids in the order that was chosen; columns that are not among them stand where they usually do. */
  order: string[];
}

export const usualColumns: ColumnChoice = { shown: {}, order: [] };

export const useColumns = create<ColumnChoice>(() => usualColumns);

const prefix = 'indicator:';

/** The id of the column that shows an indicator, whatever the map shows. */
export const indicatorColumnId = (indicator: string): string => prefix + indicator;

/** Ids of the indicators that were added to the table, in no order. */
export function listAddedIndicators({ shown }: ColumnChoice): string[] {
  return Object.entries(shown).flatMap(([id, isShown]) =>
    isShown && id.startsWith(prefix) ? id.slice(prefix.length) : [],
  );
}
