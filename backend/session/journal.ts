import type { Basis } from '#contract';
import type { MadeChange, Step } from '#data/workspace';

/** A change of the open workspace, and the client who made it; null = a program that is not Pinpoint. */
export interface NotedChange extends Omit<MadeChange, 'step'> {
  client: string | null;
  /** ISO instant. */
  at: string;
}

/**
 * Who changed the open workspace since it was opened. It is of this process and this opening: what was changed before is
 * nobody's here, and anybody may take it back.
 */
export interface Journal {
  note(change: MadeChange, client: string): void;
  /** Notes everything up to this revision that nobody has noted yet: what a job or another program did. */
  noteRest(until: number, change: Omit<NotedChange, 'revision' | 'at'>, steps: Step[]): void;
  /** Notes everything up to this revision as done by a program that is not Pinpoint, which makes no steps. */
  noteOutside(until: number, at: string): void;
  /**
   * What others than this client did after a revision that takes its ground from a call with this basis. `working`: the
   * client has a job at work, which may have made what nobody has noted yet.
   */
  listAgainst(
    basis: Basis,
    seen: number,
    by: { client: string; working: boolean; now: number },
  ): NotedChange[];
  /** Who made, undid or redid a step last; undefined where that was before the workspace was opened. */
  findOwner(step: number): string | null | undefined;
}

const mostNoted = 1000;

/** By a program that is not Pinpoint: nobody knows what it was. */
const outside = { client: null, kind: 'import', title: '' } as const;

/** Begins the journal of a workspace that has just been opened: at its revision, with the steps it has. `now` is its clock. */
export function makeJournal(
  openedAt: number,
  steps: Step[],
  clock: () => string = () => new Date().toISOString(),
): Journal {
  const noted = new Map<number, NotedChange>();
  const owners = new Map<number, string | null>();
  let newestStep = Math.max(0, ...steps.map(({ id }) => id));
  let begin = openedAt;

  function put(change: NotedChange): void {
    noted.set(change.revision, change);
    for (const oldest of noted.keys()) {
      if (noted.size <= mostNoted) break;
      noted.delete(oldest);
      begin = oldest;
    }
  }

  function putRest(until: number, change: Omit<NotedChange, 'revision'>): void {
    for (let revision = begin + 1; revision <= until; revision += 1)
      if (!noted.has(revision)) put({ ...change, revision });
  }

  return {
    note({ step, ...change }, client) {
      if (noted.has(change.revision)) return;
      put({ ...change, client, at: clock() });
      if (step === null) return;
      owners.set(step, client);
      newestStep = Math.max(newestStep, step);
    },

    noteRest(until, change, now) {
      putRest(until, { ...change, at: clock() });
      for (const { id } of now.filter((step) => step.id > newestStep)) {
        owners.set(id, change.client);
        newestStep = Math.max(newestStep, id);
      }
    },

    noteOutside: (until, at) => putRest(until, { ...outside, at }),

    listAgainst(basis, seen, { client, working, now }) {
      const first = Math.max(seen, now - mostNoted) + 1;
      return Array.from({ length: Math.max(0, now - first + 1) }, (_, at) => first + at)
        .filter((revision) => noted.has(revision) || !working)
        .map((revision) => noted.get(revision) ?? { ...outside, revision, at: clock() })
        .filter((change) => change.client !== client && takesGround(change, basis));
    },

    findOwner: (step) => owners.get(step),
  };
}

function takesGround({ kind }: NotedChange, basis: Basis): boolean {
  if (kind === 'note') return false;
  return basis === 'everything' || (basis === 'rule' && kind === 'targeting');
}
