import {
  PinpointError,
  calls,
  decodeFrame,
  encodeFrame,
  largestCallBytes,
  reportError,
  request as requestShape,
  type CallName,
  type CallOutput,
  type DisclosurePolicy,
  type GatedCall,
  type Standpoint,
} from '#contract';
import { basename } from 'node:path';
import { passGate } from '#core/disclosure';
import { settlePolicy, Untreated, type Terms } from '../disclosure/index.ts';
import { explainFileError } from '#data/files';
import { checkBasis } from './basis.ts';
import { checkAnswer } from './noting.ts';
import { explainDamage } from '#data/workspace';
import { makeHandlers, type HandlerContext } from '../handlers/index.ts';
import type { Session } from '../session/index.ts';

/** What one request frame came to. */
export interface AnswerFrame {
  /** The response frame. */
  bytes: Uint8Array<ArrayBuffer>;
  /** True where the frame was none, or its call or input none of the contract's: no handler has seen it. */
  isMalformed: boolean;
}

/** The way of a frame through its checks to a handler and back. */
export interface Answering {
  /** Never throws. */
  answer(request: Uint8Array): Promise<AnswerFrame>;
  /** Resolves when the commands taken so far have ended. */
  commandsEnded(): Promise<void>;
}

/** Answers calls on what the host has open; `onChanged` is told after each command. */
export function makeAnswering(context: HandlerContext, onChanged: () => void): Answering {
  const atTheDesk = makeHandlers(context);
  let commands: Promise<unknown> = Promise.resolve();

  /** Commands wait for one another; queries do not. */
  function run(call: CheckedCall): Promise<unknown> {
    const { kind } = calls[call.name];
    if (kind !== 'command') return Promise.resolve().then(() => handle(call));
    const result = commands.then(() => handle(call));
    commands = result.then(onChanged, () => undefined);
    return result;
  }

  /** What others did, and what a call is founded on, is looked at when its turn has come. */
  async function handle({ name, input, from }: CheckedCall): Promise<unknown> {
    await context.lookOutside();
    checkBasis(calls[name].basis, from, context);
    const client = from?.client ?? null;
    const terms = settleTerms({ name, input }, context);
    const leaving = terms === null ? null : leavingUnder(terms);
    const handlers = leaving === null ? atTheDesk : makeHandlers(leaving.context);
    const handler = handlers[name] as (input: unknown, client: string | null) => unknown;
    const answer = (): Promise<unknown> => Promise.resolve().then(() => handler(input, client));
    const output = await (terms === null ? answer() : whenTreated(answer, terms, input));
    if (client !== null) attribute(calls[name].kind, output, client);
    // A job's id tells nothing; what it works out passes when it is fetched.
    if (leaving === null || calls[name].gate === 'open') return output;
    const { jobs } = context;
    const note = context.hasPage
      ? null
      : checkAnswer({ name, input, output, terms: leaving.terms, session: leaving.used(), jobs });
    const { content } = passGate(output as CallOutput<GatedCall>, leaving.terms.policy);
    note?.();
    return content;
  }

  /** The answer once what it shows has been treated, beside this thread where the terms say so. */
  async function whenTreated(
    answer: () => Promise<unknown>,
    { policy }: Terms,
    input: unknown,
  ): Promise<unknown> {
    const { look = null } = input as { look?: string | null };
    for (;;) {
      const session = context.session();
      const { openedPath: workspace, reader } = session;
      const revision = reader.revision();
      try {
        // One group after another is found to be missing.
        return await answer();
      } catch (error) {
        if (!(error instanceof Untreated)) throw error;
        const { group } = error;
        const treated = await context.treating.treat({ group, policy, workspace, revision }, look);
        session.keepTreated(treated, { policy, revision });
      }
    }
  }

  /** Who asks for what leaves is given a workspace that shows only that, the same one as long as it has not changed. */
  function leavingUnder(terms: Terms): LeavingDesk {
    let given: { session: Session; of: Session; revision: number } | undefined;
    function session(): Session {
      const of = context.session();
      const revision = of.reader.revision();
      if (given?.of !== of || given.revision !== revision) given = { session: of.under(terms), of, revision };
      return given.session;
    }
    return { terms, context: { ...context, terms, session }, used: () => given?.session ?? session() };
  }

  function attribute(kind: 'query' | 'command' | 'job', output: unknown, client: string): void {
    if (kind === 'job') context.jobs.attribute((output as { job: string }).job, client);
    const change = kind === 'command' && context.hasSession() ? context.session().lastChange() : null;
    if (change !== null) context.session().journal.note(change, client);
  }

  return {
    async answer(request) {
      let isMalformed = true;
      try {
        const call = readCall(request);
        isMalformed = false;
        return { bytes: encodeFrame({ output: await run(call) }), isMalformed };
      } catch (error) {
        return { bytes: encodeFrame({ error: reportError(explain(error, context)) }), isMalformed };
      }
    },
    async commandsEnded() {
      await commands;
    },
  };
}

/** What the system refused, in a sentence about the file it was about, as far as it tells. */
function explain(error: unknown, context: HandlerContext): unknown {
  const session = context.hasSession() ? context.session() : null;
  const broken = session?.broken ?? null;
  if (broken !== null && !(error instanceof PinpointError))
    return new PinpointError('workspace_damaged', broken, {
      hint: 'Put back what that program took away, or open the backup beside the file.',
    });
  const path = (error as NodeJS.ErrnoException | null)?.path;
  const explained = session === null ? error : explainDamage(error, session.path);
  return explainFileError(explained, path === undefined ? 'The workspace' : basename(path));
}

/** What a handler works with whose answer leaves. */
interface LeavingDesk {
  terms: Terms;
  context: HandlerContext;
  /** The session that it was given: that knows what was asked of it. */
  used: () => Session;
}

/** Under which terms the answer leaves; null where it carries no values, or stays on the page that somebody works at. */
function settleTerms(
  { name, input }: Pick<CheckedCall, 'name' | 'input'>,
  context: HandlerContext,
): Terms | null {
  const { hasPage, house } = context;
  const { gate, kind } = calls[name];
  // What a job works out for nobody's page leaves with its result.
  const leaves = gate === 'always' || (!hasPage && (gate === 'off the page' || kind === 'job'));
  if (!leaves || !context.hasSession()) return null;
  const asked = input as Partial<Pick<Terms, 'override'> & { policy: DisclosurePolicy | null }>;
  return {
    policy: settlePolicy(asked.policy ?? house.policy, context.session().reader),
    override: asked.override ?? house.override,
    // Whoever sits at the page is answered other things meanwhile.
    isPatient: hasPage,
  };
}

interface CheckedCall {
  name: CallName;
  input: unknown;
  from: Standpoint | undefined;
}

/** Reads a request frame and checks it at the boundary; what is wrong is said by field, as `usage`. */
function readCall(request: Uint8Array): CheckedCall {
  if (request.byteLength > largestCallBytes)
    throw new PinpointError('usage', `A call of ${request.byteLength} bytes is too large.`, {
      expected: `${largestCallBytes} bytes at most`,
    });
  const frame = requestShape.safeParse(decodeFrame(request));
  if (!frame.success) throw new PinpointError('usage', 'A call has a name, an input, and says who makes it.');
  const { name, input, from } = frame.data;
  if (!Object.hasOwn(calls, name))
    throw new PinpointError('usage', `There is no call ${name.slice(0, 100)}.`, {
      found: name.slice(0, 100),
    });
  return { name: name as CallName, input: checkInput(name as CallName, input), from };
}

function checkInput(name: CallName, input: unknown): unknown {
  const parsed = calls[name].input.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new PinpointError(
    'usage',
    `${name}: ${field === '' ? '' : `${field}: `}${issue?.message ?? 'wrong input'}.`,
    { column: field },
  );
}
