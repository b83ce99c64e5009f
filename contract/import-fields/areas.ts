import { z } from 'zod';
import { geographyKind, geographyKinds, geographyRef, rowFilters, type GeographyKind } from '../words.ts';
import { column, field, type FieldPlace, type FieldWords, type ImportField } from './field.ts';

/** Fields that several families ask for: of which areas a file is, its period, and which of its rows count. */

const kindNames: Record<GeographyKind, string> = {
  oa: 'output areas',
  lsoa: 'lower layer super output areas',
  msoa: 'middle layer super output areas',
  ward: 'wards',
  district: 'districts',
  region: 'regions',
};

const vintage = z.string().regex(/^\d{4}$/, 'a vintage is a year');

interface AreasWords extends FieldPlace {
  /** What is of these areas: "the numbers". */
  what: string;
  isRequired: boolean;
  /** Whether only areas that the workspace has can be meant. */
  areKnown?: boolean;
  help?: string;
  kindHelp?: string;
}

/** Kind of area and its edition. Of known areas the kind answers for both. */
export function areaFields({ what, isRequired, areKnown = false, help, kindHelp, section }: AreasWords) {
  const isUnsaid = ({ geography, vintage: year }: Readonly<Record<string, unknown>>): boolean =>
    geography === '' || year === '';
  return {
    geography: field('choice', geographyKind, {
      label: areKnown ? 'Areas' : 'Kind of area',
      name: 'Kind of area',
      choices: geographyKinds.map((id) => ({ id, name: kindNames[id] })),
      isNeeded: true,
      hasStandIn: true,
      section: section ?? '',
      asks: areKnown ? 'known areas' : 'kind of area',
      flag: {
        words: '--geography <kind>',
        help: kindHelp ?? `${geographyKinds.slice(0, -1).join(', ')} or ${geographyKinds.at(-1)}`,
        isRequired,
      },
      ...(help === undefined ? {} : { help }),
      check: (_value, around) => {
        if (areKnown) return isUnsaid(around) ? `Choose the areas that ${what} are of.` : undefined;
        return around['geography'] === '' ? 'Choose the kind of area.' : undefined;
      },
    }),
    vintage: field('year', vintage, {
      label: 'Vintage',
      isNeeded: !areKnown,
      hasStandIn: true,
      askedBy: 'geography',
      section: section ?? '',
      flag: { words: '--vintage <year>', help: 'edition of the geography', isRequired },
    }),
  };
}

/** A geography and its vintage as one text. */
export function areasField(words: FieldWords & { isNeeded?: boolean }): ImportField<typeof geographyRef> {
  return field('areas', geographyRef, words);
}

/** The column with the period of each row, in the section about the period. `help` is what its flag says. */
export function periodColumnField(
  words: Pick<FieldWords, 'insteadOf'> & { help: string },
): ReturnType<typeof column> {
  const { help, ...rest } = words;
  return column({
    label: 'Period',
    name: 'Period’s column',
    heading: 'Period',
    noun: 'period column',
    section: 'period',
    asks: 'period',
    flag: { words: '--period-column <name>', help },
    ...rest,
  });
}

/** The period of the whole file, where no column tells it. */
export function periodField(place: FieldPlace & { what: string }): ImportField<z.ZodNullable<z.ZodString>> {
  const { what, ...rest } = place;
  return field('period', z.string().nullable(), {
    label: 'Period of the file',
    name: 'Period',
    noun: 'period',
    help: 'A month, quarter or year: July 2008, 2008 Q3, 2007/08.',
    insteadOf: ['periodColumn'],
    askedBy: 'periodColumn',
    isNeeded: true,
    flag: { words: '--period <period>', help: `of all ${what}, as in 2017-09, 2008 Q3 or 2007/08` },
    ...rest,
  });
}

const filterWords: FieldWords = {
  label: 'Only rows where',
  noun: 'filter',
  help: 'Filters: other rows are left out and counted in the report. Write * for any value.',
  flag: {
    words: '--where <column=value>',
    help: 'only these rows (column!=value: only the others), letter case and spacing aside; * is any value; a column with = in its name stands in quotation marks; may be given several times, and all must hold',
  },
};

/** Which rows of a table count. Mappings of a time before there were filters have none. */
export const whereField = field('filters', rowFilters.optional(), filterWords);

/** As `whereField`, for a mapping that always says which rows count. */
export const neededWhereField = field('filters', rowFilters, filterWords);
