import { describe, expect, it } from 'vitest';
import { outcomes, PinpointError } from '#contract';
import {
  asksOfProvision,
  checkRule,
  completionsAt,
  evaluateRule,
  explainRule,
  listProvisionNeeds,
  listQuotedNames,
  makeFunctionRegistry,
  parseRule,
  ruleFunctions,
  ruleInWords,
  signatureOf,
  type AreaTable,
  type NumberFunction,
  type ProvisionAccess,
  type ProvisionNeed,
} from '#core/targeting';
import { aTable, ask } from './a-table.ts';
import { someNames } from './some-names.ts';

const onFoot = (selector: unknown): ProvisionNeed => ({ selector: String(selector), mode: 'walk' });

/** A function that the rule language does not have: one entry and nothing else. */
const thereAndBack: NumberFunction = {
  name: 'there_and_back',
  gives: 'number',
  parameters: [{ name: 'selector', kind: 'selector' }],
  summary: 'Minutes on foot to the nearest matching site and back.',
  needs: ({ arguments: [what] }) => onFoot(what?.kind === 'text' && what.value),
  words: ({ arguments: [what] }, say) => ({
    text: `the walk to ${what?.kind === 'text' ? say.provision(what.value) : ''} and back`,
    unit: { one: ' minute', many: ' minutes' },
  }),
  evaluate: ({ arguments: [what] }, scope) => {
    const access = scope.access(onFoot(what?.kind === 'text' && what.value));
    const oneWay = access?.minutes ?? new Float64Array(scope.table.codes.length).fill(NaN);
    return { values: oneWay.map((minutes) => 2 * minutes), limits: null, bounds: null };
  },
  whyUnknown: () => 'nobody walked there',
};

const functions = makeFunctionRegistry([...ruleFunctions.values(), thereAndBack]);
const access: ProvisionAccess = {
  minutes: Float64Array.from([10, 20, NaN]),
  covered: Uint8Array.from([1, 1, 2]),
  sites: Float64Array.from([1, 1, NaN]),
};
const plain = aTable().withCount('jsa', '2008-07', [10, 20, 30]).build();
const table: AreaTable = {
  ...plain,
  vocabulary: { ...plain.vocabulary, functions, provision: someNames.provision! },
  findAccess: ({ mode }) => (mode === 'walk' ? access : undefined),
};
const { vocabulary } = table;

describe('one more function is one more entry', () => {
  const rule = "there_and_back('kind:employment') > 30";

  it('in the check, with what it takes and the nearest name', () => {
    expect(() => checkRule(parseRule(rule), vocabulary)).not.toThrow();
    const hintOf = (text: string): string | undefined => {
      try {
        checkRule(parseRule(text), vocabulary);
        return undefined;
      } catch (error) {
        return error instanceof PinpointError ? error.details.hint : undefined;
      }
    };
    expect(hintOf("there_and_bakc('*') > 30")).toBe('Did you mean there_and_back?');
    expect(hintOf('there_and_back > 30')).toBe("Write there_and_back('selector').");
    expect(hintOf("there_and_back('kind:employmant') > 30")).toBe('Did you mean employment?');
  });

  it('in completion, with its signature and summary, and the names it takes', () => {
    const offered = completionsAt('there', 5, vocabulary);
    expect(offered).toEqual([
      {
        text: 'there_and_back(',
        detail: `${signatureOf(thereAndBack)}: ${thereAndBack.summary}`,
        kind: 'function',
        from: 0,
        to: 5,
      },
    ]);
    const inside = "jsa > 1 and there_and_back('site:s";
    expect(completionsAt(inside, inside.length, vocabulary).map(({ text }) => text)).toContain('site:s1');
  });

  it('in words', () => {
    expect(ruleInWords(`not ${rule} or jsa > 1`, { ...someNames, functions })).toBe(
      'the walk to employment sites and back is at most 30 minutes, or “jsa” is above 1',
    );
    expect(ruleInWords(rule, someNames)).toBe(rule);
  });

  it('in what a rule or an order needs of provision', () => {
    const need = { selector: 'kind:employment', mode: 'walk', day: '2008-07-31' };
    expect(listProvisionNeeds(ask(rule), table)).toEqual([need]);
    expect(listProvisionNeeds(ask('jsa > 1', { order: "there_and_back('*') asc" }), table)).toEqual([
      { ...need, selector: '*' },
    ]);
    expect(asksOfProvision(ask(rule), vocabulary)).toBe(true);
    expect(asksOfProvision(ask(rule))).toBe(false);
    expect(listQuotedNames(parseRule(rule), 'selector', vocabulary)).toEqual(['kind:employment']);
  });

  it('in evaluation, order and reasons', () => {
    const result = evaluateRule(ask(rule, { order: "there_and_back('*') asc" }), table);
    expect(Array.from(result.outcomes, (outcome) => outcomes[outcome])).toEqual(['out', 'in', 'unknown']);
    expect(result.orderedBy).toBe("there_and_back('*') asc");
    const { deciding } = explainRule(ask(rule), 'E01000003', table);
    expect(deciding[0]?.unknownBecause).toBe('nobody walked there');
  });
});

describe('what a rule needs of provision', () => {
  const listed = (rule: string, order: string | null = null): string[] =>
    listProvisionNeeds(ask(rule, { order }), table).map(
      ({ selector, mode, day }) => `${selector} ${mode} ${day}`,
    );

  it('is what its calls ask, each once, wherever they stand', () => {
    expect(
      listed(
        "jsa > 2 or not (covered('*') and rank(minutes('*', 'walk') - sites('kind:employment')) < 3) or sites('*') > 1",
        "minutes( '*' , \"walk\" ) / minutes('*', 'cycle') DESC",
      ),
    ).toEqual([
      '* null 2008-07-31',
      '* walk 2008-07-31',
      'kind:employment null 2008-07-31',
      '* cycle 2008-07-31',
    ]);
  });

  it.each([
    ['an ordinary rule', "jsa > 2 or designated('covered(*)') or in_area('sites')", null],
    ['a rule that cannot be parsed', "covered('*') and", null],
    ['a rule with a wrong name', "covered('*') and jas > 1", null],
    ['a wrong selector', "covered('stage:advise')", null],
    ['a wrong way of travelling', "minutes('*', 'bus') > 1", null],
    ['too few arguments', "minutes('*') > 1", null],
    ['a wrong order', "covered('*')", "minutes('*', 'bus') asc"],
  ])('is nothing for %s', (_, rule, order) => {
    expect(listed(rule, order)).toEqual([]);
  });
});
