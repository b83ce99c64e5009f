import { useRef, useState } from 'react';
import { CoverageCurve } from '../features/coverage-curve/index.ts';
import { ResultSummary } from '../features/result-summary/index.ts';
import { RuleBar } from '../features/rule-bar/index.ts';
import { Why } from '../features/why/index.ts';
import { useSelection } from '../state/index.ts';
import { Section, Tabs, useSize } from '../ui/index.ts';

/** In a panel this high, coverage and reasons stand one above the other; in a lower one they share the place as tabs. */
const highPanelPx = 900;

function EvidenceTabs() {
  const code = useSelection((state) => state.code);
  const [chosen, setChosen] = useState({ code, tab: 'coverage' });
  // Selecting an area asks about it; leaving it goes back to the whole.
  const tab = chosen.code === code ? chosen.tab : code === null ? 'coverage' : 'why';
  return (
    <Tabs
      label="Evidence"
      value={tab}
      onChange={(id) => setChosen({ code, tab: id })}
      tabs={[
        {
          id: 'coverage',
          title: 'Coverage',
          content: (
            <div className="evidence-part">
              <CoverageCurve />
            </div>
          ),
        },
        {
          id: 'why',
          title: 'Why is this area in?',
          content: (
            <div className="evidence-part">
              <Why />
            </div>
          ),
        },
      ]}
    />
  );
}

/** The right panel: the rule, what it finds, how much that covers, and why. */
export function EvidencePanel() {
  const panel = useRef<HTMLDivElement>(null);
  const { height } = useSize(panel);
  return (
    <div className="evidence" ref={panel}>
      <RuleBar>
        <ResultSummary />
      </RuleBar>
      {height < highPanelPx ? (
        <EvidenceTabs />
      ) : (
        <>
          <Section title="Coverage">
            <CoverageCurve />
          </Section>
          <Section title="Why is this area in?">
            <Why />
          </Section>
        </>
      )}
    </div>
  );
}
