import { statSync, truncateSync } from 'node:fs';
import { basename } from 'node:path';
import { PinpointError } from '#contract';
import type { Connection } from './connection.ts';
import { findLock, identifyFile, isHeld, isOurs } from './lock.ts';
import { enterWork, leaveWork, readWork, announceOutsideChange } from './own-work.ts';
import { isOnNetwork } from './place.ts';
import { revisionOf } from './settings.ts';

/**
 * What other programs did to an open file.
 *
 * - `changed`: they committed something.
 * - `gone`: nothing is in its place any more; the open handle is on a file without a name there.
 * - `replaced`: another file is in its place, and the open handle on the one before.
 * - `overwritten`: the very file was given other bytes. What was in it is lost, and what SQLite still holds of it is not to be trusted.
 */
export type OutsideNews = 'nothing' | 'changed' | Loss;
export type Loss = 'gone' | 'replaced' | 'overwritten';

/** Says what became of a file in a sentence. */
export function lossWords(path: string, loss: Loss): string {
  const name = basename(path);
  if (loss === 'gone') return `${name} is not in its place any more: it was deleted, moved or renamed.`;
  return `Another program has put another file in the place of ${name}.`;
}

/** The time of day of an ISO instant as a clock on the wall says it: "14:32". */
export function clockTime(instant: string): string {
  return new Date(instant).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

interface Marks {
  works: number;
  met: number;
  /** SQLite's `data_version`: moves when another connection has committed, or has laid the WAL out anew. */
  version: number;
  revision: number;
  /** When the file itself was last written, and its size. */
  written: string;
}

/**
 * Tells changes of other programs from those of this process, for one connection. The file is only ever asked for its facts
 * (`stat`): opening and closing it, or its `-shm`, would take SQLite's locks away from the whole process.
 */
export class Outside {
  private readonly connection: Connection;
  private readonly path: string;
  private readonly isHolder: boolean;
  /** Which file it is, told by the system; null on drives where that does not hold. */
  private readonly identity: string | null;
  private marks: Marks;
  private own = 0;
  private isPending = false;
  private loss: Loss | null = null;

  /** `isHolder`: of the handle that answers for the file in this process; the others tell it what they come upon. */
  constructor(connection: Connection, path: string, isHolder: boolean) {
    this.connection = connection;
    this.path = path;
    this.isHolder = isHolder;
    this.identity = isOnNetwork(path) ? null : identifyFile(path);
    this.marks = this.readMarks();
  }

  /** Looks. A change that was found is told until `forgetChange`. */
  look(): OutsideNews {
    this.loss ??= this.lookAtPlace();
    if (this.loss !== null) return this.loss;
    if (!readWork().isUnderWay) this.compare();
    return this.loss ?? (this.isPending ? 'changed' : 'nothing');
  }

  /** The change that was found is accounted for; a loss stays. */
  forgetChange(): void {
    this.isPending = false;
  }

  /** Throws `read_only` where the file is not in its place any more. */
  checkThere(): void {
    const news = this.look();
    if (news !== 'nothing' && news !== 'changed') throw lost(this.path, news);
  }

  /**
   * Runs work of ours that writes the file outside of a change, such as a checkpoint: what moves meanwhile is not for others
   * to be blamed.
   */
  asOwn<Result>(work: () => Result): Result {
    enterWork();
    try {
      return work();
    } finally {
      this.leave();
    }
  }

  /**
   * Runs the work as one change of ours. Once nobody else can commit, it looks. Throws `read_only` where the file is not in
   * its place any more, and of the holder `stale` where another program has come before since the last look.
   */
  change<Result>(work: () => Result): Result {
    let isIn = false;
    try {
      return this.connection.change(() => {
        enterWork();
        isIn = true;
        this.lookLast();
        return work();
      });
    } finally {
      if (isIn) this.leave();
    }
  }

  /**
   * Keeps the WAL of a file that was overwritten from ever being laid over the new one. Answers whether it was: then nothing
   * of ours is written any more.
   */
  abandonOverwritten(): boolean {
    if (this.look() !== 'overwritten') return false;
    if (statSync(`${this.path}-wal`, { throwIfNoEntry: false }) !== undefined)
      truncateSync(`${this.path}-wal`);
    return true;
  }

  private lookLast(): void {
    this.checkThere();
    if (!this.isPending) return;
    if (this.isHolder) throw overtaken();
    this.isPending = false;
    announceOutsideChange();
  }

  private leave(): void {
    this.own += 1;
    leaveWork();
    // A checkpoint of ours has written the file itself.
    this.marks.written = this.readWritten();
  }

  private lookAtPlace(): Loss | null {
    const now = identifyFile(this.path);
    if (now === null) return whyMissing(this.path);
    return this.identity === null || now === this.identity ? null : 'replaced';
  }

  private compare(): void {
    const before = this.marks;
    const now = this.readMarksOf(before);
    if (now === null) return;
    const after = readWork();
    // One of our threads began or ended meanwhile: what belongs to whom is told by the next look.
    if (after.isUnderWay || after.done - this.own !== now.works) return;
    this.marks = now;
    if (this.isHolder && now.met !== before.met) this.isPending = true;
    if (now.works !== before.works) return;
    const moved = { version: now.version !== before.version, written: now.written !== before.written };
    if (!moved.version && !moved.written) return;
    if (isHeldElsewhere(this.path)) this.isPending ||= now.revision !== before.revision;
    else if (moved.version) this.isPending = true;
    else this.loss = 'overwritten';
  }

  /** Null of a file that was overwritten with what SQLite cannot read. */
  private readMarksOf(before: Marks): Marks | null {
    try {
      return this.readMarks();
    } catch (error) {
      if (this.readWritten() === before.written) throw error;
      this.loss = 'overwritten';
      return null;
    }
  }

  private readMarks(): Marks {
    const { done, met } = readWork();
    const version = Number(this.connection.pragma('data_version'));
    const revision = revisionOf(this.connection);
    return { works: done - this.own, met, version, revision, written: this.readWritten() };
  }

  private readWritten(): string {
    const facts = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    return facts === undefined ? '' : `${facts.mtimeNs} ${facts.size}`;
  }
}

/** A file of which the system says nothing may be out of reach for a moment: it is gone where the system says so. */
function whyMissing(path: string): Loss | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined ? 'gone' : null;
  } catch {
    return null;
  }
}

/** Whether another process of ours has the file open for work: its changes move the revision on, and nothing else does. */
function isHeldElsewhere(path: string): boolean {
  const lock = findLock(path);
  return lock !== undefined && !isOurs(lock) && isHeld(lock);
}

/** The refusal of a change to a file that is not in its place. */
export function lost(path: string, loss: Loss): PinpointError {
  return new PinpointError('read_only', `Nothing was changed. ${lossWords(path, loss)}`, {
    file: basename(path),
    hint: 'Save a copy of what is still open, or open the file again from where it is.',
  });
}

/** The refusal of a change that another program came before, at the last moment. */
export function overtaken(): PinpointError {
  return new PinpointError(
    'stale',
    'Nothing was changed: since you last saw it, another program has changed the workspace.',
    { hint: 'See whether your change still holds, then make it again.' },
  );
}
