import { Shield } from 'lucide-react';
import { getPolicy } from '#contract';
import { useSession } from '../../state/index.ts';
import { Button } from '../../ui/index.ts';

/** Always in sight: under which policy whatever leaves does so. Pressed, it can be chosen. */
export function PolicySign({ onChoose }: { onChoose: () => void }) {
  const policy = useSession((state) => state.info?.policy);
  if (policy === undefined) return null;
  const { name } = getPolicy(policy.id);
  return (
    <Button look="plain" onPress={onChoose}>
      <Shield size={14} aria-hidden />
      <span>
        Disclosure policy: {name}
        {policy.isChosen ? '' : ' (usual)'}
      </span>
    </Button>
  );
}
