import { Command } from 'commander';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  addedColumn,
  describeFamily,
  families,
  field,
  findMappingFileProblem,
  inImportOrder,
  nounOfField,
  type FamilyDescription,
  type ImportFamily,
} from '#contract';
import { addFieldFlags, readFieldFlags } from '../../../../cli/commands/import-flags.ts';
import { addImportCommands } from '../../../../cli/commands/import.ts';
import { getColumn, type Table } from '#data/formats/text-table';
import { completeGuess } from '../../../../data/import/tables/guess/complete.ts';
import {
  draftOfInspection,
  mappingOf,
  missingWords,
  problemsOf,
  type Draft,
} from '../../../../renderer/features/import-dialog/draft.ts';
import { listFamilyChoices } from '../../../../renderer/features/import-dialog/family-choices.ts';
import { FieldsForm } from '../../../../renderer/features/import-dialog/FieldsForm.tsx';
import { rolesOf } from '../../../../renderer/features/import-dialog/roles.ts';
import { mappingLines } from '../../../../renderer/features/releases/sentences.ts';
import { lookAtProvision, sites } from './inspections.ts';

/** Two more fields of sites: all that is said of them anywhere. */
const gradeColumn = addedColumn({
  label: 'Grade of the building',
  heading: 'Grade',
  noun: 'column of grades',
  help: 'How fit the building is, from A to E.',
  none: 'Not graded',
  section: 'kind',
  flag: { words: '--grade-column <name>' },
});
const entrance = field('choice', z.enum(['level', 'steps']).default('steps'), {
  label: 'Entrance',
  choices: [
    { id: 'level', name: 'Level' },
    { id: 'steps', name: 'With steps' },
  ],
  section: 'kind',
  flag: { words: '--entrance <entrance>', help: 'how one gets in: level or steps' },
});
const wider = describeFamily({
  ...families.sites,
  fields: { ...families.sites.fields, gradeColumn, entrance },
});

const helpOf = (family: FamilyDescription<ImportFamily>): string => {
  const program = new Command();
  addImportCommands(program, [family]);
  const [importing] = program.commands;
  return importing!.commands[0]!.helpInformation();
};

const typed = (...words: string[]) => {
  const command = new Command().exitOverride();
  addFieldFlags(command, wider);
  command.parse(words, { from: 'user' });
  return readFieldFlags(wider, command.opts());
};

/** The draft of a file of sites with the further fields, as a person changes them. */
const draftWith = (changes: object): Draft =>
  Object.assign(draftOfInspection(lookAtProvision(sites)), { entrance: 'steps', gradeColumn: null }, changes);

const columns = ['name', 'postcode', 'fitness'];
const drawn = (draft: Draft, problems: Partial<Record<string, string>> = {}): string =>
  renderToStaticMarkup(
    createElement(FieldsForm, {
      draft,
      change: () => undefined,
      inspection: { ...lookAtProvision(sites), columns },
      problems,
      needed: new Set<string>(),
      words: [],
      family: wider,
    }),
  );

describe('one more import field is one record, and stands', () => {
  test('in the help of the command', () => {
    const help = helpOf(wider).replaceAll(/\s+/g, ' ');
    expect(help).toContain('--grade-column <name> How fit the building is, from A to E.');
    expect(help).toContain('--entrance <entrance> how one gets in: level or steps');
    expect(helpOf(families.sites)).not.toContain('grade');
  });

  test('in what flags say of a mapping, refused by its words', () => {
    expect(typed('--grade-column', 'fitness', '--entrance', 'level')).toEqual({
      gradeColumn: 'fitness',
      entrance: 'level',
    });
    expect(typed()).toEqual({});
    expect(() => typed('--entrance', 'stairs')).toThrow('--entrance takes level, steps, not stairs.');
  });

  test('a number is taken and refused as its own record says, whatever it counts', () => {
    const floors = field('number', z.number().int().min(1).nullable(), {
      label: 'Floors',
      flag: { words: '--floors <n>', takes: 'whole floors from 1 up' },
    });
    const read = (text: string) => readFieldFlags({ fields: { floors } }, { floors: text });
    expect(read('3')).toEqual({ floors: 3 });
    for (const wrong of ['0', '2.5', '', ' ', 'two', 'Infinity'])
      expect(() => read(wrong)).toThrow('--floors takes whole floors from 1 up.');
    expect(() => typed('--margin', '-1')).toThrow('--margin takes kilometres from 0 up.');
  });

  test('in the mapping that is stored, also of files that were mapped before there was the field', () => {
    expect(wider.mapping.parse(sites)).toMatchObject({ gradeColumn: null, entrance: 'steps' });
    expect(completeGuess(sites, { gradeColumn: 'fitness' }, wider)).toMatchObject({
      gradeColumn: 'fitness',
      entrance: 'steps',
    });
    expect(mappingOf(draftWith({ gradeColumn: '' }), wider)).toMatchObject({ gradeColumn: null });
    expect(mappingLines({ ...sites, gradeColumn: 'fitness' } as typeof sites, wider)).toContainEqual([
      'Grade of the building',
      'fitness',
    ]);
  });

  test('in the mapping file, and in the error that names what it does not take', () => {
    expect(findMappingFileProblem(wider, { gradeColumn: 'fitness', entrance: 'level' })).toBeUndefined();
    expect(findMappingFileProblem(wider, { entrance: 'stairs' })).toEqual({
      key: 'entrance',
      message: '“entrance” does not take what stands there',
      expected: 'one of level, steps',
    });
    const unknown = findMappingFileProblem(wider, { gradeColum: 'fitness' });
    expect(unknown?.message).toBe('No field of sites is called “gradeColum”');
    expect(unknown?.expected).toContain('gradeColumn');
  });

  test('in the check of a dialog, and of the import, in one sentence', () => {
    const lacking = draftWith({ gradeColumn: 'gone' });
    const problems = problemsOf(lacking, columns, wider);
    expect(problems).toEqual({ gradeColumn: 'The file has no column “gone” for the column of grades.' });
    expect(missingWords(lacking, problems, wider)).toBe('column of grades');
    expect(problemsOf(draftWith({ entrance: 'stairs' }), columns, wider)).toEqual({
      entrance: 'The entrance is one of level, steps.',
    });
    const table = { label: 'sites.csv', layout: { columns } } as unknown as Table;
    expect(() => getColumn(table, 'gone', nounOfField(gradeColumn))).toThrow(
      '“sites.csv” has no column “gone” for the column of grades.',
    );
  });

  test('in the form, with its label, help and what is wrong', () => {
    const page = drawn(draftWith({ gradeColumn: 'gone' }), { gradeColumn: 'The file has no such column.' });
    for (const words of ['Grade of the building', 'The file has no such column.', 'Entrance'])
      expect(page).toContain(words);
    for (const words of ['fitness', gradeColumn.help!])
      expect(drawn(draftWith({ gradeColumn: 'fitness' }))).toContain(words);
  });

  test('over its column among the first rows', () => {
    expect(rolesOf(draftWith({ gradeColumn: 'fitness' }), columns, wider).get('fitness')).toBe('Grade');
  });
});

describe('one more import family is one description, and stands', () => {
  const rooms = describeFamily({
    id: 'rooms' as ImportFamily,
    title: 'Rooms',
    phrase: 'rooms',
    detail: 'rooms that can be hired at sites',
    files: 'table',
    needs: ['sites'],
    about: 'provision',
    sections: [{ id: 'room', title: 'Room' }],
    fields: { gradeColumn: { ...gradeColumn, section: 'room' } },
  });

  test('among the commands, with its fields', () => {
    const help = helpOf(rooms).replaceAll(/\s+/g, ' ');
    expect(help).toContain('import rooms');
    expect(help).toContain('rooms that can be hired at sites (CSV or tab-separated text)');
    expect(help).toContain('--grade-column <name>');
  });

  test('among the choices of the dialog, and after what it needs', () => {
    expect(listFamilyChoices([...Object.values(families), rooms]).at(-1)).toEqual({
      id: 'rooms',
      name: 'Rooms',
      detail: 'rooms that can be hired at sites',
    });
    expect(inImportOrder([rooms, families.sites]).map(({ id }) => id)).toEqual(['sites', 'rooms']);
  });

  test('as a form', () => {
    const draft = { family: 'rooms', gradeColumn: null } as unknown as Draft;
    expect(
      renderToStaticMarkup(
        createElement(FieldsForm, {
          draft,
          change: () => undefined,
          inspection: { ...lookAtProvision(sites), columns },
          problems: {},
          needed: new Set<string>(),
          words: [],
          family: rooms,
        }),
      ),
    ).toMatch(/Room<.*Grade of the building/s);
  });
});
