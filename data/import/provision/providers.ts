import { quoteColumns, type Table } from '#data/formats/text-table';
import { type ProvidersMapping, formatPlural } from '#contract';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { refusal } from '#data/formats/refusals';
import { type Tally } from '../tables/index.ts';
import { createCatalogue } from './catalogue.ts';
import { RowProblem } from './cells.ts';
import { createDeliveryReader } from './delivery.ts';
import { readRows, type RowWork } from './rows.ts';

/**
 * Reads providers and programmes, and where a row names a site of the workspace (by id or name) its delivery there.
 * Throws `input_refused` where nothing can be taken or the file lacks a column.
 */
export function importProviders(task: ImportTask<ProvidersMapping>): Promise<ImportOutcome> {
  return readRows(task, (table, tally) => beginProviders(task, table, tally));
}

function beginProviders(
  { mapping, reader, staging }: ImportTask<ProvidersMapping>,
  table: Table,
  tally: Tally,
): RowWork {
  const { providerColumn, providerNameColumn, programmeColumn, programmeNameColumn } = mapping.delivery;
  if (
    [providerColumn, providerNameColumn, programmeColumn, programmeNameColumn].every((name) => name === null)
  ) {
    throw refusal(`Which column of “${table.label}” holds the provider is not said.`, {
      file: table.label,
      found: `the columns ${quoteColumns(table.layout)}`,
      hint: 'Name the column with the provider’s id or name in the mapping.',
    });
  }
  const catalogue = createCatalogue(reader, staging);
  const read = createDeliveryReader(table, mapping.delivery, { catalogue, tally });
  const sites = new Map(
    reader.listSites().flatMap(({ id, name }) => [
      [name.toLowerCase(), id],
      [id.toLowerCase(), id],
    ]),
  );
  const seen = new Map<string, number>();
  const deliveries = new Set<string>();
  return {
    row(cells, row) {
      catalogue.turnTo(row);
      const named = read.site(cells);
      const site = sites.get(named.toLowerCase());
      if (named !== '' && site === undefined) {
        return new RowProblem(`the workspace has no site “${named}”: import its sites first`, 'unknown site');
      }
      const taken = site === undefined ? read.deliverer(cells) : read.delivery(cells, site);
      if (taken instanceof RowProblem) return taken;
      const key = 'stage' in taken ? taken.id : `${taken.provider}\n${taken.programme}`;
      if (!('stage' in taken) && taken.provider === undefined)
        return new RowProblem('the row names no provider');
      const first = seen.get(key);
      if (first !== undefined) {
        const other = 'stage' in taken ? undefined : catalogue.findOtherName();
        return new RowProblem(`repeats row ${first}${other === undefined ? '' : `: ${other}`}`, 'repeated');
      }
      seen.set(key, row);
      if ('stage' in taken) {
        deliveries.add(taken.id);
        staging.addDelivery(taken);
      }
      return undefined;
    },
    finish() {
      catalogue.report(tally);
      const { providers, programmes } = catalogue.staged();
      const things = [
        formatPlural(providers, 'provider'),
        formatPlural(programmes, 'programme'),
        ...(deliveries.size > 0 ? [formatPlural(deliveries.size, 'delivery', 'deliveries')] : []),
      ];
      return { kind: 'providers', title: things.join(', '), indicators: [] };
    },
  };
}
