import { Download } from 'lucide-react';
import { getFormat, listFormats, type ExportDocumentKind, type ExportFormat } from '#contract';
import { Button } from './Button.tsx';
import { Menu } from './Menu.tsx';

export interface ExportMenuProps {
  /** "Export the ledger". */
  label: string;
  /** On the button, where it says less than the label: "Export". */
  words?: string;
  /** What leaves: the formats with room for it are offered. */
  kind: ExportDocumentKind;
  onExport: (format: ExportFormat) => void;
  /** Why nothing can be exported now; undefined where it can. */
  unavailable?: string | undefined;
  isDisabled?: boolean;
}

/** A button with the formats that a document can leave in. */
export function ExportMenu({
  label,
  words = label,
  kind,
  onExport,
  unavailable,
  isDisabled = false,
}: ExportMenuProps) {
  return (
    <Menu
      label={label}
      sections={[
        {
          id: 'formats',
          items: listFormats(kind).map((format) => ({
            id: format,
            name: getFormat(format).name,
            onAction: () => onExport(format),
          })),
        },
      ]}
      trigger={
        <Button unavailable={unavailable} isDisabled={isDisabled}>
          <Download size={16} aria-hidden /> {words}…
        </Button>
      }
    />
  );
}
