import { useId, type ReactNode } from 'react';
import { periodLabel, useRule, useSession, useView } from '../../state/index.ts';
import { PanelSection, geographyWords } from '../../ui/index.ts';
import { RuleEditor } from './RuleEditor.tsx';
import { RuleProblem } from './RuleProblem.tsx';
import { ThresholdSlider } from './ThresholdSlider.tsx';
import { useCalmError } from './useCalmError.ts';
import './rule-bar.css';

function AskedOf() {
  const description = useSession((state) => state.description);
  const geography = useView((state) => state.geography);
  const period = useRule((state) => state.result?.period ?? state.period);
  if (geography === null) return null;
  return (
    <span className="rule-asked">
      {geographyWords(geography).name}
      {period === null ? '' : `, ${periodLabel(description, period)}`}
    </span>
  );
}

/** The rule: text, its mistakes, and the slider of its threshold. `children` is what it finds. */
export function RuleBar({ children }: { children: ReactNode }) {
  const problemId = useId();
  const error = useCalmError();
  const result = useRule((state) => state.result);
  const isReadOnly = useSession((state) => state.info?.readOnly === true);
  return (
    <PanelSection title="Rule" aside={<AskedOf />}>
      <div className="rule-bar">
        <RuleEditor describedBy={problemId} />
        <div id={problemId} role="status">
          {error === null ? null : <RuleProblem error={error} />}
        </div>
        {isReadOnly ? <p className="rule-note">Not saved: the workspace is open read-only.</p> : null}
        {children}
        {result === null ? null : <ThresholdSlider result={result} />}
      </div>
    </PanelSection>
  );
}
