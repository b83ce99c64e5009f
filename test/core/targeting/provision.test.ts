import { describe, expect, it } from 'vitest';
import { outcomes, PinpointError, type Provision } from '#contract';
import {
  compareRules,
  completionsAt,
  evaluateRule,
  explainRule,
  type AreaTable,
  type ProvisionAccess,
} from '#core/targeting';
import { aNetwork } from '../provision/a-network.ts';
import { aTable } from './a-table.ts';

const provision: Provision = aNetwork()
  .withProvider('v1', 'St Helens College')
  .withProgramme('p1', 'v1')
  .withSite('s1')
  .withDelivery({ stage: 'advice', funding: 'ESF' })
  .build();

/** Areas at 20 minutes, at exactly 30, out of reach, and unknown. */
const access: ProvisionAccess = {
  minutes: Float64Array.from([20, 30, Infinity, NaN]),
  covered: Uint8Array.from([1, 1, 0, 2]),
  sites: Float64Array.from([2, 1, 0, NaN]),
};

function tableWith(found: ProvisionAccess | null): AreaTable {
  const table = aTable().withCount('jsa', '2008-07', [10, 20, 30, 40]).build();
  return { ...table, vocabulary: { ...table.vocabulary, provision }, findAccess: () => found ?? undefined };
}

const ask = (
  rule: string,
): { rule: string; geography: 'lsoa:2011'; period: null; need: null; order: null } => ({
  rule,
  geography: 'lsoa:2011',
  period: null,
  need: null,
  order: null,
});

const outcomesOf = (rule: string, found: ProvisionAccess | null = access): string[] =>
  [...evaluateRule(ask(rule), tableWith(found)).outcomes].map((outcome) => outcomes[outcome]!);

describe('rules about provision', () => {
  it.each([
    ["minutes('stage:advice', 'transit') <= 30", ['in', 'in', 'out', 'unknown']],
    ["minutes('stage:advice', 'transit') > 30", ['out', 'out', 'in', 'unknown']],
    ["minutes('*', 'walk') between 25 and 60", ['out', 'in', 'out', 'unknown']],
    ["covered('stage:advice funding:ESF')", ['in', 'in', 'out', 'unknown']],
    ["jsa >= 20 and not covered('*')", ['out', 'out', 'in', 'unknown']],
    ['sites(\'provider:"St Helens College"\') >= 2', ['in', 'out', 'out', 'unknown']],
  ])('%s', (rule, expected) => {
    expect(outcomesOf(rule)).toEqual(expected);
  });

  it('say that a place out of reach is beyond every number', () => {
    const rule = ask("minutes('*', 'transit') > 30");
    const { deciding: reasons } = explainRule(rule, 'E01000003', tableWith(access));
    expect(reasons[0]!.text).toBe("minutes('*', 'transit') beyond reach, so > 30");
    expect(reasons[0]).toMatchObject({ value: null, margin: null, tipping: null });
  });

  it('are unknown, and say why, where no travel times are kept', () => {
    const rule = "minutes('*', 'cycle') <= 30 or covered('*')";
    expect(outcomesOf(rule, null)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    const result = evaluateRule(ask(rule), tableWith(null));
    expect(result.notes).toContain('No travel times by cycle are kept for the provision *.');
    const { deciding: reasons } = explainRule(ask("covered('*')"), 'E01000001', tableWith(null));
    expect(reasons[0]!.unknownBecause).toBe('no travel times');
  });

  it.each([
    ['the end of the period asked for', "covered('*') and jsa > 5", '2008-05', '2008-05-31'],
    ['the end of the newest period read', "covered('*') and jsa > 5", null, '2008-07-31'],
    ['the newest period read, not the newest there is', "covered('*') and old > 5", null, '2007-06-30'],
    ['a period written out in the rule', "covered('*') and jsa@2008-05 > 5", null, '2008-05-31'],
    ['the newest of all where none is read', "sites('*') > 1", null, '2008-12-31'],
    ['a year ends in December', "minutes('*', 'walk') < 9", '2008', '2008-12-31'],
    ['a quarter with its third month', "minutes('*', 'walk') < 9", '2008-Q1', '2008-03-31'],
  ])('ask for what runs on one day: %s', (_, rule, period, day) => {
    const asked: (string | null)[] = [];
    const table = aTable()
      .withCount('jsa', '2008-05', [10, 20, 30, 40])
      .withCount('jsa', '2008-07', [10, 20, 30, 40])
      .withCount('old', '2007-06', [10, 20, 30, 40])
      .withCount('residents', '2008', [100, 100, 100, 100])
      .withCount('leavers', '2008-Q1', [1, 1, 1, 1])
      .build();
    const findAccess: AreaTable['findAccess'] = (request) => {
      asked.push(request.day);
      return access;
    };
    evaluateRule(
      { ...ask(rule), period },
      { ...table, vocabulary: { ...table.vocabulary, provision }, findAccess },
    );
    expect(new Set(asked)).toEqual(new Set([day]));
  });

  it('tell, between two periods, that the data moved an area and not the rule', () => {
    const table = aTable().withCount('jsa', '2008-05', [10]).withCount('jsa', '2008-07', [10]).build();
    const findAccess: AreaTable['findAccess'] = ({ day }) => {
      const runs = day === '2008-05-31' ? 1 : 0;
      return {
        minutes: Float64Array.from([runs === 1 ? 10 : Infinity]),
        covered: Uint8Array.from([runs]),
        sites: Float64Array.from([runs]),
      };
    };
    const withProvision = { ...table, vocabulary: { ...table.vocabulary, provision }, findAccess };
    const question = ask("covered('*')");
    const { left, why } = compareRules(
      { ...question, period: '2008-05' },
      { ...question, period: '2008-07' },
      withProvision,
    );
    expect(left).toEqual(['E01000001']);
    expect(why['E01000001']).toMatch(/^the data changed from May 2008 to July 2008: not covered by \*/);
  });

  it.each([
    ["covered('stage:advise')", 15, 'Did you mean advice?'],
    ["jsa > 5 and sites('funding:ESFF') > 1", 19, 'Did you mean ESF?'],
    ["minutes('*', 'bus') < 5", 13, undefined],
    ["covered('')", 9, 'Write * for every delivery, kind:employment for every employment site.'],
  ])('%s is an error with its place in the rule', (rule, from, hint) => {
    try {
      evaluateRule(ask(rule), tableWith(access));
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof PinpointError)) throw error;
      expect(error.code).toBe('invalid_rule');
      expect(error.details.position?.from).toBe(from);
      if (hint !== undefined) expect(error.details.hint).toBe(hint);
    }
  });

  it('are completed with selectors and ways of travelling', () => {
    const { vocabulary } = tableWith(access);
    const texts = (rule: string): string[] =>
      completionsAt(rule, rule.length, vocabulary).map(({ text }) => text);
    expect(texts("covered('stage:a")).toContain('stage:advice');
    expect(texts("minutes('*', 't")).toContain('transit');
  });
});
