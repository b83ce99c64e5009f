import {
  PinpointError,
  type Delivery,
  type DisclosurePolicy,
  type MapStyle,
  type Programme,
  type Provider,
  type Sensitivity,
  type Site,
  type Targeting,
} from '#contract';
import { basename } from 'node:path';
import { inSentences } from '#data/files';
import { backupPath, copyNow } from './backup.ts';
import { forgetCatchments, saveCatchment } from './catchments.ts';
import { Dictionary, readRowChanges, removeUnused } from './dictionary.ts';
import {
  changeRow,
  findRow,
  getRow,
  writeDelivery,
  writeProgramme,
  writeProvider,
  writeSite,
  type Edit,
} from './edits.ts';
import type {
  CatchmentDraft,
  ExportEntry,
  ExportStatement,
  Forgotten,
  New,
  RateDefinition,
  WorkspaceWriter,
} from './interfaces.ts';
import type { ReleaseDraft, Staging } from './interfaces-of-staging.ts';
import { cleanFile, forgetReleases } from './forget.ts';
import { recordExport } from './exports.ts';
import { getGeography } from './geographies.ts';
import {
  countLooseProvision,
  dropUndone,
  findNext,
  findObstacle,
  forgetCommands,
  getStep,
  isAsLeft,
  listTouched,
  recordCommand,
  travelThrough,
  withdrawRelease,
  type CommandKind,
  type CommandRow,
} from './history.ts';
import type { Connection } from './connection.ts';
import { findLock, isOurs, markBackedUp } from './lock.ts';
import { clockTime } from './outside.ts';
import { publishStaged } from './publish.ts';
import { defineRate } from './rates.ts';
import { Reader, type HandleFacts } from './reader.ts';
import { getRelease } from './releases.ts';
import {
  findOutsideChange,
  putSetting,
  readSensitivities,
  readTimetableChoices,
  type OutsideChange,
} from './settings.ts';
import { StagingFile } from './staging.ts';
import type { MadeChange } from './types.ts';
import { refreshViews } from './views.ts';

interface Work {
  kind: CommandKind;
  title: string;
  /** Whether rows that others refer to may go: then references are kept by the work itself. */
  loosely?: boolean;
  /** Makes the change and names the release it is about. */
  work: (dictionary: Dictionary, now: string) => number | null;
}

/** The writing half of a workspace. */
export class Writer extends Reader implements WorkspaceWriter {
  lastChange: MadeChange | null = null;
  private readonly now: () => string;

  constructor(connection: Connection, facts: HandleFacts & { now: () => string }) {
    super(connection, facts);
    this.now = facts.now;
  }

  publish(staging: Staging, draft: ReleaseDraft): { release: number } {
    if (!(staging instanceof StagingFile)) throw new PinpointError('internal', 'This staging is not ours.');
    this.makeReady();
    staging.seal();
    this.connection.run('ATTACH ? AS stage', staging.path);
    try {
      const release = this.command({
        kind: 'import',
        title: `Import ${draft.title}`,
        loosely: true,
        work: (dictionary, now) => publishStaged(this.connection, dictionary, { draft, now }),
      });
      return { release: release! };
    } finally {
      this.connection.exec('DETACH stage');
    }
  }

  defineRate(definition: RateDefinition): void {
    this.command({
      kind: 'rate',
      title: `Define ${definition.id}`,
      work: (dictionary) => {
        defineRate(dictionary, definition);
        return null;
      },
    });
  }

  setTargeting(targeting: Targeting): void {
    this.command({
      kind: 'targeting',
      title: 'Change the rule',
      work: (dictionary) => {
        dictionary.setting('targeting', JSON.stringify(targeting));
        return null;
      },
    });
  }

  setStyle(style: MapStyle): void {
    this.command({
      kind: 'style',
      title: 'Change the classes of the map',
      work: (dictionary) => {
        dictionary.setting('style', JSON.stringify(style));
        return null;
      },
    });
  }

  setPolicy(policy: DisclosurePolicy | null): void {
    this.command({
      kind: 'disclosure',
      title: policy === null ? 'Use the usual disclosure policy' : `Use the disclosure policy ${policy}`,
      work: (dictionary) => {
        dictionary.setting('policy', JSON.stringify(policy));
        return null;
      },
    });
  }

  classifyRelease(id: number, sensitivity: Sensitivity): void {
    const { title } = getRelease(this.connection, id);
    const choices = readSensitivities(this.connection).set(id, sensitivity);
    this.command({
      kind: 'disclosure',
      title: `Call ${title} ${sensitivity}`,
      work: (dictionary) => {
        dictionary.setting('sensitivities', JSON.stringify(Object.fromEntries(choices)));
        return null;
      },
    });
  }

  chooseTimetable(release: number, choice: boolean | null): void {
    const known = this.listTimetables().find((timetable) => timetable.release === release);
    if (known === undefined)
      throw new PinpointError('not_found', `Release ${release} has no timetable.`, {
        found: String(release),
      });
    const choices = readTimetableChoices(this.connection);
    if (choice === null) choices.delete(release);
    else choices.set(release, choice);
    this.command({
      kind: 'provision',
      title: `Change the use of ${known.title}`,
      work: (dictionary) => {
        dictionary.setting('timetables', JSON.stringify(Object.fromEntries(choices)));
        return null;
      },
    });
  }

  setSynthetic(): void {
    this.note(() => putSetting(this.connection, 'synthetic', '1'));
  }

  deleteRelease(id: number): void {
    const { title } = getRelease(this.connection, id);
    this.command({
      kind: 'delete',
      title: `Delete ${title}`,
      loosely: true,
      work: (dictionary) => {
        withdrawRelease(this.connection, id);
        removeUnused(this.connection, dictionary, id);
        return id;
      },
    });
  }

  saveProvider(provider: New<Provider>): { id: string } {
    const title = `${this.verb('provider', provider.id)} ${provider.name}`;
    return this.edit(title, (edit) => writeProvider(edit, provider));
  }

  saveProgramme(programme: New<Programme>): { id: string } {
    const title = `${this.verb('programme', programme.id)} ${programme.name}`;
    return this.edit(title, (edit) => writeProgramme(edit, programme));
  }

  saveSite(site: New<Site>): { id: string } {
    return this.edit(`${this.verb('site', site.id)} ${site.name}`, (edit) => writeSite(edit, site));
  }

  saveDelivery(delivery: New<Delivery>): { id: string } {
    const verb = this.verb('delivery', delivery.id);
    const names = `${this.nameOf('programme', delivery.programme)} at ${this.nameOf('site', delivery.site)}`;
    return this.edit(`${verb} ${names}`, (edit) => writeDelivery(edit, delivery));
  }

  moveSite(id: string, { lon, lat }: { lon: number; lat: number }): void {
    this.edit(`Move ${this.nameOf('site', id)}`, (edit) => changeRow(edit, 'site', [id, { lon, lat }]));
  }

  endSite(id: string, lastDay: string | null): void {
    const title = `${lastDay === null ? 'Reopen' : 'End'} ${this.nameOf('site', id)}`;
    this.edit(title, (edit) => changeRow(edit, 'site', [id, { last_day: lastDay }]));
  }

  endDelivery(id: string, lastDay: string | null): void {
    const { programme, site } = getRow(this.connection, 'delivery', id);
    const names = `${this.nameOf('programme', String(programme))} at ${this.nameOf('site', String(site))}`;
    const title = `${lastDay === null ? 'Resume' : 'End'} ${names}`;
    this.edit(title, (edit) => changeRow(edit, 'delivery', [id, { last_day: lastDay }]));
  }

  saveCatchment(draft: CatchmentDraft): void {
    this.makeReady();
    const geography = getGeography(this.connection, draft.geography);
    const areas = this.columns(draft.geography);
    this.outside.change(() => saveCatchment(this.connection, { draft, geography, areas, now: this.now() }));
  }

  forgetCatchments(): void {
    this.makeReady();
    this.outside.change(() => forgetCatchments(this.connection));
  }

  undo(step?: number): void {
    this.travel('undo', step);
  }

  redo(step?: number): void {
    this.travel('redo', step);
  }

  forget(release: number | null): Forgotten {
    this.checkWritable();
    this.connection.pragma('secure_delete = ON');
    const forgotten = this.withoutForeignKeys(() =>
      this.changeAtOnce(() => forgetReleases(this.connection, release)),
    );
    inSentences(basename(this.path), () => this.outside.asOwn(() => cleanFile(this.connection)));
    markBackedUp(this.path);
    return forgotten;
  }

  forgetHistory(): void {
    this.note(() => forgetCommands(this.connection));
  }

  noteOutside(): void {
    this.checkWritable();
    const at = this.now();
    this.connection.impatiently(() =>
      this.outside.change(() => {
        forgetCatchments(this.connection);
        const step = this.listSteps()[0]?.id ?? 0;
        putSetting(this.connection, 'outside', JSON.stringify({ at, step } satisfies OutsideChange));
        putSetting(this.connection, 'revision', String(this.revision()));
      }),
    );
    this.ahead = 0;
    this.keepWhole();
  }

  recordExport(entry: ExportEntry & { statements: readonly ExportStatement[] }): void {
    this.note((at) => recordExport(this.connection, { ...entry, at }));
  }

  private verb(table: 'provider' | 'programme' | 'site' | 'delivery', id: string | null): string {
    return id === null || findRow(this.connection, table, id) === undefined ? 'Add' : 'Change';
  }

  private nameOf(table: 'programme' | 'site', id: string): string {
    return String(findRow(this.connection, table, id)?.['name'] ?? id);
  }

  /** Carries out one change of provision by hand. */
  private edit<Id extends string | void>(title: string, work: (edit: Edit) => Id): { id: Id } {
    let id: Id;
    this.command({
      kind: 'provision',
      title,
      work: (dictionary, now) => {
        id = work({ connection: this.connection, dictionary, now });
        return null;
      },
    });
    return { id: id! };
  }

  private travel(direction: 'undo' | 'redo', step: number | undefined): void {
    const command =
      step === undefined ? findNext(this.connection, direction) : getStep(this.connection, step, direction);
    if (command === undefined) throw new PinpointError('conflict', `There is nothing to ${direction}.`);
    const isOutOfTurn = command.id !== findNext(this.connection, direction)!.id;
    const verb = direction === 'undo' ? 'Undo' : 'Redo';
    const { id, kind, release } = command;
    this.withoutForeignKeys(() =>
      this.change({ kind, title: `${verb} ${command.title}` }, (now) => {
        if (isOutOfTurn || direction === 'redo') this.checkWay(command, direction);
        this.checkOutside(command, direction);
        const loose = countLooseProvision(this.connection);
        travelThrough(this.connection, command, direction);
        // Only what others did can lie between, and it may speak of what goes.
        if (countLooseProvision(this.connection) > loose) throw inTheWay(command, direction);
        if (!touchesData(kind)) return id;
        const rows = readRowChanges(command.rows);
        refreshViews(this.connection, now, listTouched(this.connection, { release, rows }));
        return id;
      }),
    );
  }

  private checkWay(command: CommandRow, direction: 'undo' | 'redo'): void {
    const obstacle = findObstacle(this.connection, command, direction);
    if (obstacle !== undefined) throw inTheWay(command, direction, obstacle);
  }

  /** What another program changed is neither taken out nor written over by the way. */
  private checkOutside(command: CommandRow, direction: 'undo' | 'redo'): void {
    const change = findOutsideChange(this.connection);
    const isOlder = change !== undefined && command.release !== null && command.id <= change.step;
    if (isOlder || !isAsLeft(this.connection, command, direction))
      throw changedOutside(command, { direction, name: basename(this.path), at: isOlder ? change.at : null });
  }

  /** Carries out an undoable command. */
  private command({ kind, title, loosely, work }: Work): number | null {
    let release: number | null = null;
    const carryOut = (): void =>
      this.change({ kind, title }, (now) => {
        dropUndone(this.connection);
        const dictionary = new Dictionary(this.connection);
        release = work(dictionary, now);
        const command = { at: now, kind, title, release, rows: dictionary.changes };
        if (touchesData(kind)) refreshViews(this.connection, now, listTouched(this.connection, command));
        return recordCommand(this.connection, command);
      });
    if (loosely === true) this.withoutForeignKeys(carryOut);
    else carryOut();
    return release;
  }

  /** A change that is no step: nothing to undo, and nothing that anybody works with. */
  private note(work: (now: string) => void): void {
    this.change({ kind: 'note', title: '' }, (now) => {
      work(now);
      return null;
    });
  }

  /** One transaction that moves the revision on; the work gives the id of its step. The session's first one waits for the rolling backup. */
  private change(what: Pick<MadeChange, 'kind' | 'title'>, work: (now: string) => number | null): void {
    this.makeReady();
    this.lastChange = this.changeAtOnce((now, revision) => ({ ...what, revision, step: work(now) }));
  }

  private changeAtOnce<Result>(work: (now: string, revision: number) => Result): Result {
    const now = this.now();
    const result = this.outside.change(() => {
      const revision = this.revision() + 1;
      putSetting(this.connection, 'revision', String(revision));
      return work(now, revision);
    });
    this.ahead = 0;
    this.keepWhole();
    return result;
  }

  /**
   * Brings what was committed into the file itself, if nobody reads just now: whoever copies the file or puts another in its
   * place does not know of the WAL beside it.
   */
  private keepWhole(): void {
    if (this.connection.pragma('journal_mode') !== 'wal') return;
    this.outside.asOwn(() =>
      this.connection.impatiently(() => this.connection.pragma('wal_checkpoint(TRUNCATE)')),
    );
  }

  /**
   * SQLite would look up five parents of every observation that comes, and walk through all observations for every area
   * that goes. Imports join what they refer to, undo, redo and delete keep references whole themselves; `check` looks.
   */
  private withoutForeignKeys<Result>(work: () => Result): Result {
    this.connection.pragma('foreign_keys = OFF');
    try {
      return work();
    } finally {
      this.connection.pragma('foreign_keys = ON');
    }
  }

  private makeReady(): void {
    this.checkWritable();
    if (findLock(this.path)?.backedUp === true) return;
    copyNow(this.connection, backupPath(this.path));
    markBackedUp(this.path);
  }

  private checkWritable(): void {
    if (this.readOnlyReason !== null) {
      throw new PinpointError('read_only', `The workspace cannot be changed. ${this.readOnlyReason}`, {
        hint: 'Open a copy in a folder of your own.',
      });
    }
    this.outside.checkThere();
    if (!isOurs(findLock(this.path))) {
      throw new PinpointError('workspace_held', 'Another process has taken the workspace over meanwhile.', {
        hint: 'Open it again.',
      });
    }
  }
}

function inTheWay(command: CommandRow, direction: 'undo' | 'redo', obstacle?: CommandRow): PinpointError {
  const other = obstacle === undefined ? 'another change' : `“${obstacle.title}”`;
  return new PinpointError(
    'conflict',
    `“${command.title}” cannot be ${direction === 'undo' ? 'undone' : 'redone'} by itself: ${other} has to do with the same things.`,
    { hint: `The last change has to be undone first.` },
  );
}

function changedOutside(
  command: CommandRow,
  { direction, name, at }: { direction: 'undo' | 'redo'; name: string; at: string | null },
): PinpointError {
  const when = at === null ? '' : ` at ${clockTime(at)}`;
  return new PinpointError(
    'conflict',
    `“${command.title}” cannot be ${direction === 'undo' ? 'undone' : 'redone'}: another program has changed ${name} since${when}, and its changes would be lost.`,
    { hint: 'Change what you want by hand, or delete the release: both can be undone.' },
  );
}

/** Rule and style are asked of the data and change none of it. */
function touchesData(kind: CommandKind): boolean {
  return kind !== 'targeting' && kind !== 'style' && kind !== 'disclosure';
}
