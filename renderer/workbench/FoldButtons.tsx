import { PanelBottom, PanelLeft, PanelRight } from 'lucide-react';
import { IconButton } from '../ui/index.ts';
import type { Panels } from './usePanels.ts';

interface FoldButtonsProps {
  panels: Panels;
  onChange: (change: Partial<Panels>) => void;
}

const verb = (isOpen: boolean): string => (isOpen ? 'Hide' : 'Show');

/** Buttons that fold the panels away and bring them back. */
export function FoldButtons({ panels, onChange }: FoldButtonsProps) {
  return (
    <div className="fold-buttons">
      <IconButton
        label={`${verb(panels.leftOpen)} the view panel`}
        icon={<PanelLeft size={16} />}
        onPress={() => onChange({ leftOpen: !panels.leftOpen })}
      />
      <IconButton
        label={`${verb(panels.bottomOpen)} the table`}
        icon={<PanelBottom size={16} />}
        onPress={() => onChange({ bottomOpen: !panels.bottomOpen })}
      />
      <IconButton
        label={`${verb(panels.rightOpen)} the rule panel`}
        icon={<PanelRight size={16} />}
        onPress={() => onChange({ rightOpen: !panels.rightOpen })}
      />
    </div>
  );
}
