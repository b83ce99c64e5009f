import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import {
  PinpointError,
  makeClient,
  reportError,
  type BackendEvent,
  type Client,
  type JobProduct,
} from '#contract';
import { demoInstant, writeDemo } from '#data/demo';
import { clockTime, type Loss } from '#data/workspace';
import { deliver, explainFileError, inSentences, lookAtPlace, makeScratch, sweepScratch } from '#data/files';
import { makeAnswering, type AnswerFrame } from './calls/index.ts';
import { makeChecks } from './checks/index.ts';
import {
  makeHandover,
  whereNothingIs,
  makeFiles,
  findHome,
  makeHome,
  type Handover,
  type Files,
} from './files/index.ts';
import { listFirstTiles } from './tiles/index.ts';
import type { HandlerContext } from './handlers/index.ts';
import { makeJobs, type TaskProduct } from './jobs/index.ts';
import {
  createSession,
  openRescued,
  openSession,
  describeLoss,
  untilStill,
  watchFile,
  type NotedChange,
  type Session,
} from './session/index.ts';
import { makeLooks, makeTreating, type LookBudget } from './looks/index.ts';
import { version } from './version.ts';
import { within } from './threads/index.ts';

export interface BackendOptions {
  /** What a second opener of the same workspace is told: "the Pinpoint window", "pinpoint import". */
  holder: string;
  /** Folder for new workspaces and the list of recent ones; by default the person's own. */
  home?: string;
  /** True for hosts with a window: the tiles that a map of all areas begins with are then made as soon as a workspace opens. */
  drawsMaps?: boolean;
  /** True for hosts whose page somebody works at. What any other is answered leaves, so it passes the disclosure gate. */
  hasPage?: boolean;
  /** Under which policy, and with whose leave beyond it, everything leaves where a call says nothing else. */
  leaving?: HandlerContext['house'];
  /** What one look at files may use, where it is to be other than usual. */
  lookBudget?: Partial<LookBudget>;
}

/** The headless application: one open workspace, its calls and its jobs. Hosts add only a way in. */
export interface Backend {
  /** Answers one request frame with one response frame; never throws. */
  answer(request: Uint8Array): Promise<AnswerFrame>;
  subscribe(listener: (event: BackendEvent) => void): () => void;
  /** A client in the same process, through the same encoding as every other host. */
  client: Client;
  /** The table between file references and paths, for the host. */
  files: Files;
  /** Where the open workspace lies, for the host; null where none is open. */
  findWorkspacePath(): string | null;
  open(path: string): Promise<void>;
  create(path: string): Promise<void>;
  /** Opens the demonstration in the person's folder, made if it is not there. */
  openDemo(): Promise<void>;
  /** Writes the demonstration workspace to a place of the caller's; throws `file_exists`. */
  writeDemo(path: string): Promise<void>;
  /** The way of finished files to the places that a person names. */
  handover: Handover;
  /** Cancels all jobs and looks; whoever waits for them is told. */
  cancelWork(): void;
  /**
   * Cancels jobs, closes the workspace (one single file again) and removes temporary files, within a few seconds whatever is at
   * work. Answers false where a thread goes on in native code: only killing the process ends that.
   */
  close(): Promise<boolean>;
}

/** How long an end waits for what is done about a file that was lost. */
const patienceMs = 1500;

/** Starts the application without any workspace open. What killed processes left among the temporary files goes first. */
export function createBackend(options: BackendOptions): Backend {
  sweepScratch();
  const listeners = new Set<(event: BackendEvent) => void>();
  const files = makeFiles();
  const home = makeHome(options.home ?? findHome());
  let current: Session | null = null;
  /** The highest revision that was told of each file: another one may stand in its place when it is opened again. */
  const seen = new Map<string, number>();
  /** What is done about a file that was lost. */
  let settling: Promise<void> = Promise.resolve();
  let isEnding = false;

  function emit(event: BackendEvent): void {
    for (const listener of listeners) listener(event);
  }

  const jobs = makeJobs({
    emit,
    makeFolder: () => files.makeFolder(),
    toProduct: (product) => toProduct(files, product),
    onDone: ({ title, task, client }) => {
      // What another program did meanwhile is not the job's.
      watch.look();
      const kind = task.type === 'import' || task.type === 'link' ? 'import' : 'note';
      if (current !== null) noteRest(current, { title, kind, client });
      emitChange();
    },
  });

  const looks = makeLooks({ makeFolder: () => files.makeFolder(), budget: options.lookBudget });

  const treating = makeTreating(makeLooks({ makeFolder: () => files.makeFolder() }), (share) =>
    emit({ type: 'leaving.progress', share }),
  );

  const checks = makeChecks();

  function noteRest({ journal, reader }: Session, change: Omit<NotedChange, 'revision' | 'at'>): void {
    journal.noteRest(reader.revision(), change, reader.listSteps());
  }

  let toldRevision = -1;
  function emitChange(): void {
    const revision = current?.reader.revision() ?? 0;
    if (revision === toldRevision) return;
    toldRevision = revision;
    emit({ type: 'workspace.changed', revision });
  }

  const watch = watchFile({
    session: () => current,
    onChanged(_session, sentence) {
      emit({ type: 'workspace.disturbed', sentence });
      emitChange();
    },
    onLost(session, loss) {
      settling = loss === 'overwritten' ? openAgain(session) : lose(session, loss);
    },
  });

  /** Of a file that was overwritten nothing can be saved: what is in it now is opened. */
  async function openAgain(session: Session): Promise<void> {
    session.rescued = describeLoss(session.path, 'overwritten');
    // Their handles are on the same file, and it is to be opened as if for the first time.
    await Promise.all([jobs.close(), untilStill(session.path)]);
    if (isEnding) return;
    const name = basename(session.path);
    const words = `Another program has written over ${name}, which was noticed at ${clockTime(new Date().toISOString())}.`;
    try {
      await swap(session.path, () => openSession(session.path, options.holder));
      emit({ type: 'workspace.disturbed', sentence: `${words} What is in it now has been opened.` });
    } catch (error) {
      emit({ type: 'workspace.opened' });
      emit({ type: 'workspace.disturbed', sentence: `${words} ${reportError(error).message}` });
    }
  }

  /** What was in a file that is not in its place any more is kept as a copy, which can be looked at and saved elsewhere. */
  async function lose(session: Session, loss: Loss): Promise<void> {
    session.rescued = describeLoss(session.path, loss);
    emit({ type: 'workspace.disturbed', sentence: session.rescued });
    const copy = join(files.makeFolder(), basename(session.path));
    try {
      await session.reader.keepAside(copy);
      if (current !== session || isEnding) return;
      current = openRescued(copy, session);
    } catch {
      // Without room for a copy the open handle is all there is, as long as it lasts.
      return;
    }
    await session.close();
    emitChange();
  }

  /** The next session is opened before the old one is closed, so a failure leaves the old one in place. */
  async function replace(path: string, open: () => Session): Promise<void> {
    await settling;
    await swap(path, open);
  }

  async function swap(path: string, open: () => Session): Promise<void> {
    const before = Math.max(seen.get(path) ?? 0, current?.path === path ? current.reader.lastTold : 0);
    const wasLost = current?.path === path && current.rescued !== null;
    if (current?.path === path && current.openedPath === path) await closeCurrent();
    const next = open();
    if (next.reader.revision() < before || wasLost) next.continueAfter(before);
    await closeCurrent();
    current = next;
    if (options.drawsMaps === true) next.tiles.prepare(listFirstTiles(next.reader.describe()));
    toldRevision = next.reader.revision();
    home.noteOpened(path);
    emit({ type: 'workspace.opened' });
  }

  /** Answers false where a thread goes on in native code. */
  async function closeCurrent(): Promise<boolean> {
    const closing = current;
    current = null;
    if (closing !== null)
      seen.set(closing.path, Math.max(seen.get(closing.path) ?? 0, closing.reader.lastTold));
    const ended = await Promise.all([
      looks.close(),
      treating.close(),
      checks.close(),
      closing?.close() ?? true,
    ]);
    return ended.every(Boolean);
  }

  const context: HandlerContext = {
    files,
    jobs,
    looks,
    treating,
    checks,
    home,
    madeBy: `Pinpoint ${version}`,
    hasPage: options.hasPage === true,
    terms: null,
    house: options.leaving ?? { policy: null, override: null },
    emit,
    hasSession: () => current !== null,
    lookOutside() {
      watch.look();
      return settling;
    },
    session() {
      if (current === null)
        throw new PinpointError('not_found', 'No workspace is open.', {
          hint: 'Open or create a workspace.',
        });
      return current;
    },
    open(path) {
      if (!existsSync(path))
        throw new PinpointError('not_found', `There is no file ${path}.`, {
          file: path,
          hint: 'Check the name.',
        });
      const full = realpathSync(path);
      return replace(full, () => openSession(full, options.holder));
    },
    create: (path) => replace(resolve(path), () => createSession(resolve(path), options.holder)),
    async openDemo() {
      if (!existsSync(home.demoPath)) {
        inSentences(home.folder, () => mkdirSync(home.folder, { recursive: true }));
        await writeDemoFile(home.demoPath, options.holder);
      }
      await context.open(home.demoPath);
    },
  };

  const answering = makeAnswering(context, emitChange);

  function subscribe(listener: (event: BackendEvent) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    answer: (request) => answering.answer(request),
    subscribe,
    client: makeClient({ send: async (request) => (await answering.answer(request)).bytes, subscribe }),
    files,
    findWorkspacePath: () => current?.path ?? null,
    open: (path) => context.open(path),
    create: (path) => context.create(path),
    openDemo: () => context.openDemo(),
    writeDemo: (path) => writeDemoFile(path, options.holder),
    handover: makeHandover(files, () => current?.reader ?? null),
    cancelWork() {
      jobs.cancelAll();
      looks.cancelAll();
      treating.cancelAll();
    },
    async close() {
      watch.end();
      isEnding = true;
      await within(settling, patienceMs);
      const jobsEnded = await jobs.close();
      await answering.commandsEnded();
      const sessionEnded = await closeCurrent();
      files.dispose();
      return jobsEnded && sessionEnded;
    },
  };
}

/** The demonstration is made elsewhere and delivered when it is whole, so that a broken-off start leaves none. */
async function writeDemoFile(path: string, holder: string): Promise<void> {
  whereNothingIs(lookAtPlace(path));
  const scratch = makeScratch();
  try {
    const draft = join(scratch.path, basename(path));
    const session = createSession(draft, holder, () => demoInstant);
    try {
      writeDemo(session.writer());
    } finally {
      await session.close();
    }
    deliver([{ source: draft, destination: path }], whereNothingIs);
  } catch (error) {
    throw explainFileError(error, basename(path));
  } finally {
    scratch.remove();
  }
}

function toProduct(files: Files, product: TaskProduct): JobProduct {
  if (product.kind === 'report' || product.kind === 'forgotten') return product;
  if (product.kind === 'result') return { kind: 'result', result: product.result.kind };
  const handed = product.files.map(({ path, name }) => files.register(path, name));
  return { ...product, files: handed };
}
