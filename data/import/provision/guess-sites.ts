import {
  type DeliveryColumns,
  type SitesMapping,
  siteKinds,
  type Stage,
  stages,
  type MappingGuess,
} from '#contract';
import { type ColumnFacts, type GuessTask, holdsCodes, holdsNumbers } from '../tables/index.ts';
import { type ColumnPicker, createPicker, guessPosition, notePosition } from './guess-columns.ts';
import { findStage, isOwnWord } from './stages.ts';

/** Headers of a site's own id, the likeliest first. */
const idHeaders = [
  /^(site )?(id|ref|reference|number|no|code|key)$/,
  /^(atco ?code|urn|uprn|site id|site code|site ref(erence)?)$/,
];
/** Ids may repeat by mistake; what repeats for the most part is no id. */
const isMostlyUnique = (column: ColumnFacts): boolean =>
  column.filled > 0 && column.distinct.size * 2 > column.filled;
const isText = (column: ColumnFacts): boolean => !holdsNumbers(column) && !holdsCodes(column);

/** The best guess of how a file of sites is to be read; with a stage, provider or programme column its rows are deliveries. */
export function guessSites(task: GuessTask): MappingGuess<'sites'> {
  const picker = createPicker(task);
  const position = guessPosition(task, picker);
  notePosition(task, position);
  const delivery = guessDelivery(task, picker);
  const speaks =
    delivery.stageColumn ??
    delivery.providerColumn ??
    delivery.providerNameColumn ??
    delivery.programmeColumn ??
    delivery.programmeNameColumn ??
    delivery.stage;
  const repeats = speaks !== null;
  const idColumn = picker.pick(
    'idColumn',
    idHeaders,
    (column) => (repeats || isMostlyUnique(column)) && !holdsCodes(column),
  );
  if (!repeats) noteIds(task, idColumn);
  const nameColumn = picker.pick(
    'nameColumn',
    [
      /^(site|centre|center|office|station|venue|location|place|delivery site) ?name$/,
      /^(site|centre|office|station|venue)$/,
      /^name$/,
      /name/,
    ],
    isText,
  );
  if (nameColumn === null && idColumn === null) task.open.push('nameColumn');
  const days = guessSiteDays(picker);
  const work = guessEmployment(task, picker, speaks !== null);
  if (speaks !== null) noteDelivery(task, delivery);
  return {
    family: 'sites',
    idColumn,
    nameColumn,
    position,
    ...days,
    ...work,
    cutMarginKm: null,
    delivery: speaks === null ? null : { ...delivery, siteColumn: null },
  };
}

/** Says where ids repeat, or repeat so much that they are not read. */
function noteIds({ sample, notes }: GuessTask, idColumn: string | null): void {
  const column = sample.columns.find(({ name }) => name === idColumn);
  if (column !== undefined && column.distinct.size < column.filled)
    notes.push(
      `Some ids in “${column.name}” come more than once; the first row of each keeps it, and the report names the others.`,
    );
  const passed = idColumn === null ? findIdHeader(sample.columns) : undefined;
  if (passed !== undefined)
    notes.push(
      `“${passed.name}” repeats too often to tell sites apart; their ids are made from their names.`,
    );
}

/** The column that is called as one with ids of sites is, and as nothing else. */
export function findIdHeader<Named extends { header: string }>(columns: readonly Named[]): Named | undefined {
  return columns.find(({ header }) => /^(site )?(id|ref|reference)$|^site code$/.test(header));
}

/** Whether the sites are places of work: what the person said, else where jobs are counted and nothing is delivered. */
function guessEmployment(
  task: GuessTask,
  picker: ColumnPicker,
  isDelivered: boolean,
): Pick<SitesMapping, 'kind' | 'kindColumn' | 'jobsColumn'> {
  const kindColumn = picker.pick(
    'kindColumn',
    [/^(site|place) ?(kind|type)$/, /^kind$/, /^type$/],
    ({ distinct }) => [...distinct].some((word) => /^(employment|workplace)\b/i.test(word)),
  );
  // A name that says it all is believed even where some cells are odd: the import says which rows.
  const jobsColumn =
    picker.pick('jobsColumn', [/^(number of |no of |total )?(jobs|employees|vacancies)$/]) ??
    picker.pick(
      'jobsColumn',
      [/^(headcount|workforce|staff)( size)?$/, /jobs|employees|vacancies/],
      orEmpty(holdsNumbers),
    );
  const said = siteKinds.find((kind) => kind === task.hint['kind']);
  const isWork = said === undefined && kindColumn === null && jobsColumn !== null && !isDelivered;
  if (isWork) task.notes.push(`The sites are read as employment sites: “${jobsColumn}” counts their jobs.`);
  return { kind: said ?? (isWork ? 'employment' : 'provision'), kindColumn, jobsColumn };
}

function guessSiteDays(picker: ColumnPicker): {
  firstDayColumn: string | null;
  lastDayColumn: string | null;
} {
  return {
    firstDayColumn: picker.pick(
      'firstDayColumn',
      [/^(site )?open(ed|s|ing)?( (date|day|from))?$/, /^date opened$/],
      mayHoldDays,
    ),
    lastDayColumn: picker.pick(
      'lastDayColumn',
      [/^(site )?clos(ed|es|ing)?( (date|day|on))?$/, /^date closed$/],
      mayHoldDays,
    ),
  };
}

/** A column of words alone, such as `Open` with yes and no, holds no days. */
function mayHoldDays({ filled, distinct }: ColumnFacts): boolean {
  return filled === 0 || [...distinct].some((text) => /\d/.test(text));
}

/** The best guess of how a file of providers and programmes is to be read. */
export function guessProviders(task: GuessTask): MappingGuess<'providers'> {
  const picker = createPicker(task);
  const delivery = guessDelivery(task, picker);
  const alone = delivery.providerColumn === null && delivery.providerNameColumn === null;
  const guessed = alone
    ? {
        ...delivery,
        ...guessProviderAlone(task, picker),
      }
    : delivery;
  if (guessed.providerColumn === null && guessed.providerNameColumn === null)
    task.open.push('providerColumn');
  const siteColumn = picker.pick('siteColumn', [
    /^(delivery )?site( (id|name|ref|code))?$/,
    /^(centre|venue|location)$/,
  ]);
  if (siteColumn !== null) noteDelivery(task, guessed);
  return { family: 'providers', delivery: { ...guessed, siteColumn } };
}

/** Id and name of providers in a list of nothing else. An id may come again with each programme, but seldom stands for two names. */
function guessProviderAlone(
  { sample }: GuessTask,
  picker: ColumnPicker,
): Pick<DeliveryColumns, 'providerColumn' | 'providerNameColumn'> {
  const providerNameColumn = picker.pick('providerNameColumn', [/^(name|organisation)$/, /name/], isText);
  const names = sample.columns.find(({ name }) => name === providerNameColumn)?.distinct.size ?? 0;
  const tellsApart = (column: ColumnFacts): boolean =>
    names === 0 ? isMostlyUnique(column) : column.distinct.size * 2 > names;
  return {
    providerColumn: picker.pick('providerColumn', [/^(id|ref|ukprn|code)$/], tellsApart),
    providerNameColumn,
  };
}

function guessDelivery(task: GuessTask, picker: ColumnPicker): DeliveryColumns {
  const stageColumn = guessStageColumn(picker);
  return {
    idColumn: picker.pick('deliveryIdColumn', [
      /^(delivery|contract|service) ?(id|ref(erence)?|number|no|code)$/,
    ]),
    providerColumn: picker.pick('providerColumn', [
      /^(provider|organisation|supplier|contractor) ?(id|ref|code|key)$/,
      /^ukprn$/,
    ]),
    providerNameColumn: picker.pick('providerNameColumn', [
      /^(lead )?(provider|organisation|supplier|contractor)( ?name)?$/,
      /^delivered by$/,
    ]),
    programmeColumn: picker.pick('programmeColumn', [/^(program(me)?|project|scheme) ?(id|ref|code|key)$/]),
    programmeNameColumn: picker.pick('programmeNameColumn', [
      /^(program(me)?|project|scheme)( ?(name|title))?$/,
      /^service( name)?$/,
    ]),
    siteColumn: null,
    stageColumn,
    stage: stages.find((stage) => stage === task.hint['stage']) ?? null,
    stageWords: stageColumn === null ? {} : guessWords(task, stageColumn),
    fundingColumn: picker.pick('fundingColumn', [/^fund(ing|er|s)?( ?(stream|source|body))?$/, /fund/]),
    placesColumn: picker.pick(
      'placesColumn',
      [/^(annual )?(places|capacity)/, /places|capacity/],
      orEmpty(holdsNumbers),
    ),
    costColumn: picker.pick(
      'costColumn',
      [/^(annual )?(cost|budget|contract value|value)/, /cost|budget/],
      orEmpty(holdsNumbers),
    ),
    firstDayColumn: picker.pick('deliveryFirstDayColumn', [
      /^(delivery |contract )?(start|first)( ?(date|day))?$/,
      /^(date )?from$/,
      /start date/,
    ]),
    lastDayColumn: picker.pick('deliveryLastDayColumn', [
      /^(delivery |contract )?(end|last|finish)( ?(date|day))?$/,
      /^(date )?(to|until)$/,
      /end date/,
    ]),
    eligibleColumn: picker.pick('eligibleColumn', [/eligib/, /^(client|target) (groups?|cohorts?)$/]),
  };
}

function orEmpty(holds: (column: ColumnFacts) => boolean): (column: ColumnFacts) => boolean {
  return (column) => column.filled === 0 || holds(column);
}

/** A column called so, or one whose texts are stages for the most part. */
function guessStageColumn(picker: ColumnPicker): string | null {
  const called = picker.pick('stageColumn', [/^(stage|continuum)/, /stage|continuum/]);
  if (called !== null) return called;
  const found = picker.free().find(({ distinct }) => {
    const texts = [...distinct];
    return (
      texts.length > 0 &&
      texts.length <= 30 &&
      texts.filter((text) => findStage(text)).length > texts.length / 2
    );
  });
  picker.take(found?.name ?? null);
  return found?.name ?? null;
}

function guessWords(task: GuessTask, stageColumn: string): Record<string, Stage> {
  const column = task.sample.columns.find(({ name }) => name === stageColumn);
  const words = [...(column?.distinct ?? [])].filter((word) => !isOwnWord(word));
  const unknown = words.filter((word) => findStage(word) === undefined);
  if (unknown.length > 0) {
    task.notes.push(
      `What stage ${unknown
        .slice(0, 5)
        .map((word) => `“${word}”`)
        .join(', ')} ${unknown.length === 1 ? 'is' : 'are'} could not be told: say it under stage words.`,
    );
  }
  return Object.fromEntries(
    words.flatMap((word) => {
      const stage = findStage(word);
      return stage ? [[word, stage] as const] : [];
    }),
  );
}

function noteDelivery({ notes, open }: GuessTask, { stageColumn, stage }: DeliveryColumns): void {
  if (stageColumn === null && stage === null) open.push('stageColumn');
  else if (stageColumn !== null)
    notes.push(`Each row is read as a delivery; its stage is in “${stageColumn}”.`);
}
