import { create } from 'zustand';
import { reportError, type ErrorReport, type RuleQuestion, type RuleResult, type Targeting } from '#contract';
import { inTurn } from '../answers/index.ts';
import { getClient } from './connection.ts';
import { attempt, notify } from './notices.ts';
import { adoptInfo, useSession } from './session.ts';
import { useView } from './view.ts';

interface RuleState {
  /** As typed; it may be wrong or half-finished. */
  text: string;
  /** The period that names without `@` take; null = the newest. */
  period: string | null;
  need: string | null;
  /** The last good answer and what was asked for it; it stays while a wrong text is being mended. */
  result: RuleResult | null;
  question: RuleQuestion | null;
  error: ErrorReport | null;
  evaluating: boolean;
  /** The number that a slider put into the text last, valid as long as that is the text. */
  moved: { text: string; from: number; to: number; value: number } | null;
}

export const useRule = create<RuleState>(() => ({
  text: '',
  period: null,
  need: null,
  result: null,
  question: null,
  error: null,
  evaluating: false,
  moved: null,
}));

/** What would be asked now; null without a geography or with an empty rule. */
function currentQuestion(): RuleQuestion | null {
  const { geography } = useView.getState();
  const { text, period, need } = useRule.getState();
  if (geography === null || text.trim() === '') return null;
  return { rule: text, geography, period, need, order: null };
}

/** The workspace and targeting that this page took over or saved last: an echo of it must not overwrite newer typing. */
let adopted = '';
let adoptedOf = '';
/** Whether something is written that is not saved yet: what others save must not overwrite it. */
let isUnsaved = false;
/** What this page has sent to be saved. */
const sent = new Set<string>();
/** What tells one targeting of one workspace from another. */
export const targetingKey = (workspace: string, targeting: Targeting | null): string =>
  JSON.stringify([workspace, targeting?.rule, targeting?.geography, targeting?.period, targeting?.need]);

async function evaluateOnce(): Promise<void> {
  const question = currentQuestion();
  if (question === null) return useRule.setState({ result: null, question: null, error: null });
  try {
    const result = await getClient().call('rule.evaluate', question);
    useRule.setState({ result, question, error: null });
  } catch (error) {
    useRule.setState({ error: reportError(error) });
  }
}

/** Evaluates the rule as it stands; of texts that come faster than answers the newest always gets its answer. */
export const evaluateNow = inTurn(async () => {
  useRule.setState({ evaluating: true });
  await evaluateOnce();
  useRule.setState({ evaluating: false });
});

const sameQuestion = (a: RuleQuestion | null, b: RuleQuestion | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** True when the answer at hand is one to the rule as it stands. */
function isAnswered(): boolean {
  return !useRule.getState().evaluating && sameQuestion(useRule.getState().question, currentQuestion());
}

const pauseBeforeSavingMs = 1500;
let saving: ReturnType<typeof setTimeout> | undefined;

const sameTargeting = (a: Targeting, b: Targeting | null): boolean =>
  b !== null &&
  a.rule === b.rule &&
  a.geography === b.geography &&
  a.period === b.period &&
  a.need === b.need;

/** Saves the rule to the workspace as one undoable change, if it is right and not what is saved already. */
export async function saveRule(): Promise<void> {
  clearTimeout(saving);
  if (!isAnswered()) await evaluateNow();
  const { info } = useSession.getState();
  const question = currentQuestion();
  if (question === null || info === null || info.readOnly || useRule.getState().error !== null) return;
  const { rule, geography, period, need } = question;
  const targeting: Targeting = { rule: rule.trim(), geography, period, need };
  if (sameTargeting(targeting, info.targeting)) {
    isUnsaved = false;
    return;
  }
  adopted = targetingKey(info.file.id, targeting);
  sent.add(adopted);
  const after = await attempt(() => getClient().call('workspace.setTargeting', targeting));
  if (after === undefined) return;
  adoptInfo(after);
  if (sameQuestion(question, currentQuestion())) isUnsaved = false;
}

function saveAfterPause(): void {
  isUnsaved = true;
  clearTimeout(saving);
  saving = setTimeout(() => void saveRule(), pauseBeforeSavingMs);
}

/** Takes a new rule text: evaluated at once, saved after a pause. */
export function setRuleText(text: string): void {
  if (text === useRule.getState().text) return;
  useRule.setState({ text });
  void evaluateNow();
  saveAfterPause();
}

/** Asks the same rule of another geography, period or need count. */
export function askOf(change: { geography?: string; period?: string | null; need?: string | null }): void {
  const { geography, ...rest } = change;
  if (geography !== undefined) useView.setState({ geography });
  useRule.setState(rest);
  void evaluateNow();
  saveAfterPause();
}

type Adjustable = RuleResult['adjustable'][number];

/** The number as it stands in the text now: where a slider put it, or where the answer to this very text found it. */
function findMovable(number: Adjustable): { from: number; to: number } | undefined {
  const { text, moved, question } = useRule.getState();
  if (moved?.text === text && moved.from === number.from) return moved;
  return question?.rule === text ? number : undefined;
}

/** Puts another number in the place of one that the answer called adjustable; the text is evaluated at once. */
export function moveThreshold(number: Adjustable, value: number): void {
  const range = findMovable(number);
  if (range === undefined) return;
  const before = useRule.getState().text;
  const words = String(value);
  const text = before.slice(0, range.from) + words + before.slice(range.to);
  useRule.setState({ moved: { text, from: range.from, to: range.from + words.length, value } });
  setRuleText(text);
}

/** Says that the rule in the workspace is another one now; what is being written stays, until the person decides. */
function tellOtherRule(workspace: string, targeting: Targeting | null): void {
  // Saving by the way would put one's own in the place of what one has not seen yet.
  clearTimeout(saving);
  notify(
    'info',
    `The rule of the workspace was changed elsewhere: “${targeting?.rule ?? ''}”. What you have written is kept, but not saved.`,
    'Press Enter in the rule to save yours instead.',
    {
      label: 'Use that rule',
      run: () => {
        takeOver(workspace, targeting, false);
        void evaluateNow();
      },
    },
  );
}

/**
 * Takes over the rule that the workspace holds, when it is another than before (opened, undone, changed elsewhere). What a
 * person has written in the same workspace and not saved stays, and they are told. The caller evaluates it. `keepsPlace`:
 * geography and period are those that the person chose for this very rule. Answers whether
 * there was anything to take over.
 */
export function adoptTargeting(workspace: string, targeting: Targeting | null, keepsPlace: boolean): boolean {
  const key = targetingKey(workspace, targeting);
  if (key === adopted) return false;
  if (isUnsaved && workspace === adoptedOf) {
    if (sent.has(key)) return false;
    adopted = key;
    tellOtherRule(workspace, targeting);
    return false;
  }
  takeOver(workspace, targeting, keepsPlace);
  return true;
}

function takeOver(workspace: string, targeting: Targeting | null, keepsPlace: boolean): void {
  adopted = targetingKey(workspace, targeting);
  adoptedOf = workspace;
  isUnsaved = false;
  clearTimeout(saving);
  useRule.setState({ text: targeting?.rule ?? '', need: targeting?.need ?? null });
  if (keepsPlace) return;
  const period = targeting?.period ?? null;
  if (targeting !== null) useView.setState({ geography: targeting.geography });
  if (period !== null) useView.setState({ period });
  useRule.setState({ period });
}
