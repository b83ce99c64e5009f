import { Info } from 'lucide-react';
import { useEffect } from 'react';
import { formatPlural, type RuleResult } from '#contract';
import { ruleInWords } from '#core/targeting';
import {
  announce,
  decapitalize,
  findIndicator,
  showDialog,
  useLeavingOfSums,
  useResultFor,
  useRule,
  useSession,
  useShown,
} from '../../state/index.ts';
import {
  Button,
  formatWhole,
  formatDecimal,
  formatPercent,
  geographyWords,
  LeavingMark,
} from '../../ui/index.ts';
import { areasLine } from './certainty.ts';
import { useRuleNames } from './RuleInWords.tsx';
import './result-summary.css';

/** "4,912 claimants, 13.3 % of 36,920"; null without a need count. */
function needLine({ need }: RuleResult, name: string): string | null {
  if (need === null) return null;
  const share = need.share === null ? '' : `, ${formatPercent(need.share)} of ${formatWhole(need.total)}`;
  return `${formatWhole(need.in)} ${decapitalize(name)}${share}`;
}

/** "13.9 % in the target areas together, 4.1 % in all."; empty where there is no rate to pool. */
function pooledWords({ pooled }: RuleResult): string {
  if (pooled === null || pooled.in === null || pooled.all === null) return '';
  return ` ${formatDecimal(pooled.in)} % in them together, ${formatDecimal(pooled.all)} % in all areas.`;
}

/** What a reader must know: the first in full, more of them on request. */
function Notes({ notes }: { notes: readonly string[] }) {
  const [first, ...others] = notes;
  if (first === undefined) return null;
  return (
    <div className="result-note">
      <Info size={14} aria-hidden />
      <div>
        <p>{first}</p>
        {others.length === 0 ? null : (
          <details>
            <summary>{formatPlural(others.length, 'more note')}</summary>
            {others.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </details>
        )}
      </div>
    </div>
  );
}

/** What the rule finds: one line of numbers, one sentence of words, and what a reader must know. */
export function ResultSummary() {
  const description = useSession((state) => state.description);
  const { shown } = useShown();
  const result = useResultFor(shown?.list ?? null);
  const names = useRuleNames();
  const isCurrent = useRule((state) => state.error === null);
  const needName = findIndicator(description, result?.need?.indicator ?? null)?.name ?? 'people';
  const leaving = useLeavingOfSums(result);
  const areas = result === null ? '' : areasLine(result);
  const need = result === null ? null : needLine(result, needName);
  useEffect(() => {
    if (areas === '') return undefined;
    // Only the place where a drag ends is said aloud.
    const timer = setTimeout(() => announce(need === null ? areas : `${areas}. ${need}.`), 900);
    return () => clearTimeout(timer);
  }, [areas, need]);
  if (names === null || result === null) return null;
  const { many } = geographyWords(result.geography);
  return (
    <div className="result" data-stale={!isCurrent || undefined}>
      <p className="result-line">
        <strong>{areas}</strong>
        {need === null ? null : <span>{`\u00a0· ${need}`}</span>}
        {need === null || leaving.need === null ? null : (
          <>
            {' '}
            <LeavingMark
              state={leaving.need.state}
              policy={leaving.need.policy}
              instead={leaving.needIn === null ? '' : `${formatWhole(leaving.needIn)} in them`}
            />
          </>
        )}
      </p>
      <p className="result-words">
        {formatWhole(result.counts.in)} of {formatWhole(result.outcomes.length)} {many} where{' '}
        {ruleInWords(result.rule, names)}.{pooledWords(result)}{' '}
        {leaving.rate === null || pooledWords(result) === '' ? null : (
          <>
            <LeavingMark state={leaving.rate.state} policy={leaving.rate.policy} />{' '}
          </>
        )}
        <Button look="link" onPress={() => showDialog({ kind: 'compare' })}>
          Compare with…
        </Button>
      </p>
      <Notes notes={result.notes} />
    </div>
  );
}
