import { useState } from 'react';
import { formatPlural, type RuleComparison, type RuleQuestion } from '#contract';
import { makeAnswers, useSettled } from '../../answers/index.ts';
import {
  areaLists,
  closeAllDialogs,
  findAreaIndex,
  findIndicator,
  getClient,
  periodLabel,
  selectArea,
  setRuleText,
  showArea,
  useRule,
  useSession,
} from '../../state/index.ts';
import {
  Button,
  Dialog,
  EmptyState,
  ErrorCallout,
  formatWhole,
  formatPercent,
  Select,
  TextField,
} from '../../ui/index.ts';
import './compare-rules.css';

/** What changes when the second question takes the place of the first. The second is typed. */
const comparisons = makeAnswers<{ a: RuleQuestion; b: RuleQuestion }, RuleComparison>(
  (questions) => getClient().call('rule.compare', questions),
  { of: 'workspace', pauseMs: 300 },
);

function needWords({ need }: RuleComparison, name: string): string | null {
  if (need === null) return null;
  const difference = need.b - need.a;
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
  const share =
    need.total === 0 ? '' : ` of ${formatWhole(need.total)} (${formatPercent(need.b / need.total)})`;
  return `${name}: ${formatWhole(need.a)} → ${formatWhole(need.b)}${share}, ${sign}${formatWhole(Math.abs(difference))}`;
}

interface MovedProps {
  title: string;
  codes: readonly string[];
  comparison: RuleComparison;
  geography: string;
}

function Moved({ title, codes, comparison, geography }: MovedProps) {
  const list = areaLists.use({ geography }).value;
  if (codes.length === 0) return null;
  const nameOf = (code: string): string => {
    const index = list === null ? undefined : findAreaIndex(list, code);
    return (index === undefined ? '' : list?.names[index]) || code;
  };
  const show = (code: string): void => {
    selectArea(code);
    const index = list === null ? undefined : findAreaIndex(list, code);
    if (list !== null && index !== undefined) showArea(list, index);
    closeAllDialogs();
  };
  return (
    <section>
      <h3 className="compare-heading">
        {title} ({formatWhole(codes.length)})
      </h3>
      <ul className="compare-list">
        {codes.slice(0, 200).map((code) => (
          <li key={code}>
            <Button look="link" onPress={() => show(code)}>
              {nameOf(code)}
            </Button>
            <span className="quiet">{code}</span>
            {comparison.why[code] === undefined ? null : (
              <p className="compare-why">{comparison.why[code]}</p>
            )}
          </li>
        ))}
      </ul>
      {codes.length > 200 ? <p className="quiet">The first 200 are shown.</p> : null}
    </section>
  );
}

function Result({ comparison, geography }: { comparison: RuleComparison; geography: string }) {
  const description = useSession((state) => state.description);
  const name = findIndicator(description, comparison.need?.indicator ?? null)?.name ?? 'Need';
  const need = needWords(comparison, name);
  const { entered, left, stayed, unknown } = comparison;
  return (
    <>
      <p className="compare-line" role="status">
        <strong>+{formatWhole(entered.length)}</strong> would enter,{' '}
        <strong>−{formatWhole(left.length)}</strong> would leave,{' '}
        <strong>{formatWhole(stayed.length)}</strong> stay
        {unknown.length === 0 ? '' : `, ${formatPlural(unknown.length, 'area is', 'areas are')} unknown`}.
        {need === null ? null : <span className="compare-need">{need}.</span>}
      </p>
      {entered.length + left.length === 0 ? <p className="quiet">Both rules find the same areas.</p> : null}
      <div className="compare-columns">
        <Moved title="Would enter" codes={entered} comparison={comparison} geography={geography} />
        <Moved title="Would leave" codes={left} comparison={comparison} geography={geography} />
      </div>
      {stayed.length === 0 ? null : (
        <details>
          <summary>Areas that stay</summary>
          <Moved title="Stay" codes={stayed} comparison={comparison} geography={geography} />
        </details>
      )}
    </>
  );
}

const newest = '\u0000newest';

function Comparing({ question, onClose }: { question: RuleQuestion; onClose: () => void }) {
  const description = useSession((state) => state.description);
  const [rule, setRule] = useState(question.rule);
  const [period, setPeriod] = useState(question.period);
  const loaded = comparisons.use({ a: question, b: { ...question, rule, period, order: null } });
  const { error } = loaded;
  const comparison = useSettled(loaded);
  const periods = (description?.periods ?? []).toReversed();
  return (
    <Dialog
      title="Compare rules"
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button
            isDisabled={error !== null || rule.trim() === question.rule.trim()}
            onPress={() => {
              setRuleText(rule);
              onClose();
            }}
          >
            Use this rule
          </Button>
          <Button look="primary" onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      <div className="stack compare">
        <p>
          <span className="field-label">The rule now, {periodLabel(description, question.period)}</span>
          <code className="compare-rule">{question.rule}</code>
        </p>
        <div className="compare-fields">
          <TextField label="Compare with" value={rule} onChange={setRule} lines={2} isMono autoFocus />
          <Select
            label="Asked of"
            options={[
              { id: newest, name: 'Newest period' },
              ...periods.map(({ id, label }) => ({ id, name: label })),
            ]}
            value={period ?? newest}
            onChange={(id) => setPeriod(id === newest ? null : id)}
          />
        </div>
        {error === null ? null : <ErrorCallout error={error} />}
        {comparison === null ? null : <Result comparison={comparison} geography={question.geography} />}
      </div>
    </Dialog>
  );
}

/** What would change with another rule or another period: areas that enter and leave, why, and the need they hold. */
export function CompareDialog({ onClose }: { onClose: () => void }) {
  const question = useRule((state) => state.question);
  if (question === null)
    return (
      <Dialog title="Compare rules" isOpen onClose={onClose} size="small">
        <EmptyState title="There is no rule to compare yet">Write a rule first.</EmptyState>
      </Dialog>
    );
  return <Comparing question={question} onClose={onClose} />;
}
