import { useState } from 'react';
import type { DisclosureOverride } from '#contract';
import { Button } from './Button.tsx';
import { Callout } from './Callout.tsx';
import { TextField } from './TextField.tsx';

export interface OverrideFormProps {
  /** Who is likely to say it. */
  by?: string;
  isBusy?: boolean;
  onOverride: (override: DisclosureOverride) => void;
}

/** What is still missing, in a sentence; undefined where both are said. */
function findMissing({ reason, by }: DisclosureOverride): string | undefined {
  const missing = [...(reason.trim() === '' ? ['a reason'] : []), ...(by.trim() === '' ? ['a name'] : [])];
  return missing.length === 0 ? undefined : `Write ${missing.join(' and ')} first.`;
}

/** Lets something that was stopped leave, in somebody's name and for a reason. */
export function OverrideForm({ by: likely = '', isBusy = false, onOverride }: OverrideFormProps) {
  const [reason, setReason] = useState('');
  const [typed, setBy] = useState<string | null>(null);
  const by = typed ?? likely;
  return (
    <Callout tone="warning" title="Let it leave all the same">
      <p>
        Single people may be told from it then. Do so only if whoever answers for the data agrees. The reason
        and the name are kept in the log of what left.
      </p>
      <TextField label="Reason" value={reason} onChange={setReason} lines={2} isNeeded />
      <TextField label="Who answers for it" value={by} onChange={setBy} isNeeded />
      <div className="callout-actions">
        <Button
          look="danger"
          isDisabled={isBusy}
          unavailable={findMissing({ reason, by })}
          onPress={() => onOverride({ reason: reason.trim(), by: by.trim() })}
        >
          Let it leave
        </Button>
      </div>
    </Callout>
  );
}
