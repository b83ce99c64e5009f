import { outcomeByte, type RuleComparison, type RuleQuestion } from '#contract';
import { evaluate, type Evaluation } from './evaluate.ts';
import { explainArea } from './explain.ts';
import { labelPeriod } from './periods.ts';
import type { AreaTable } from './table.ts';

/**
 * Which areas enter, leave and stay when one rule takes the place of another, or one period that of another. Areas are
 * matched by code, so the two questions may be asked of two geographies, each with its own table; an area that the
 * other geography does not have is out there. An area that is unknown under either rule is listed as unknown, and
 * neither enters nor leaves. For each area that moved, one phrase says whether the rule, the data or the boundaries did
 * it, and shows the deciding numbers under the second rule. Throws `invalid_rule` for a wrong rule, order or need,
 * `not_found` for an unknown period, `usage` for a table of another geography.
 */
export function compareRules(
  a: RuleQuestion,
  b: RuleQuestion,
  table: AreaTable,
  tableB: AreaTable = table,
): RuleComparison {
  const before = evaluate(a, table);
  const after = evaluate(b, tableB);
  const cause = makeCauseFinder({ a, b, before, after, tableB });
  const comparison: RuleComparison = {
    entered: [],
    left: [],
    stayed: [],
    unknown: [],
    why: {},
    counts: { a: before.result.counts, b: after.result.counts },
    need: compareNeed(before, after),
  };
  const indexBefore = indexOf(table);
  const indexAfter = indexOf(tableB);
  for (const code of new Set([...table.codes, ...tableB.codes].toSorted())) {
    const first = outcomeOf(before, indexBefore.get(code));
    const second = outcomeOf(after, indexAfter.get(code));
    if (first === outcomeByte.unknown || second === outcomeByte.unknown) comparison.unknown.push(code);
    else if (first === outcomeByte.in && second === outcomeByte.in) comparison.stayed.push(code);
    else if (first !== second) {
      (second === outcomeByte.in ? comparison.entered : comparison.left).push(code);
      comparison.why[code] = cause(indexBefore.get(code), indexAfter.get(code), second);
    }
  }
  return comparison;
}

function indexOf({ codes }: AreaTable): Map<string, number> {
  return new Map(codes.map((code, index) => [code, index]));
}

function outcomeOf({ result }: Evaluation, area: number | undefined): number {
  return area === undefined ? outcomeByte.out : result.outcomes[area]!;
}

interface Sides {
  a: RuleQuestion;
  b: RuleQuestion;
  before: Evaluation;
  after: Evaluation;
  tableB: AreaTable;
}

/** Phrases why an area moved. Where rule and period both differ, the old rule is asked of the new period to tell them apart. */
function makeCauseFinder({
  a,
  b,
  before,
  after,
  tableB,
}: Sides): (before: number | undefined, after: number | undefined, outcome: number) => string {
  const isRuleSame = before.result.rule === after.result.rule;
  const isPeriodSame = a.period === b.period;
  const isPlaceSame = a.geography === b.geography;
  const between =
    isRuleSame || isPeriodSame ? null : evaluate({ ...b, rule: a.rule, order: null, need: null }, tableB);
  const dates = [before, after].map(({ result, scope }) =>
    result.period === null ? 'no period' : labelPeriod(scope.table.vocabulary, result.period),
  );
  const data = isPlaceSame
    ? `the data changed from ${dates[0]} to ${dates[1]}`
    : 'the data or the boundaries changed';
  const name = (areaAfter: number, outcome: number): string => {
    if (isRuleSame) return data;
    if (isPeriodSame) return isPlaceSame ? 'the rule changed' : 'the rule or the boundaries changed';
    return outcomeOf(between!, areaAfter) === outcome ? data : 'the rule changed';
  };
  return (areaBefore, areaAfter, outcome) => {
    if (areaAfter === undefined) return `the boundaries changed: not an area of ${b.geography}`;
    const shown = describeMove(before, after, [areaBefore, areaAfter]);
    if (areaBefore === undefined)
      return `the boundaries changed: not an area of ${a.geography}; now ${shown}`;
    return `${name(areaAfter, outcome)}: ${shown}`;
  };
}

/** The deciding clauses of the second rule, each with the value it had under the first where that clause stood there too. */
function describeMove(
  before: Evaluation,
  after: Evaluation,
  [areaBefore, areaAfter]: [number | undefined, number],
): string {
  const old = areaBefore === undefined ? undefined : explainArea(before, areaBefore);
  const oldReasons = old === undefined ? [] : [...old.deciding, ...old.others];
  return explainArea(after, areaAfter)
    .deciding.map(({ clause, text }) => {
      const was = oldReasons.find((reason) => reason.clause === clause && reason.text !== text);
      return was === undefined ? text : `${text}; before ${was.text}`;
    })
    .join('; ');
}

function compareNeed(before: Evaluation, after: Evaluation): RuleComparison['need'] {
  const first = before.result.need;
  const second = after.result.need;
  if (first === null || second === null || first.indicator !== second.indicator) return null;
  return {
    indicator: second.indicator,
    a: first.in,
    b: second.in,
    total: second.total,
    inUnknown: { a: first.inUnknown, b: second.inUnknown },
    needUnknownIn: { a: first.needUnknownIn, b: second.needUnknownIn },
  };
}
