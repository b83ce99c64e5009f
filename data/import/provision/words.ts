import { type Table } from '#data/formats/text-table';
import { type ImportTrial, families, nounOfField } from '#contract';
import { quietProgress } from '#data/formats/progress';
import { columnOf, textOf } from './cells.ts';
import type { ProvisionTableMapping } from './index.ts';
import { findStage } from './stages.ts';

/** More different words than stages by far: the column is another one, and nobody would map them one by one. */
const mostWords = 60;

/**
 * The different words of the stage column with how often each comes and the stage it is read as, the most frequent first.
 * Empty for a mapping without such a column, and for a column that the table lacks.
 */
export async function countStageWords(
  table: Table,
  mapping: ProvisionTableMapping,
): Promise<ImportTrial['stageWords']> {
  const delivery = 'delivery' in mapping ? mapping.delivery : null;
  const name = delivery?.stageColumn ?? null;
  if (delivery === null || name === null || !table.layout.columns.includes(name)) return [];
  const column = columnOf(table, name, nounOfField(families.providers.fields.delivery.fields.stageColumn));
  const times = new Map<string, number>();
  await table.read(
    {
      row(cells) {
        const word = textOf(cells, column);
        if (word !== '') times.set(word, (times.get(word) ?? 0) + 1);
      },
      misfit() {},
    },
    quietProgress,
  );
  return [...times]
    .map(([word, count]) => ({
      word,
      times: count,
      stage: findStage(word, delivery.stageWords) ?? null,
    }))
    .toSorted((a, b) => b.times - a.times)
    .slice(0, mostWords);
}
