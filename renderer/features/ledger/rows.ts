import {
  ledgerStageNames,
  ledgerStages,
  type AreaList,
  type Ledger,
  type LedgerRow,
  type LedgerStage,
} from '#contract';

/** `together`: the rows for all stages; `each`: every row; else the rows of one stage. */
export type StageChoice = 'together' | 'each' | LedgerStage;

export const stageChoices: { id: StageChoice; name: string }[] = [
  { id: 'together', name: 'All stages together' },
  { id: 'each', name: 'Each stage' },
  ...ledgerStages.map((id) => ({ id, name: ledgerStageNames[id] })),
];

const keeps = (choice: StageChoice, row: LedgerRow): boolean =>
  choice === 'each' || row.stage === (choice === 'together' ? null : choice);

/** The rows in sight and their totals: the total of the same stages. */
export function chooseRows(ledger: Ledger, choice: StageChoice): { rows: LedgerRow[]; totals: LedgerRow[] } {
  return {
    rows: ledger.rows.filter((row) => keeps(choice, row)),
    totals: ledger.totals.filter((row) => keeps(choice, row)),
  };
}

/** A stage in words; the rows for all of them say so. */
export function stageWords(stage: LedgerStage | null): string {
  return stage === null ? 'All stages' : ledgerStageNames[stage];
}

/** Code of the ledger row that an area belongs to; undefined where it belongs to none. */
export function rowCodeOf(list: AreaList, index: number, by: string): string | undefined {
  if (by === 'area' || by === list.geography) return list.codes[index];
  const parent = list.parents.find(({ geography }) => geography === by);
  return parent?.codes[parent.index[index] ?? -1];
}

/** Positions of the areas that belong to a row. */
export function areasOfRow(list: AreaList, code: string, by: string): number[] {
  return Array.from(list.codes, (_, index) => index).filter((index) => rowCodeOf(list, index, by) === code);
}
