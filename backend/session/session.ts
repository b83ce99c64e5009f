import { PinpointError, type DisclosurePolicy, type GeographyRef, type RuleQuestion } from '#contract';
import { asksOfProvision, type AreaTable } from '#core/targeting';
import {
  createWorkspace,
  openForReading,
  openForWriting,
  type MadeChange,
  type WorkspaceReader,
  type WorkspaceWriter,
} from '#data/workspace';
import {
  nameGroup,
  readUnderPolicy,
  type Terms,
  type TreatedGroup,
  type TreatedGroups,
} from '../disclosure/index.ts';
import { makeAreaTable } from '../figures/index.ts';
import { makeJournal, type Journal } from './journal.ts';
import { listWants, makeTravelTimeCache } from '../targets/index.ts';
import { makeTiles, type Tiles } from '../tiles/index.ts';
import { makeTravelDesk, type AccessWant, type TravelDesk } from '../travel/index.ts';

type Question = Pick<RuleQuestion, 'rule' | 'order' | 'geography' | 'period'>;

/** One open workspace: its handle, and what is kept of it between calls. */
export interface Session {
  /** What it is known by. */
  path: string;
  /** Where its handles open it: the same, but of a rescued one a copy. */
  openedPath: string;
  /** Of one whose file was lost while it was open: what became of it, in a sentence. */
  rescued: string | null;
  /** What another program broke in it since it was opened, in a sentence: then nothing more is changed in it. */
  broken: string | null;
  /** Whether a change of another program has still to be written down in the file. */
  isUnsettled: boolean;
  isReadOnly: boolean;
  reader: WorkspaceReader;
  /** The same as it is, where this one is treated. */
  atTheDesk: Session;
  /** The writing handle; throws `read_only` where the workspace cannot be written (any more). */
  writer(): WorkspaceWriter;
  /** The numbers of a geography as of now; kept until the workspace changes. */
  table(geography: GeographyRef): AreaTable;
  /**
   * The same once the travel times that the questions speak of have been worked out: undefined where they need none, so
   * that ordinary rules do not wait. Throws what measuring travel throws.
   */
  prepareAccess(questions: Question[]): Promise<void> | undefined;
  /** The same workspace as it may leave: its reader and all of its numbers are treated. It knows what was asked of it, and is for one document. */
  under(terms: Terms): Session;
  /** Keeps what was treated elsewhere, of the workspace as it was at a revision, for `under`; nothing where it has changed since. */
  keepTreated(group: TreatedGroup, of: { policy: DisclosurePolicy; revision: number }): void;
  /** What was treated so far under a policy. */
  listTreated(policy: DisclosurePolicy): TreatedGroup[];
  travel: TravelDesk;
  tiles: Tiles;
  /** What was changed last through the writing handle; null before the first change and where nothing can be written. */
  lastChange(): MadeChange | null;
  /** Who has changed it since it was opened. */
  journal: Journal;
  /** Goes on with revisions beyond this one, which belonged to another file in the same place. */
  continueAfter(revision: number): void;
  /** Answers false where a thread goes on in native code. */
  close(): Promise<boolean>;
}

/**
 * Opens a workspace for writing; where another process holds it, for reading, with the reason.
 * Throws what `openForWriting` throws for damaged, newer or foreign files.
 */
export function openSession(path: string, holder: string): Session {
  try {
    const writer = openForWriting(path, { holder });
    return makeSession(writer, writer.readOnly ? null : writer);
  } catch (error) {
    if (!(error instanceof PinpointError) || error.code !== 'workspace_held') throw error;
    return makeSession(openForReading(path), null);
  }
}

/** Makes a new empty workspace and opens it; `now` is the clock its changes are dated by. Throws `file_exists`. */
export function createSession(path: string, holder: string, now?: () => string): Session {
  const writer = createWorkspace(path, { holder, now });
  return makeSession(writer, writer);
}

/** Opens the copy of a workspace whose file was lost, for reading, in the place of the session that had it open. */
export function openRescued(copy: string, before: Session): Session {
  const session = makeSession(openForReading(copy), null, before.path);
  session.rescued = before.rescued;
  session.continueAfter(before.reader.revision());
  return session;
}

function makeSession(
  reader: WorkspaceReader,
  writer: WorkspaceWriter | null,
  knownAs: string = reader.path,
): Session {
  const tables = new Map<GeographyRef, AreaTable>();
  const treated = new Map<DisclosurePolicy, TreatedGroups>();
  const travelTimes = makeTravelTimeCache();
  let revision = reader.revision();
  const travel = makeTravelDesk(reader.path, writer === null);

  /** Forgets what held before the workspace changed. */
  function keepUp(): void {
    if (reader.revision() === revision) return;
    tables.clear();
    treated.clear();
    travelTimes.clear();
    revision = reader.revision();
  }

  function table(geography: GeographyRef): AreaTable {
    keepUp();
    const known = tables.get(geography) ?? makeAreaTable(reader, geography, travelTimes.finderFor(geography));
    tables.set(geography, known);
    return known;
  }

  /** Again where the workspace changed meanwhile. */
  async function measureTravelTimes(questions: Question[], wants: AccessWant[]): Promise<void> {
    const begun = revision;
    const access = await travel.access(wants);
    keepUp();
    if (revision !== begun) return prepareAccess(questions);
    wants.forEach((want, at) => travelTimes.keep(want, access[at]));
  }

  function prepareAccess(questions: Question[]): Promise<void> | undefined {
    const wants = listMissing(questions);
    return wants.length === 0 ? undefined : measureTravelTimes(questions, wants);
  }

  function listMissing(questions: Question[]): AccessWant[] {
    return questions
      .filter((question) => asksOfProvision(question))
      .flatMap((question) => listWants(question, table(question.geography)))
      .filter((want) => !travelTimes.has(want));
  }

  function treatedUnder(policy: DisclosurePolicy): TreatedGroups {
    keepUp();
    const known = treated.get(policy) ?? new Map();
    treated.set(policy, known);
    return known;
  }

  /** What was treated is kept until the workspace changes. Travel times hold for both: no policy changes a journey. */
  function under(terms: Terms): Session {
    const leaving = readUnderPolicy(reader, terms, treatedUnder(terms.policy));
    const leavingTables = new Map<GeographyRef, AreaTable>();
    return {
      ...session,
      reader: leaving,
      table(geography) {
        const known =
          leavingTables.get(geography) ?? makeAreaTable(leaving, geography, travelTimes.finderFor(geography));
        leavingTables.set(geography, known);
        return known;
      },
    };
  }

  const tiles = makeTiles(reader);

  const journal = makeJournal(revision, reader.listSteps());

  const session: Session = {
    path: knownAs,
    openedPath: reader.path,
    rescued: null,
    broken: null,
    isUnsettled: false,
    isReadOnly: writer === null,
    reader,
    get atTheDesk() {
      return session;
    },
    writer() {
      const stopped = session.rescued ?? session.broken;
      if (stopped !== null)
        throw new PinpointError('read_only', `Nothing was changed. ${stopped}`, {
          hint: 'Save a copy, or open the workspace again.',
        });
      if (writer === null)
        throw new PinpointError(
          'read_only',
          reader.readOnlyReason ?? 'This workspace is open for reading only.',
          {
            hint: 'Make a copy of the workspace and open the copy.',
          },
        );
      return writer;
    },
    lastChange: () => writer?.lastChange ?? null,
    table,
    prepareAccess,
    under,
    keepTreated(group, of) {
      const known = treatedUnder(of.policy);
      if (of.revision === revision) known.set(nameGroup(group), group);
    },
    listTreated: (policy) => [...treatedUnder(policy).values()],
    travel,
    tiles,
    journal,
    continueAfter(seen) {
      reader.continueAfter(seen);
      journal.noteOutside(reader.revision(), new Date().toISOString());
    },
    async close() {
      const ended = await Promise.all([tiles.close(), travel.close()]);
      reader.close();
      return ended.every(Boolean);
    },
  };
  return session;
}
