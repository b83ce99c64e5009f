import { create } from 'zustand';
import {
  importFamilyList,
  inImportOrder,
  reportError,
  type ListedSet,
  type ErrorReport,
  type ImportFamily,
  type ImportReport,
  type Inspection,
} from '#contract';
import { makeLine, type Line } from '../../answers/index.ts';
import { announce, cancelJob, getClient, nameLook, useSession, waitForEnd } from '../../state/index.ts';
import {
  draftOfInspection,
  hintOf,
  isProvision,
  keepTouched,
  mappingOf,
  problemsOf,
  type Draft,
} from './draft.ts';
import type { FamilyChoice } from './family-choices.ts';
import { runLook } from './look-name.ts';
import { inspectAny, newLook, tellInspection, type Inspect, type ItemLook } from './look.ts';
import type { ClassifiedSource } from './SourceForm.tsx';

/** One data set on its way into the workspace, with a mapping of its own. */
export interface QueueItem {
  id: string;
  name: string;
  /** Files that belong to it, of which nothing is needed. */
  unread: readonly string[];
  choice: FamilyChoice;
  look: ItemLook;
  source: ClassifiedSource;
  /** The job that imports it; null before and after. */
  job: string | null;
  /** How its import ended; null while it has not. */
  end: { report: ImportReport | null; error: ErrorReport | null } | null;
}

export type ItemState =
  | 'waiting'
  | 'reading'
  | 'refused'
  | 'open'
  | 'ready'
  | 'importing'
  | 'imported'
  | 'stopped';

interface Queue {
  /** In the order in which they are imported. */
  items: QueueItem[];
  /** Parts of archives that no import reads. */
  left: string[];
  /** Chosen files are being sorted into data sets. */
  isSorting: boolean;
  error: ErrorReport | null;
  /** Items are being imported, one after another. */
  isRunning: boolean;
  /** The workspace that they are meant for. */
  workspace: string | null;
}

const nothing: Queue = {
  items: [],
  left: [],
  isSorting: false,
  error: null,
  isRunning: false,
  workspace: null,
};

export const useQueue = create<Queue>(() => nothing);

/** Where an item is on its way. */
export function stateOf({ look, job, end }: QueueItem): ItemState {
  if (end !== null) {
    if (end.report !== null) return 'imported';
    return end.error?.code === 'cancelled' ? 'stopped' : 'refused';
  }
  if (job !== null) return 'importing';
  if (look.error !== null && look.inspection === null) return 'refused';
  if (look.inspection === null || look.draft === null) return look.isReading ? 'reading' : 'waiting';
  return Object.keys(problemsOf(look.draft, look.inspection.columns)).length === 0 ? 'ready' : 'open';
}

const find = (id: string): QueueItem | undefined => useQueue.getState().items.find((item) => item.id === id);

const importOrder = inImportOrder(importFamilyList).map(({ id }) => id);

/** Boundaries before what is told of them; of the same family as they were chosen. */
function inOrder(items: readonly QueueItem[]): QueueItem[] {
  const rank = ({ look }: QueueItem): number =>
    look.draft === null ? importOrder.length : importOrder.indexOf(look.draft.family);
  return items.toSorted((a, b) => rank(a) - rank(b));
}

function put(id: string, change: (item: QueueItem) => Partial<QueueItem>): void {
  useQueue.setState(({ items }) => ({
    items: inOrder(items.map((item) => (item.id === id ? { ...item, ...change(item) } : item))),
  }));
}

function putLook(id: string, change: Partial<ItemLook> | ((look: ItemLook) => Partial<ItemLook>)): void {
  put(id, ({ look }) => ({ look: { ...look, ...(typeof change === 'function' ? change(look) : change) } }));
}

/** Forgets everything, unless an import is under way. */
export function forgetQueue(): void {
  if (useQueue.getState().isRunning) return;
  for (const id of lines.keys()) endLook(id);
  useQueue.setState(nothing);
}

const workspaceNow = (): string | null => useSession.getState().info?.file.id ?? null;

/** Forgets everything unless something is still to be done: what a person left half-way in this workspace is there again. */
export function forgetFinished(): void {
  const { items, workspace } = useQueue.getState();
  const states = items.map(stateOf);
  if (
    workspace !== workspaceNow() ||
    !states.some((state) => ['waiting', 'reading', 'open', 'ready'].includes(state))
  )
    forgetQueue();
}

/** Notes that a dialog of its own goes on with an item. */
export function handOver(id: string, job: string): void {
  put(id, () => ({ job }));
}

let made = 0;

function itemOf({ name, files, unread }: ListedSet, choice: FamilyChoice): QueueItem {
  made += 1;
  const source = { publisher: '', licence: '', sensitivity: null };
  return { id: String(made), name, unread, choice, look: newLook(files), source, job: null, end: null };
}

/** Sorts chosen files into data sets, puts them into the queue and looks at each. */
export async function addFiles(files: ListedSet['files'], choice: FamilyChoice): Promise<void> {
  useQueue.setState({ isSorting: true, error: null, workspace: workspaceNow() });
  try {
    const { sets, left } = await getClient().call('import.sets', { files, look: nameLook() });
    const added = sets.map((set) => itemOf(set, choice));
    useQueue.setState((before) => ({
      items: [...before.items, ...added],
      left: [...before.left, ...left],
      isSorting: false,
    }));
    // One after another: looking at a file takes the processor, and the first answer is wanted first.
    for (const { id } of added) await lookAt(id);
  } catch (error) {
    useQueue.setState({ error: reportError(error), isSorting: false });
  }
}

/** Takes an item out of the queue; one that is being imported is cancelled first. */
export async function removeItem(id: string): Promise<void> {
  const job = find(id)?.job ?? null;
  if (job !== null) return cancelJob(job);
  endLook(id);
  useQueue.setState(({ items }) => ({ items: items.filter((item) => item.id !== id) }));
}

/** The looks at each item. */
const lines = new Map<string, Line>();

function lineOf(id: string): Line {
  const line = lines.get(id) ?? makeLine();
  lines.set(id, line);
  return line;
}

function endLook(id: string): void {
  lines.get(id)?.drop();
  lines.delete(id);
}

/**
 * Looks at an item; of looks that overlap the newest counts, and the one before is ended. A quiet one changes what is told of the
 * reading and nothing that the import waits for.
 */
async function run(
  id: string,
  work: (inspect: Inspect) => Promise<Inspection>,
  adopt: (inspection: Inspection, now: ItemLook) => Draft,
  isQuiet = false,
): Promise<void> {
  putLook(id, { isReading: !isQuiet, error: null });
  try {
    const inspection = await runLook(lineOf(id), work);
    if (inspection === undefined) return;
    // What was typed while the look was under way counts too.
    putLook(id, (now) => ({ inspection, draft: adopt(inspection, now), isReading: false }));
    tellInspection(inspection);
  } catch (error) {
    putLook(id, { error: reportError(error), isReading: false });
  }
}

async function lookAt(id: string): Promise<void> {
  const item = find(id);
  if (item === undefined) return;
  const { files } = item.look;
  const { choice } = item;
  await run(
    id,
    (look) => (choice === 'auto' ? inspectAny(files, look) : look(choice, files, {})),
    draftOfInspection,
  );
}

/** Long enough for a word to be typed. */
const pauseMs = 300;
const pauses = new Map<string, ReturnType<typeof setTimeout>>();
/** Fields that the rest of the guess depends on: they are looked at without a pause. */
const leading = new Set(['layer', 'geography', 'crs']);

/** Looks again with what the person said, so that what is told of the reading is told of the mapping as it stands. */
async function lookAgain(id: string, isQuiet = false): Promise<void> {
  const { draft, touched, files } = find(id)?.look ?? {};
  if (draft == null || touched === undefined || files === undefined || isProvision(draft)) return;
  await run(
    id,
    (inspect) => inspect(draft.family, files, hintOf(draft, touched)),
    (inspection, now) =>
      keepTouched(draftOfInspection(inspection), now.draft ?? draft, now.touched, inspection.columns),
    isQuiet,
  );
}

/** Changes fields of an item's mapping. */
export function changeItem(id: string, patch: Partial<Draft>): void {
  putLook(id, ({ draft, touched }) =>
    draft === null
      ? {}
      : { draft: { ...draft, ...patch } as Draft, touched: new Set([...touched, ...Object.keys(patch)]) },
  );
  clearTimeout(pauses.get(id));
  const isLeading = Object.keys(patch).some((field) => leading.has(field));
  if (isLeading) void lookAgain(id);
  else
    pauses.set(
      id,
      setTimeout(() => void lookAgain(id, true), pauseMs),
    );
}

/** Reads an item as another family, from the beginning. */
export function changeFamily(id: string, family: ImportFamily): void {
  const files = find(id)?.look.files;
  if (files === undefined) return;
  putLook(id, { touched: new Set() });
  void run(id, (inspect) => inspect(family, files, {}), draftOfInspection);
}

/** Says who published an item's file. */
export function changeSource(id: string, source: ClassifiedSource): void {
  put(id, () => ({ source }));
}

/** Starts the import of an item; its job. Throws what the backend refuses at once. */
export async function startItem({ look, source }: QueueItem): Promise<string> {
  if (look.draft === null) throw new Error('Nobody has looked at this file yet.');
  const { job } = await getClient().call('import.start', {
    files: look.files,
    mapping: mappingOf(look.draft),
    publisher: source.publisher.trim() || null,
    licence: source.licence.trim() || null,
    sensitivity: source.sensitivity,
  });
  return job;
}

/** Imports what is ready, boundaries first, one after another. What was not ready when this began is left for another time. */
export async function runQueue(): Promise<void> {
  if (useQueue.getState().isRunning) return;
  const wanted = new Set(
    useQueue.getState().items.flatMap((item) => (stateOf(item) === 'ready' ? [item.id] : [])),
  );
  useQueue.setState({ isRunning: true });
  for (;;) {
    const { items, isRunning, workspace } = useQueue.getState();
    if (workspace !== workspaceNow()) break;
    const next = items.find((item) => wanted.has(item.id) && stateOf(item) === 'ready');
    if (next === undefined || !isRunning) break;
    wanted.delete(next.id);
    await importItem(next);
    await lookAtOthers();
  }
  useQueue.setState({ isRunning: false });
  tellQueue();
}

/** Stops after what is being imported now, which is cancelled. */
export async function stopQueue(): Promise<void> {
  useQueue.setState({ isRunning: false });
  for (const { job } of useQueue.getState().items) if (job !== null) await cancelJob(job);
}

async function importItem(item: QueueItem): Promise<void> {
  try {
    const job = await startItem(item);
    put(item.id, () => ({ job }));
    const { product, error } = await waitForEnd(job);
    put(item.id, () => ({
      job: null,
      end: { report: product?.kind === 'report' ? product.report : null, error },
    }));
  } catch (failure) {
    put(item.id, () => ({ job: null, end: { report: null, error: reportError(failure) } }));
  }
}

/** What was imported changes what can be told of the rest: codes have areas now. Where the person answered, the answers stay. */
async function lookAtOthers(): Promise<void> {
  for (const item of useQueue.getState().items) {
    const state = stateOf(item);
    if (state !== 'open' && state !== 'ready') continue;
    await (item.look.touched.size === 0 ? lookAt(item.id) : lookAgain(item.id));
  }
}

/** Brings an item that was refused or stopped back to its mapping. */
export function reopenItem(id: string): void {
  put(id, () => ({ end: null, job: null }));
}

/** "3 files: 1 imported, 1 ready, 1 to be looked at." */
export function queueWords({ items, left }: Pick<Queue, 'items' | 'left'>): string {
  const count = (...states: ItemState[]): number =>
    items.filter((item) => states.includes(stateOf(item))).length;
  const parts = [
    [count('imported'), 'imported'],
    [count('importing'), 'being imported'],
    [count('ready'), 'ready'],
    [count('open'), 'to be looked at'],
    [count('waiting', 'reading'), 'being read'],
    [count('refused'), 'refused'],
    [count('stopped'), 'stopped'],
    [left.length, 'left: nothing in it can be imported'],
  ] as const;
  const told = parts.flatMap(([times, words]) => (times === 0 ? [] : [`${times} ${words}`]));
  const all = items.length + left.length;
  return `${all} ${all === 1 ? 'file' : 'files'}: ${told.join(', ')}.`;
}

function tellQueue(): void {
  announce(queueWords(useQueue.getState()));
}
