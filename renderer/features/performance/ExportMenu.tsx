import { Download } from 'lucide-react';
import { exportFormats, type ExportFormat, type TableContent } from '#contract';
import { exportTable } from '../../state/index.ts';
import { Button, Menu } from '../../ui/index.ts';

const formatWords: Record<ExportFormat, string> = {
  csv: 'CSV',
  xlsx: 'Excel workbook',
  geojson: 'GeoJSON',
  gpkg: 'GeoPackage',
};

/** Writes what the dialog shows as a file with every fact about it. */
export function ExportMenu({ content, fileName }: { content: TableContent; fileName: string }) {
  // A funnel lies nowhere on a map.
  const formats = exportFormats.filter(
    (format) => content.kind === 'reach' || format === 'csv' || format === 'xlsx',
  );
  return (
    <Menu
      label="Export performance"
      sections={[
        {
          id: 'formats',
          items: formats.map((format) => ({
            id: format,
            name: formatWords[format],
            onAction: () => void exportTable(content, format, fileName),
          })),
        },
      ]}
      trigger={
        <Button>
          <Download size={16} aria-hidden /> Export…
        </Button>
      }
    />
  );
}
