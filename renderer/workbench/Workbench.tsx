import { lazy, Suspense, useDeferredValue, useState, type ReactNode } from 'react';
import { sayError } from '#contract';
import { LedgerPane } from '../features/ledger/index.ts';
import { PlanPane } from '../features/site-planner/index.ts';
import { TablePane } from '../features/table/index.ts';
import { ViewControls } from '../features/view-controls/index.ts';
import { useProvision, useSession, useShown, type Commands } from '../state/index.ts';
import { Button, EmptyState, Splitter } from '../ui/index.ts';
import { EvidencePanel } from './EvidencePanel.tsx';
import { useEarlyOutlines } from './useOutlines.ts';
import { panelLimits, type Panels } from './usePanels.ts';

// The map is most of the program. It is fetched while the workspace is being read, not before that.
const mapPane = import('./MapPane.tsx');
const MapPane = lazy(() => mapPane.then((module) => ({ default: module.MapPane })));

interface WithCommands {
  commands: Commands;
}

interface WorkbenchProps extends WithCommands {
  panels: Panels;
  onPanels: (change: Partial<Panels>) => void;
}

function MapArea({ commands }: WithCommands) {
  const description = useSession((state) => state.description);
  const { shown, error, loading } = useShown();
  const [isReady, setReady] = useState(false);
  useEarlyOutlines(description);
  // The map begins where its legend leaves it room, so the legend has to be there from the beginning.
  if (!isReady && shown !== null && !loading) setReady(true);
  if (error !== null && shown === null)
    return <EmptyState title="The areas cannot be shown">{sayError(error)}</EmptyState>;
  if (description === null || (loading && (shown === null || !isReady)))
    return <div className="map-waiting" />;
  if (shown === null)
    return (
      <EmptyState
        title="This workspace has no areas yet"
        actions={
          <>
            <Button look="primary" onPress={() => commands.importData('boundaries')}>
              Import boundaries
            </Button>
            <Button onPress={commands.openDemo}>Open the demonstration</Button>
          </>
        }
      >
        Begin with the outlines of your areas: a shapefile, GeoJSON or GeoPackage of LSOAs or wards. Then
        import the numbers.
      </EmptyState>
    );
  return (
    <Suspense fallback={<div className="map-waiting" />}>
      <MapPane shown={shown} description={description} />
    </Suspense>
  );
}

/** The first picture of the window is the map's: what stands around it is made while the map reads its areas. */
function AfterMap({ children }: { children: ReactNode }) {
  return useDeferredValue(true, false) ? children : null;
}

interface SideProps {
  panels: Panels;
  onChange: (change: Partial<Panels>) => void;
  side: 'left' | 'right' | 'bottom';
  /** Where it needs more height than a table: for the ledger and the planner’s answer. */
  isHigh?: boolean;
  children: ReactNode;
}

const panelNames = { left: 'View', right: 'Rule and evidence', bottom: 'Table of areas' } as const;

function Side({ side, panels, onChange, isHigh = false, children }: SideProps) {
  const [min, max] = panelLimits[side];
  const isBottom = side === 'bottom';
  const splitter = (
    <Splitter
      label={`Size of the panel “${panelNames[side]}”`}
      orientation={isBottom ? 'horizontal' : 'vertical'}
      size={panels[side]}
      min={min}
      max={max}
      direction={side === 'left' ? 1 : -1}
      onResize={(size) => onChange({ [side]: size })}
    />
  );
  const chosen = `${panels[side] / 16}rem`;
  const size = isHigh ? `max(${chosen}, min(23rem, 52vh))` : chosen;
  return (
    <>
      {side === 'left' ? null : splitter}
      <section
        className={`pane pane-${side}`}
        aria-label={panelNames[side]}
        style={isBottom ? { height: size } : { width: size }}
      >
        {children}
      </section>
      {side === 'left' ? splitter : null}
    </>
  );
}

/** The table of areas, or the provision ledger or the planner’s answer in its place. */
function LowerPane() {
  const lower = useProvision((state) => state.lower);
  if (lower === 'plan') return <PlanPane />;
  return lower === 'ledger' ? <LedgerPane /> : <TablePane />;
}

/** Panels around the map. */
export function Workbench({ commands, panels, onPanels: change }: WorkbenchProps) {
  const isLowerOpen = useProvision((state) => state.lower !== null);
  return (
    <div className="workbench">
      {panels.leftOpen ? (
        <Side side="left" panels={panels} onChange={change}>
          <AfterMap>
            <ViewControls />
          </AfterMap>
        </Side>
      ) : null}
      <div className="workbench-main">
        <div className="workbench-upper">
          <section className="pane pane-map" aria-label="Map">
            <MapArea commands={commands} />
          </section>
          {panels.rightOpen ? (
            <Side side="right" panels={panels} onChange={change}>
              <AfterMap>
                <EvidencePanel />
              </AfterMap>
            </Side>
          ) : null}
        </div>
        {panels.bottomOpen || isLowerOpen ? (
          <Side side="bottom" panels={panels} onChange={change} isHigh={isLowerOpen}>
            <AfterMap>
              <LowerPane />
            </AfterMap>
          </Side>
        ) : null}
      </div>
    </div>
  );
}
