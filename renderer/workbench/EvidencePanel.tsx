import { useRef, useState } from 'react';
import { CoverageCurve } from '../features/coverage-curve/index.ts';
import { ProvisionPanel } from '../features/provision/index.ts';
import { ResultSummary } from '../features/result-summary/index.ts';
import { RuleBar } from '../features/rule-bar/index.ts';
import { Why } from '../features/why/index.ts';
import { useProvision, useSelection } from '../state/index.ts';
import { PanelSection, Tabs, useSize } from '../ui/index.ts';

/** In a panel this high, coverage and reasons stand one above the other; in a lower one they share the place as tabs. */
const highPanelPx = 900;
/** Lower than this, the curve is drawn lower too. */
const lowPanelPx = 600;

/** A selected site asks about provision, a selected area about itself, unless where its people get is being looked at. */
function nextTab({ site, code, tab }: { site: string | null; code: string | null; tab: string }): string {
  if (site !== null || tab === 'provision') return 'provision';
  return code === null ? 'coverage' : 'why';
}

const provisionTab = {
  id: 'provision',
  title: 'Provision',
  content: (
    <div className="evidence-part">
      <ProvisionPanel />
    </div>
  ),
};

/** In a high panel: what speaks of the rule together, provision beside it. */
function HighTabs() {
  const site = useProvision((state) => state.site);
  const [chosen, setChosen] = useState({ site, tab: 'rule' });
  const tab = chosen.site !== site && site !== null ? 'provision' : chosen.tab;
  const evidence = (
    <>
      <PanelSection title="Coverage">
        <CoverageCurve />
      </PanelSection>
      <PanelSection title="Why is this area in?">
        <Why />
      </PanelSection>
    </>
  );
  return (
    <Tabs
      label="Evidence"
      value={tab}
      onChange={(id) => setChosen({ site, tab: id })}
      tabs={[{ id: 'rule', title: 'Coverage and reasons', content: evidence }, provisionTab]}
    />
  );
}

function EvidenceTabs({ isLow }: { isLow: boolean }) {
  const code = useSelection((state) => state.code);
  const site = useProvision((state) => state.site);
  const [chosen, setChosen] = useState({ code, site, tab: 'coverage' });
  // Selecting an area asks about it; leaving it goes back to the whole.
  const stays = chosen.code === code && chosen.site === site;
  const tab = stays ? chosen.tab : nextTab({ site, code, tab: chosen.tab });
  return (
    <Tabs
      label="Evidence"
      value={tab}
      onChange={(id) => setChosen({ code, site, tab: id })}
      tabs={[
        {
          id: 'coverage',
          title: 'Coverage',
          content: (
            <div className="evidence-part">
              <CoverageCurve isLow={isLow} />
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
        provisionTab,
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
      {height < highPanelPx ? <EvidenceTabs isLow={height < lowPanelPx} /> : <HighTabs />}
    </div>
  );
}
