import { PinpointError, reviveError, type ImportTrial, type Inspection } from '#contract';
import type { FoundSets, ListedPoint } from '#data/import';
import type { TreatedGroup } from '../disclosure/index.ts';
import type { Work } from '../threads/index.ts';
import { lookBudget, type LookBudget } from './budget.ts';
import { startLook } from './look-thread.ts';
import type { LookAnswer, LookQuestion } from './look-worker.ts';

export type { LookBudget } from './budget.ts';
export { makeTreating, type Treating } from './treating.ts';

interface Found {
  inspect: Inspection;
  try: ImportTrial;
  points: ListedPoint[];
  sets: FoundSets;
  treat: TreatedGroup;
}

type Question<Kind extends LookQuestion['kind']> = Extract<LookQuestion, { kind: Kind }>;

interface LookOptions {
  /** The name that the asker gave: a newer look of the same name takes the place of an older one. null = none. */
  name: string | null;
  /** The workspace that the files are compared with; null = none is open. */
  workspace: string | null;
  /** Hears how much is done, from 0 to 1, where the look can tell. */
  onProgress?: (share: number) => void;
}

/**
 * Looks at files that a person chose, whoever made them, and at what may leave a workspace, in threads beside it: the backend goes
 * on answering, a look that takes too long or too much memory is refused, and one that is not wanted any more is ended at once,
 * whatever it does.
 */
export interface Looks {
  /** Throws what reading the files throws, `input_refused` beyond the budget, and `cancelled` where the look was ended. */
  look<Kind extends LookQuestion['kind']>(
    question: Question<Kind>,
    options: LookOptions,
  ): Promise<Found[Kind]>;
  /** Ends the look of that name, if there is one. */
  cancel(name: string): void;
  /** Ends all looks. */
  cancelAll(): void;
  /** Ends all looks, after which none has the workspace open; false where a thread goes on in native code. Another may begin afterwards. */
  close(): Promise<boolean>;
}

interface LooksOptions {
  /** A fresh folder for what is unpacked and staged during one look; it is removed with it. */
  makeFolder: () => string;
  budget?: Partial<LookBudget>;
}

const cancelled = 'The look was cancelled.';

/** Looks at a time; more wait for one of them to end. */
const mostThreads = 2;

interface Asked extends LookOptions {
  question: LookQuestion;
  resolve: (found: unknown) => void;
  reject: (error: Error) => void;
}

/** The looks of one backend. A look takes the thread of this process that has ended one well and waits, else a new one. */
export function makeLooks({ makeFolder, budget = {} }: LooksOptions): Looks {
  return new LookDesk(makeFolder, { ...lookBudget, ...budget });
}

class LookDesk implements Looks {
  private readonly makeFolder: () => string;
  private readonly budget: LookBudget;
  private waiting: Asked[] = [];
  private readonly working = new Map<Asked, Work>();
  /** With those that are answered and not let go of yet. */
  private readonly begun = new Set<Work>();

  constructor(makeFolder: () => string, budget: LookBudget) {
    this.makeFolder = makeFolder;
    this.budget = budget;
  }

  look<Kind extends LookQuestion['kind']>(
    question: Question<Kind>,
    options: LookOptions,
  ): Promise<Found[Kind]> {
    if (options.name !== null) this.drop(options.name, 'A newer look took its place.');
    return new Promise<Found[Kind]>((resolve, reject) => {
      this.waiting.push({ ...options, question, resolve: resolve as Asked['resolve'], reject });
      this.serveNext();
    });
  }

  cancel(name: string): void {
    this.drop(name, cancelled);
  }

  cancelAll(): void {
    for (const asked of [...this.waiting, ...this.working.keys()]) this.end(asked, cancelled);
  }

  async close(): Promise<boolean> {
    for (const asked of [...this.waiting, ...this.working.keys()])
      this.end(asked, 'The workspace was closed before the look had ended.');
    const ended = await Promise.all([...this.begun].map((work) => work.stop()));
    return ended.every(Boolean);
  }

  private drop(name: string, reason: string): void {
    for (const asked of [...this.waiting, ...this.working.keys()])
      if (asked.name === name) this.end(asked, reason);
  }

  /** A thread at work does not listen, so it is stopped; the next look gets a new one. */
  private end(asked: Asked, reason: string): void {
    this.waiting = this.waiting.filter((each) => each !== asked);
    this.retire(asked);
    asked.reject(new PinpointError('cancelled', reason));
    this.serveNext();
  }

  private retire(asked: Asked): void {
    void this.working.get(asked)?.stop();
    this.working.delete(asked);
  }

  private serveNext(): void {
    if (this.working.size >= mostThreads) return;
    const asked = this.waiting.shift();
    if (asked === undefined) return;
    const { question, workspace, onProgress = () => undefined } = asked;
    const { answer, work } = startLook({
      request: { question, workspace },
      folder: this.makeFolder(),
      budget: this.budget,
      onProgress,
    });
    this.working.set(asked, work);
    this.begun.add(work);
    void work.over.then(() => this.begun.delete(work));
    void answer.then(
      (made) => this.finish(asked, made),
      (error: Error) => this.fail(asked, error),
    );
  }

  private finish(asked: Asked, answer: LookAnswer): void {
    if (!this.working.delete(asked)) return;
    if ('failed' in answer) asked.reject(reviveError(answer.failed));
    else asked.resolve(answer.found);
    this.serveNext();
  }

  private fail(asked: Asked, error: Error): void {
    if (!this.working.has(asked)) return;
    this.retire(asked);
    asked.reject(error);
    this.serveNext();
  }
}
