import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup, TooltipTrigger } from 'react-aria-components';
import { Tooltip } from './Tooltip.tsx';

export interface Segment<Id extends string> {
  id: Id;
  name: string;
  icon?: ReactNode;
}

export interface SegmentsProps<Id extends string> {
  label: string;
  segments: readonly Segment<Id>[];
  value: Id;
  onChange: (id: Id) => void;
}

/** A choice of one out of a few, all in sight. Segments with an icon show their name as a tooltip. */
export function Segments<Id extends string>({ label, segments, value, onChange }: SegmentsProps<Id>) {
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = segments.find((segment) => keys.has(segment.id));
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      {segments.map(({ id, name, icon }) =>
        icon === undefined ? (
          <ToggleButton key={id} id={id} className="segment">
            {name}
          </ToggleButton>
        ) : (
          <TooltipTrigger key={id} delay={500}>
            <ToggleButton id={id} className="segment segment-icon" aria-label={name}>
              {icon}
            </ToggleButton>
            <Tooltip>{name}</Tooltip>
          </TooltipTrigger>
        ),
      )}
    </ToggleButtonGroup>
  );
}
