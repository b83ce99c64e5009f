import { RefreshCw } from 'lucide-react';
import {
  askForCoverage,
  useCoverageRequest,
  useCoverageRun,
  useIsCoverageStale,
  useProvision,
} from '../state/index.ts';
import { Button } from '../ui/index.ts';

/** On the map: the coverage that was drawn is about provision as it was, so it is not drawn; one click measures it anew. */
export function StaleCoverage() {
  const isStale = useIsCoverageStale();
  const shading = useProvision((state) => state.shading);
  const request = useCoverageRequest();
  const isRunning = useCoverageRun((run) => run.job !== null);
  if (!isStale || shading === null) return null;
  return (
    <div className="map-stale" role="status">
      <p>Provision has changed since coverage was measured, so the map shows the indicator.</p>
      <Button
        isDisabled={request === null || isRunning}
        onPress={() => request !== null && void askForCoverage(request)}
      >
        <RefreshCw size={16} aria-hidden /> Measure again
      </Button>
    </div>
  );
}
