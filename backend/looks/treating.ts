import { PinpointError, type DisclosurePolicy } from '#contract';
import { nameGroup, type GroupName, type TreatedGroup } from '../disclosure/index.ts';
import type { Looks } from './index.ts';

/** Of which counts, in which state of which workspace, it is asked what may leave. */
export interface TreatQuestion {
  group: GroupName;
  policy: DisclosurePolicy;
  /** Where the workspace lies, and as what it was read. */
  workspace: string;
  revision: number;
}

/**
 * Works out what may leave beside the backend, which goes on answering. Whoever asks the same shares one look; it is ended when
 * nobody waits for it any more.
 */
export interface Treating {
  /**
   * What may leave of counts. `look`: the name by which the asker may leave; it waits for one policy only, so that asking for another
   * leaves the one before. Throws what treating throws, and `cancelled` for who has left.
   */
  treat(question: TreatQuestion, look: string | null): Promise<TreatedGroup>;
  /** Who asked under that name does not wait any more. */
  cancel(look: string): void;
  /** Nobody waits any more. */
  cancelAll(): void;
  /** Ends all work, after which nothing has the workspace open; false where a thread goes on in native code. More may begin afterwards. */
  close(): Promise<boolean>;
}

interface Asker {
  look: string | null;
  resolve: (group: TreatedGroup) => void;
  reject: (error: unknown) => void;
}

interface UnderWay {
  policy: DisclosurePolicy;
  askers: Asker[];
  share: number;
}

/**
 * Treats by looks of its own, so that files need not wait for it. `tell` hears how much is done of all that is being worked out,
 * from 0 to 1; null = nothing is any more.
 */
export function makeTreating(looks: Looks, tell: (share: number | null) => void): Treating {
  const underWay = new Map<string, UnderWay>();

  function tellShare(): void {
    const all = [...underWay.values()];
    tell(all.length === 0 ? null : all.reduce((sum, { share }) => sum + share, 0) / all.length);
  }

  function start(key: string, { group, policy, workspace }: TreatQuestion): UnderWay {
    const begun: UnderWay = { policy, askers: [], share: 0 };
    underWay.set(key, begun);
    const onProgress = (share: number): void => {
      begun.share = share;
      if (underWay.get(key) === begun) tellShare();
    };
    const end = (answer: (asker: Asker) => void): void => {
      if (underWay.get(key) === begun) underWay.delete(key);
      begun.askers.forEach(answer);
      tellShare();
    };
    looks.look({ kind: 'treat', group, policy }, { name: key, workspace, onProgress }).then(
      (found) => end(({ resolve }) => resolve(found)),
      (error: unknown) => end(({ reject }) => reject(error)),
    );
    tellShare();
    return begun;
  }

  function leave(look: string, keeps: (one: UnderWay) => boolean): void {
    for (const [key, one] of underWay) {
      const leaving = keeps(one) ? [] : one.askers.filter((asker) => asker.look === look);
      one.askers = one.askers.filter((asker) => !leaving.includes(asker));
      for (const { reject } of leaving)
        reject(new PinpointError('cancelled', 'Nobody waits for what may leave any more.'));
      if (leaving.length === 0 || one.askers.length > 0) continue;
      underWay.delete(key);
      looks.cancel(key);
    }
    tellShare();
  }

  return {
    treat(question, look) {
      const { group, policy, workspace, revision } = question;
      if (look !== null) leave(look, (one) => one.policy === policy);
      const key = JSON.stringify([nameGroup(group), policy, workspace, revision]);
      const one = underWay.get(key) ?? start(key, question);
      return new Promise((resolve, reject) => one.askers.push({ look, resolve, reject }));
    },
    cancel: (look) => leave(look, () => false),
    cancelAll: () => looks.cancelAll(),
    close: () => looks.close(),
  };
}
