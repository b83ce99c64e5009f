import { Shield } from 'lucide-react';
import { getPolicy } from '#contract';
import { useLeavingProgress, useSession } from '../../state/index.ts';
import { Button } from '../../ui/index.ts';

/** Always in sight: under which policy whatever leaves does so, and how far it is worked out. Pressed, it can be chosen. */
export function PolicySign({ onChoose }: { onChoose: () => void }) {
  const policy = useSession((state) => state.info?.policy);
  const share = useLeavingProgress((state) => state.share);
  if (policy === undefined) return null;
  const { name } = getPolicy(policy.id);
  return (
    <Button look="plain" onPress={onChoose}>
      <Shield size={14} aria-hidden />
      <span>
        Disclosure policy: {name}
        {policy.isChosen ? '' : ' (usual)'}
        {share === null || share === 0 || share === 1
          ? ''
          : ` · working out what may leave, ${Math.floor(100 * share)} %`}
      </span>
    </Button>
  );
}
