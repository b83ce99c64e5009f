import { z } from 'zod';
import { stage, stageNames, stages } from '../provision.ts';
import { column, field, type FieldFlag, type FieldWords } from './field.ts';

interface DeliveryOptions {
  /** Key of the field without which rows are no deliveries; undefined where they always are. */
  onlyWith?: string;
  /** Whether a row without a provider or programme says nothing. */
  namesProviders: boolean;
  /** What a stage column does to the rows. */
  stageHelp: string;
}

const names = ['providerColumn', 'providerNameColumn', 'programmeColumn', 'programmeNameColumn'];

function providerProblem(around: Readonly<Record<string, unknown>>): string | undefined {
  const isNamed = names.some((key) => around[key] !== null && around[key] !== '');
  return isNamed ? undefined : 'Choose the column with the provider’s name or key.';
}

function whoFields({ namesProviders }: DeliveryOptions) {
  const place = { section: 'who', isHalf: true, none: 'None' };
  return {
    providerColumn: column({
      label: 'Provider’s key',
      noun: 'provider column',
      flag: { words: '--provider-column <name>', help: 'id of the provider' },
      ...(namesProviders ? { check: (_value, around) => providerProblem(around) } : {}),
      ...place,
    }),
    providerNameColumn: column({
      label: 'Provider',
      name: 'Provider’s name',
      heading: 'Provider',
      noun: 'column of provider names',
      flag: { words: '--provider-name-column <name>', help: 'name of the provider' },
      ...place,
    }),
    programmeColumn: column({
      label: 'Programme’s key',
      noun: 'programme column',
      flag: { words: '--programme-column <name>', help: 'id of the programme' },
      ...place,
    }),
    programmeNameColumn: column({
      label: 'Programme',
      name: 'Programme’s name',
      heading: 'Programme',
      noun: 'column of programme names',
      flag: { words: '--programme-name-column <name>', help: 'name of the programme' },
      ...place,
    }),
  };
}

function stageFields(only: Pick<FieldWords, 'onlyWith'>, { stageHelp }: DeliveryOptions) {
  return {
    stageColumn: column({
      label: 'Stage',
      name: 'Stage’s column',
      heading: 'Stage',
      noun: 'stage column',
      section: 'stage',
      asks: 'stage',
      flag: { words: '--stage-column <name>', help: stageHelp },
      ...only,
    }),
    /** The stage of the whole file, where no column tells it. */
    stage: field('choice', stage.nullable(), {
      label: 'Stage of the file',
      name: 'Stage',
      noun: 'stage',
      choices: stages.map((id) => ({ id, name: stageNames[id] })),
      isNeeded: true,
      insteadOf: ['stageColumn'],
      section: 'stage',
      askedBy: 'stageColumn',
      flag: { words: '--stage <stage>', help: `stage of the whole file: ${stages.join(', ')}` },
      check: (value) => (value === null ? 'Choose the stage of the whole file.' : undefined),
      ...only,
    }),
    /** What the words of the stage column stand for, beyond the stages' own ids and names. */
    stageWords: field('words', z.record(z.string(), stage), {
      label: 'What each word stands for',
      name: 'Stage words',
      choices: stages.map((id) => ({ id, name: stageNames[id] })),
      onlyWith: 'stageColumn',
      section: 'stage',
      askedBy: 'stageColumn',
    }),
  };
}

function termFields(only: Pick<FieldWords, 'onlyWith'>) {
  const place = { ...only, section: 'terms', none: 'None' };
  const term = (label: string, noun: string, flag?: FieldFlag, isHalf = true) =>
    column({ label, noun, isHalf, ...(flag === undefined ? {} : { flag }), ...place });
  return {
    fundingColumn: term(
      'Funding stream',
      'column of funding streams',
      { words: '--funding-column <name>', help: 'funding stream' },
      false,
    ),
    placesColumn: {
      ...term('Places a year', 'column of places', {
        words: '--places-column <name>',
        help: 'places a year',
      }),
      heading: 'Places',
    },
    costColumn: {
      ...term('Cost, £ a year', 'cost column', { words: '--cost-column <name>', help: 'pounds a year' }),
      heading: 'Cost',
    },
    firstDayColumn: term('First day', 'column of first days'),
    lastDayColumn: term('Last day', 'column of last days'),
    /** Cohorts separated by `;`: `age=18-24; lone_parent=yes`. */
    eligibleColumn: column({
      ...place,
      label: 'Who it is open to',
      heading: 'Eligible',
      noun: 'column of eligible cohorts',
      none: 'Open to everybody',
      help: 'Cohorts divided by semicolons: age=18-24; lone_parent=yes.',
    }),
  };
}

const siteWords: Partial<FieldWords> = {
  section: 'where',
  flag: { words: '--site-column <name>', help: 'id or name of the site; makes the rows deliveries' },
};

/** Columns that make a row a delivery; null where the file has none. */
export function deliveryFields(options: DeliveryOptions) {
  const only = options.onlyWith === undefined ? {} : { onlyWith: options.onlyWith };
  return {
    idColumn: column({
      ...only,
      label: 'Delivery’s key',
      noun: 'column of delivery ids',
      section: 'terms',
      none: 'Made from site, programme and stage',
    }),
    ...whoFields(options),
    /** Site id or name; of a file of sites: null, the row is the site. */
    siteColumn: column({
      label: 'Site',
      noun: 'site column',
      none: 'No sites: only providers and programmes',
      help: 'Name or key of a site that the workspace has. Each such row becomes a delivery there.',
      ...(options.onlyWith === 'siteColumn' ? siteWords : { isUnasked: true }),
    }),
    ...stageFields(only, options),
    ...termFields(only),
  };
}
