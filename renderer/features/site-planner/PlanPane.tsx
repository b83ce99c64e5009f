import { X } from 'lucide-react';
import { useEffect } from 'react';
import { showDialog, unmarkAreas, useProvision } from '../../state/index.ts';
import { Button, EmptyState, IconButton } from '../../ui/index.ts';
import { PlacingView } from './PlacingView.tsx';
import { usePlan } from './plan.ts';
import { PlanProgress, useGround } from './PlannerDialog.tsx';
import './planner.css';

const ask = (): void => showDialog({ kind: 'planner' });
const nothing = (): void => undefined;

/** The planner's answer in the place of the table, beside the map that shows it. */
export function PlanPane() {
  const ground = useGround();
  const found = usePlan((state) => state.found);
  useEffect(() => () => unmarkAreas('plan'), []);
  return (
    <section className="planner-pane" aria-label="Where next">
      <div className="planner-pane-head">
        <h2 className="section-title">Where next</h2>
        <IconButton
          label="Back to the table of areas"
          icon={<X size={16} />}
          onPress={() => useProvision.setState({ lower: null })}
        />
      </div>
      <PlanProgress />
      {found === null || ground === null ? (
        <EmptyState title="No sites are chosen" actions={<Button onPress={ask}>Where next…</Button>} />
      ) : (
        <PlacingView found={found} ground={ground} onAgain={ask} onLeave={nothing}>
          <Button onPress={ask}>Change the question…</Button>
        </PlacingView>
      )}
    </section>
  );
}
