import type { ImportFamily } from '#contract';
import { attempt, getHost } from '../../state/index.ts';
import { Button } from '../../ui/index.ts';
import { acceptedEndings } from './family-choices.ts';
import { addFiles } from './queue.ts';

export interface FirstOfferProps {
  /** Why nothing can be chosen yet. */
  problem: string;
  family: ImportFamily;
  /** What the button does: "Choose boundaries…". */
  action: string;
}

/** What has to be imported before this file, and a button that takes it into the same queue: it is imported first. */
export function FirstOffer({ problem, family, action }: FirstOfferProps) {
  const choose = async (): Promise<void> => {
    const chosen = await attempt(() => getHost().shell.pickFiles(acceptedEndings(family), true));
    if (chosen !== undefined && chosen.length > 0) await addFiles(chosen, family);
  };
  return (
    <div className="first-offer">
      <p className="field-error">{problem}</p>
      <Button onPress={() => void choose()}>{action}</Button>
    </div>
  );
}
