import { formatPlural, moveCauses, type MoveCause, type RunChange } from '#contract';
import { readCodes } from './code-stretches.ts';
import type { RunRecord } from './describe.ts';

/** What a rule says of an area today: in, out or unknown; undefined where there is no such area. */
export type AreaJudge = (code: string) => string | undefined;

interface Compared {
  before: RunRecord;
  now: RunRecord;
  judge: AreaJudge | null;
  /** Where nothing but the program or the boundaries has changed: that. */
  sole: MoveCause | null;
}

type Moved = NonNullable<RunChange['moved']>;

/**
 * How many areas moved, by cause. As `rule.compare` tells causes apart: an area that is not in both editions of the boundaries
 * moved with these; where the rule has changed too, the old one is asked of the data of today.
 */
export function listMoved({ before, now, judge, sole }: Compared): RunChange[] {
  const [old, fresh] = [before.found.rows, now.found.rows].map((rows) => new Map(Object.entries(rows)));
  const cause = makeCauseFinder({ before, now, judge, sole });
  const groups = new Map<MoveCause, Moved>();
  for (const code of new Set([...old!.keys(), ...fresh!.keys()])) {
    const [was, is] = [old!.get(code), fresh!.get(code)];
    if (was === is) continue;
    const why = cause(code, is);
    const group = groups.get(why) ?? { cause: why, entered: 0, left: 0, changed: 0, codes: [] };
    group[was === undefined ? 'entered' : is === undefined ? 'left' : 'changed'] += 1;
    group.codes.push(code);
    groups.set(why, group);
  }
  const isList = now.asked.kind === 'list' || now.found.geography !== null;
  return moveCauses.flatMap((each): RunChange[] => {
    const moved = groups.get(each);
    return moved === undefined
      ? []
      : [{ what: 'moved', sentence: say(moved, isList ? 'area' : 'row'), moved }];
  });
}

function makeCauseFinder({
  before,
  now,
  judge,
  sole,
}: Compared): (code: string, is: string | undefined) => MoveCause {
  const [old, fresh] = [before.found.geography, now.found.geography].map(
    (found) => found && readCodes(found.codes),
  );
  const isRuleSame =
    judge === null || JSON.stringify(before.found.question) === JSON.stringify(now.found.question);
  return (code, is) => {
    if (old != null && fresh != null && (!old.has(code) || !fresh.has(code))) return 'boundaries';
    if (sole !== null) return sole;
    return isRuleSame || judge(code) === (is ?? 'out') ? 'data' : 'rule';
  };
}

const changedWords: Record<MoveCause, string> = {
  rule: 'the rule changed',
  data: 'the data changed',
  boundaries: 'the boundaries changed',
  program: 'the program changed',
};

const mostCodes = 10;

function say({ cause, entered, left, changed, codes }: Moved, what: string): string {
  const parts = [
    ...(entered > 0 ? [`${entered} entered`] : []),
    ...(left > 0 ? [`${left} left`] : []),
    ...(changed > 0 ? [`${changed} changed`] : []),
  ];
  const further = codes.length > mostCodes ? ` and ${codes.length - mostCodes} more` : '';
  const listed = `${codes.slice(0, mostCodes).join(', ')}${further}`;
  return `${formatPlural(codes.length, what)} moved because ${changedWords[cause]}: ${parts.join(', ')} (${listed})`;
}
