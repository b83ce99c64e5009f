import { describe, expect, test } from 'vitest';
import { guessSensitivity, type UnjudgedSource } from '#core/sources';

const origin = (more: Partial<UnjudgedSource> = {}): UnjudgedSource => ({
  kind: 'observations',
  publisher: null,
  licence: null,
  names: ['claimants.csv'],
  ...more,
});

describe('how sensitive a file is, guessed', () => {
  test.each([
    ['performance of providers', origin({ kind: 'performance' })],
    ['a licence that restricts', origin({ licence: 'Restricted: not for publication' })],
    ['a data sharing agreement', origin({ licence: 'Data-sharing agreement 12 of 2008' })],
    ['a publisher of management information', origin({ publisher: 'DWP management information' })],
    ['a file that is called so', origin({ names: ['jsa_unsuppressed_2008.csv'] })],
    ['an official sensitive file', origin({ names: ['OFFICIAL-SENSITIVE claimants.csv'] })],
    [
      'a word that restricts, beside an open licence',
      origin({ licence: 'Open Government Licence v.3.0', names: ['internal use.csv'] }),
    ],
  ])('%s is restricted', (_, restricted) => {
    expect(guessSensitivity(restricted).is).toBe('restricted');
  });

  test.each([
    ['an open licence', origin({ licence: 'the Open Government Licence v.3.0' })],
    ['performance that anybody may publish', origin({ kind: 'performance', licence: 'CC BY 4.0' })],
    ['a file of which nothing is known', origin()],
    ['a name that only begins like a word', origin({ names: ['Confidentia Ltd.csv'] })],
  ])('%s is published', (_, published) => {
    expect(guessSensitivity(published).is).toBe('published');
  });

  test('says why', () => {
    expect(guessSensitivity(origin({ names: ['restricted.csv'] })).because).toBe(
      'its source says “restricted”',
    );
  });
});
