import { Download } from 'lucide-react';
import { exportFormats, type ExportFormat, type TableContent } from '#contract';
import { exportTable, useProvision, useTravel } from '../../state/index.ts';
import { Button, Menu } from '../../ui/index.ts';

const formatWords: Record<ExportFormat, string> = {
  csv: 'CSV',
  xlsx: 'Excel workbook',
  geojson: 'GeoJSON',
  gpkg: 'GeoPackage',
};

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
      <Menu
        label="Export the catchment"
        sections={[
          {
            id: 'formats',
            items: exportFormats.map((format) => ({
              id: format,
              name: formatWords[format],
              onAction: () => void exportTable(content, format, 'catchment'),
            })),
          },
        ]}
        trigger={
          <Button isDisabled={catchment.loading}>
            <Download size={16} aria-hidden /> Export the catchment…
          </Button>
        }
      />
    </div>
  );
}
