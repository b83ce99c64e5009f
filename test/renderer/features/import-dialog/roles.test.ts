import { describe, expect, it } from 'vitest';
import {
  draftOfInspection,
  type ObservationsDraft,
} from '../../../../renderer/features/import-dialog/draft.ts';
import { findSummed, rolesOf } from '../../../../renderer/features/import-dialog/roles.ts';
import { lookAtTable } from './inspections.ts';

const ages = [...Array.from({ length: 90 }, (_, age) => String(age)), '90+'];

describe('columns that are added up', () => {
  it('are the ages of a span, both ends included', () => {
    const found = findSummed(['code', 'total', ...ages], '16-64');
    expect([found[0], found.at(-1), found.length]).toEqual(['16', '64', 49]);
  });

  it('take open-ended ages and single columns by name', () => {
    expect(findSummed(['code', ...ages], '88-89,90+')).toEqual(['88', '89', '90+']);
    expect(findSummed(['Males', 'Females', 'x'], 'males, females')).toEqual(['Males', 'Females']);
  });

  it('are none for a text that names none', () => {
    expect(findSummed(['code', 'total'], '16-64')).toEqual([]);
    expect(findSummed(ages, '')).toEqual([]);
  });
});

describe('the parts that columns play', () => {
  it('are said for each chosen column that the file has', () => {
    const columns = ['lsoa11cd', 'value', 'sex', 'month'];
    const draft: ObservationsDraft = {
      ...(draftOfInspection(lookAtTable({ columns })) as ObservationsDraft),
      periodColumn: 'month',
      cohortColumns: [{ key: 'sex', value: 'sex' }],
      where: [{ column: 'gone', value: 'x' }],
    };
    expect([...rolesOf(draft, columns)]).toEqual([
      ['lsoa11cd', 'Code'],
      ['value', 'Value'],
      ['month', 'Period'],
      ['sex', 'Cohort: sex'],
    ]);
  });
});
