import { useSession } from '../../state/index.ts';
import { Select } from '../../ui/index.ts';
import { FirstOffer } from './FirstOffer.tsx';

interface KnownIndicatorProps {
  label: string;
  value: string;
  onChange: (indicator: string) => void;
  error?: string | undefined;
  isNeeded: boolean;
}

/** A choice of one of the indicators of the workspace: a benchmark of any other has nothing to be set beside. */
export function KnownIndicator({ value, onChange, ...rest }: KnownIndicatorProps) {
  const indicators = useSession((state) => state.description?.indicators) ?? [];
  if (indicators.length === 0)
    return (
      <FirstOffer
        problem="The workspace has no indicators yet. The numbers for areas come first: those of another file are imported before this one."
        family="observations"
        action="Import observations first…"
      />
    );
  return (
    <Select
      {...rest}
      options={indicators.map(({ id, name }) => ({ id, name: id, detail: name }))}
      value={indicators.some(({ id }) => id === value) ? value : null}
      onChange={onChange}
      placeholder="Choose an indicator"
    />
  );
}
