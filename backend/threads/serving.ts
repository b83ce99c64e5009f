import { setImmediate, setTimeout } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { PinpointError } from '#contract';

/** One piece of work for a thread, with the environment of its process as it is then; null = end. */
export type WorkRequest<Input> = { input: Input; env: NodeJS.ProcessEnv } | null;

/** What a thread tells of its work: on the way, or as the last; `isFit` = the thread is as good as a new one afterwards. */
export type WorkMessage<Told> = { told: Told; isLast: false } | { told: Told; isLast: true; isFit: boolean };

/** By then starting has cost little for each, and nothing small that stays has become large. */
const mostWorks = 25;
/** Small works leave up to 90 MB to be swept up. A thread that holds more goes, and its memory with it at once. */
const mostMegabytes = 128;

interface Service<Input, Told> {
  /** Does one piece of work and answers what is told of it at last. */
  work: (input: Input, tell: (told: Told) => void) => Promise<Told>;
  /** What is told at last of work that threw. */
  explain: (input: Input, error: unknown) => Told;
}

/**
 * Makes this thread do one piece of work after another as `KeptThreads` hands them to it. What is left running of work that is
 * over has nothing to tell.
 */
export function serveWork<Input, Told>({ work, explain }: Service<Input, Told>): void {
  let current: Input | undefined;
  let worksDone = 0;
  const post = (message: WorkMessage<Told>): void => parentPort?.postMessage(message);

  async function serve(input: Input): Promise<void> {
    current = input;
    const tell = (told: Told): void => {
      if (current === input) post({ told, isLast: false });
    };
    const ended = await work(input, tell).then(
      (told) => ({ told, isOrderly: true }),
      (error: unknown) => ({ told: explain(input, error), isOrderly: isOrderly(error) }),
    );
    current = undefined;
    worksDone += 1;
    const isFit = ended.isOrderly && (await isAsNew()) && worksDone < mostWorks;
    post({ told: ended.told, isLast: true, isFit });
  }

  parentPort?.on('message', (request: WorkRequest<Input>) => {
    if (request === null) return parentPort?.close();
    wear(request.env);
    void serve(request.input);
  });
}

/** Takes on the environment of this process as it is when the work begins. */
function wear(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name];
  Object.assign(process.env, env);
}

/** Whether work ended by a sentence that was written for it: anything else may have been thrown in the middle of something. */
function isOrderly(error: unknown): boolean {
  return error instanceof PinpointError && error.code !== 'internal';
}

/** How long what work has let go of may take to be gone, such as a file that is being closed. */
const settlingMs = 50;

/** Whether the work that is just done has left nothing running and little memory. */
async function isAsNew(): Promise<boolean> {
  // What has just ended is told as under way until the next turn.
  await setImmediate();
  for (let waited = 0; !isQuiet() && waited < settlingMs; waited += 10) await setTimeout(10);
  // The text that was matched last stays in memory until the next one is.
  /another/.test('another');
  const { used_heap_size: used, external_memory: external } = getHeapStatistics();
  return isQuiet() && used + external < mostMegabytes * 2 ** 20;
}

function isQuiet(): boolean {
  return process.getActiveResourcesInfo().every((kind) => kind === 'MessagePort');
}
