import { quoteColumns, type Cells, type Table } from '#data/formats/text-table';
import {
  type Delivery,
  type DeliveryColumns,
  type Stage,
  stageNames,
  stages,
  formatPlural,
  families,
  nounsOf,
} from '#contract';
import { refusal } from '#data/formats/refusals';
import { cleanDimension, cohortId, readCut, type Tally } from '../tables/index.ts';
import type { Catalogue } from './catalogue.ts';
import {
  amountOf,
  codeOf,
  columnOf,
  dayOf,
  findDaysProblem,
  findProblem,
  nameOf,
  RowProblem,
  textOf,
} from './cells.ts';
import { findStage } from './stages.ts';

const nouns = nounsOf(families.providers.fields.delivery.fields);

type Columns = ReturnType<typeof findColumns>;

/** What a row says of who delivers what. */
export interface Deliverer {
  provider: string | undefined;
  programme: string | undefined;
}

export interface DeliveryReader {
  /** True where the row names a provider, a programme or a stage at all. */
  speaks(cells: Cells): boolean;
  /** Provider and programme of a row; new ones are staged. */
  deliverer(cells: Cells): Deliverer | RowProblem;
  /** The text of the site column. */
  site(cells: Cells): string;
  /** The delivery of a row at a site. */
  delivery(cells: Cells, site: string): Delivery | RowProblem;
  /** Puts into the report how many deliveries name no provider. */
  report(): void;
}

/** Who delivers what a file without any column of providers lists. */
const unnamedProvider = { id: 'not_named', name: 'Provider not named' };

/** Makes the reader of deliveries. Throws `input_refused` for columns that the file lacks. */
export function createDeliveryReader(
  table: Table,
  mapping: DeliveryColumns,
  { catalogue, tally }: { catalogue: Catalogue; tally: Tally },
): DeliveryReader {
  const columns = findColumns(table, mapping);
  const namesProviders = columns.provider !== undefined || columns.providerName !== undefined;
  // A file of sites may list what is delivered without saying by whom.
  const allowsUnnamed = !namesProviders && mapping.siteColumn === null;
  const says = [
    columns.provider,
    columns.providerName,
    columns.programme,
    columns.programmeName,
    columns.stage,
  ].filter((column) => column !== undefined);
  let unnamed = 0;
  const deliverer = (cells: Cells): Deliverer | RowProblem => {
    const said = readNames(cells, columns, tally);
    if (said instanceof RowProblem) return said;
    const provider = allowsUnnamed
      ? findKnownProvider(said.programme, catalogue)
      : catalogue.provider(said.provider.id, said.provider.name);
    const { id, name } = said.programme;
    const programme = catalogue.programme({ id, name, provider });
    if (programme === undefined && (id !== '' || name !== '')) {
      return new RowProblem(
        `the programme “${name === '' ? id : name}” is new and the row names no provider for it`,
      );
    }
    return { provider: provider ?? (programme && catalogue.providerOf(programme)), programme };
  };
  return {
    // Where only the stage of the whole file is said, every row is a delivery.
    speaks: (cells) => says.length === 0 || says.some((column) => textOf(cells, column) !== ''),
    deliverer,
    site: (cells) => textOf(cells, columns.site),
    delivery(cells, site) {
      const stage = stageOf(cells, columns, mapping);
      if (stage instanceof RowProblem) return stage;
      const who = deliverer(cells);
      if (who instanceof RowProblem) return who;
      if (who.provider === undefined) {
        const column = (columns.provider ?? columns.providerName)?.name ?? 'provider';
        return new RowProblem(
          `the row names no provider: fill in “${column}”, or take that column out of the mapping to keep deliveries without a named provider`,
        );
      }
      if (who.provider === unnamedProvider.id) unnamed++;
      const programme =
        who.programme ??
        catalogue.programme({
          id: `${who.provider}:${stage}`,
          name: stageNames[stage],
          provider: who.provider,
        })!;
      return readDelivery(cells, columns, { site, stage, programme, tally });
    },
    report() {
      if (unnamed === 0) return;
      tally.warn(
        `The file does not say who delivers: ${formatPlural(unnamed, 'delivery was', 'deliveries were')} put under “${unnamedProvider.name}” (${unnamedProvider.id}).`,
      );
    },
  };
}

/** What a row calls something by; '' for nothing. */
interface Named {
  id: string;
  name: string;
}

function readNames(
  cells: Cells,
  columns: Columns,
  tally: Tally,
): { provider: Named; programme: Named } | RowProblem {
  const ids = [codeOf(cells, columns.provider), codeOf(cells, columns.programme)];
  const problem = findProblem(ids);
  if (problem) return problem;
  const [provider, programme] = ids as [string, string];
  return {
    provider: { id: provider, name: nameOf(cells, columns.providerName, tally) },
    programme: { id: programme, name: nameOf(cells, columns.programmeName, tally) },
  };
}

/** The provider that the row's programme is known to have; where it is not known, the one that stands for nobody named. */
function findKnownProvider(named: Named, catalogue: Catalogue): string | undefined {
  const programme = catalogue.programme({ ...named, provider: undefined });
  const known = programme === undefined ? undefined : catalogue.providerOf(programme);
  return known ?? catalogue.provider(unnamedProvider.id, unnamedProvider.name);
}

function findColumns(table: Table, mapping: DeliveryColumns) {
  if (mapping.stageColumn === null && mapping.stage === null && mapping.siteColumn !== null)
    throw refuseStage(table);
  return {
    id: columnOf(table, mapping.idColumn, nouns.idColumn),
    provider: columnOf(table, mapping.providerColumn, nouns.providerColumn),
    providerName: columnOf(table, mapping.providerNameColumn, nouns.providerNameColumn),
    programme: columnOf(table, mapping.programmeColumn, nouns.programmeColumn),
    programmeName: columnOf(table, mapping.programmeNameColumn, nouns.programmeNameColumn),
    site: columnOf(table, mapping.siteColumn, nouns.siteColumn),
    stage: columnOf(table, mapping.stageColumn, nouns.stageColumn),
    funding: columnOf(table, mapping.fundingColumn, nouns.fundingColumn),
    places: columnOf(table, mapping.placesColumn, nouns.placesColumn),
    cost: columnOf(table, mapping.costColumn, nouns.costColumn),
    firstDay: columnOf(table, mapping.firstDayColumn, nouns.firstDayColumn),
    lastDay: columnOf(table, mapping.lastDayColumn, nouns.lastDayColumn),
    eligible: columnOf(table, mapping.eligibleColumn, nouns.eligibleColumn),
  };
}

/** The refusal of deliveries of which no stage is said. */
export function refuseStage(table: Table): Error {
  return refusal(`At which stage the deliveries of “${table.label}” are is not said.`, {
    file: table.label,
    found: `the columns ${quoteColumns(table.layout)}`,
    expected: `a stage column, or one of ${stages.join(', ')}`,
    hint: 'Name the stage column in the mapping, or the stage of the whole file.',
  });
}

function stageOf(cells: Cells, columns: Columns, mapping: DeliveryColumns): Stage | RowProblem {
  const word = textOf(cells, columns.stage);
  if (word === '') {
    return (
      mapping.stage ??
      new RowProblem(columns.stage ? `the column “${columns.stage.name}” is blank` : 'the row has no stage')
    );
  }
  return (
    findStage(word, mapping.stageWords) ??
    new RowProblem(
      `“${word}” in the column “${columns.stage!.name}” is no stage: ${stages.map((stage) => stageNames[stage]).join(', ')}`,
      'unknown stage',
    )
  );
}

interface Placed {
  site: string;
  stage: Stage;
  programme: string;
  tally: Tally;
}

function readDelivery(cells: Cells, columns: Columns, placed: Placed): Delivery | RowProblem {
  const { tally } = placed;
  const id = codeOf(cells, columns.id);
  const funding = codeOf(cells, columns.funding);
  const places = amountOf(cells, columns.places, { kind: 'count', tally });
  const cost = amountOf(cells, columns.cost, { kind: 'money', tally });
  const firstDay = dayOf(cells, columns.firstDay, 'first');
  const lastDay = dayOf(cells, columns.lastDay, 'last');
  const eligible = readEligible(textOf(cells, columns.eligible), columns.eligible?.name ?? '');
  const problem = findProblem([id, funding, places, cost, firstDay, lastDay, eligible]);
  if (problem) return problem;
  const days = { firstDay: firstDay as string | null, lastDay: lastDay as string | null };
  const turned = findDaysProblem(days.firstDay, days.lastDay);
  if (turned) return turned;
  const { site, stage, programme } = placed;
  const fundingStream = funding as string;
  const made = [programme, site, stage, fundingStream, days.firstDay ?? ''].join('/').replace(/\/+$/, '');
  return {
    id: (id as string) || made,
    programme,
    site,
    stage,
    fundingStream,
    places: places as number | null,
    cost: cost as number | null,
    ...days,
    eligible: eligible as string[],
  };
}

/** Cohorts in a cell: `age=18-24; lone_parent=yes`. Everybody is an empty list. */
function readEligible(text: string, column: string): string[] | RowProblem {
  const cohorts: string[] = [];
  for (const part of text.split(';')) {
    if (part.trim() === '' || readCut(part) === null) continue;
    const cuts = new Map<string, string>();
    for (const cut of part.split(',')) {
      const [dimension, value] = [cut.slice(0, cut.indexOf('=')), cut.slice(cut.indexOf('=') + 1)];
      const clean = readCut(value);
      if (!cut.includes('=') || cleanDimension(dimension) === '') {
        return new RowProblem(
          `“${part.trim()}” in the column “${column}” is no cohort such as age=18-24; several are separated by semicolons`,
        );
      }
      if (clean !== null) cuts.set(cleanDimension(dimension), clean);
    }
    const id = cohortId(cuts);
    if (id !== 'all') cohorts.push(id);
  }
  return [...new Set(cohorts)].toSorted();
}
