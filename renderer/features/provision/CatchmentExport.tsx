import type { TableContent } from '#contract';
import { exportTable, useProvision, useTravel } from '../../state/index.ts';
import { ExportMenu } from '../../ui/index.ts';

/** Writes the catchment that is drawn, area by area, as a file. */
export function CatchmentExport() {
  const travel = useTravel();
  const catchment = useProvision((state) => state.catchment);
  if (catchment === null || catchment.found === null) return null;
  const { place, geography } = catchment;
  const end = 'site' in place ? { site: place.site } : { lon: place.lon, lat: place.lat };
  const content: TableContent = {
    kind: 'catchment',
    request: { place: end, travel, geography, points: null },
  };
  return (
    <div className="provision-buttons">
      <ExportMenu
        label="Export the catchment"
        kind="catchment"
        onExport={(chosen) => exportTable(content, chosen, 'catchment')}
        isDisabled={catchment.loading}
      />
    </div>
  );
}
