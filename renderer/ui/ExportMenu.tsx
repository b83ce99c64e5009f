import { Download } from 'lucide-react';
import {
  coordinateSystemIds,
  coordinateSystems,
  getFormat,
  listCoordinateSystems,
  listFormats,
  usualCoordinateSystem,
  type ChosenFormat,
  type CoordinateSystem,
  type ExportDocumentKind,
} from '#contract';
import { Button } from './Button.tsx';
import { Menu, type MenuSection } from './Menu.tsx';

export interface ExportMenuProps {
  /** "Export the ledger". */
  label: string;
  /** On the button, where it says less than the label: "Export". */
  words?: string;
  /** What leaves: the formats with room for it are offered. */
  kind: ExportDocumentKind;
  onExport: (chosen: ChosenFormat) => void;
  /** Why nothing can be exported now; undefined where it can. */
  unavailable?: string | undefined;
  isDisabled?: boolean;
}

/** The formats of a document whose places can be in a coordinate system; in the usual one all, as there is nothing to choose. */
function listIn(
  system: CoordinateSystem,
  { kind, onExport }: Pick<ExportMenuProps, 'kind' | 'onExport'>,
): MenuSection {
  const isUsual = system === usualCoordinateSystem;
  const { name } = coordinateSystems[system];
  const formats = listFormats(kind).filter((id) => isUsual || listCoordinateSystems(id).includes(system));
  return {
    id: system,
    ...(isUsual ? {} : { title: `In the ${name}` }),
    items: formats.map((format) => ({
      id: `${format} ${system}`,
      name: isUsual ? getFormat(format).name : `${getFormat(format).name}, ${system}`,
      onAction: () => onExport({ format, system }),
    })),
  };
}

/** A button with the formats that a document can leave in, and the coordinate systems where one can be chosen. */
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
      sections={coordinateSystemIds.map((system) => listIn(system, { kind, onExport }))}
      trigger={
        <Button unavailable={unavailable} isDisabled={isDisabled}>
          <Download size={16} aria-hidden /> {words}…
        </Button>
      }
    />
  );
}
