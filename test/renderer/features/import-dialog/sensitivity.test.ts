import { expect, test } from 'vitest';
import { draftOfInspection } from '../../../../renderer/features/import-dialog/draft.ts';
import { guessOf } from '../../../../renderer/features/import-dialog/sensitivity.ts';
import { lookAtTable } from './inspections.ts';

const nothingSaid = { publisher: '', licence: '' };

const look = (file: string, name = 'Claimants') => ({
  files: [{ name: file }],
  draft: draftOfInspection(lookAtTable({ mapping: { name } })),
});

test('a file is published as long as nothing speaks against it', () => {
  expect(guessOf(look('claimants.csv'), nothingSaid).is).toBe('published');
});

test('its name, what it holds, its publisher and its licence may speak against it', () => {
  const said = [
    guessOf(look('claimants_restricted.csv'), nothingSaid),
    guessOf(look('claimants.csv', 'Unpublished claimants'), nothingSaid),
    guessOf(look('claimants.csv'), { ...nothingSaid, publisher: 'DWP management information' }),
    guessOf(look('claimants.csv'), { ...nothingSaid, licence: 'Data-sharing agreement 12' }),
  ];
  for (const { is, because } of said) {
    expect(is).toBe('restricted');
    expect(because).toContain('its source says');
  }
});
