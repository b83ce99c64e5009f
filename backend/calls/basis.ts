import { PinpointError, type Basis, type Standpoint } from '#contract';
import { clockTime } from '#data/workspace';
import type { HandlerContext } from '../handlers/index.ts';
import type { NotedChange } from '../session/index.ts';

/**
 * Throws `stale` where a call with this basis comes from somebody who has not seen what is there now, and `usage` where it
 * does not say what they have seen.
 */
export function checkBasis(basis: Basis, from: Standpoint | undefined, context: HandlerContext): void {
  if (basis === 'nothing') return;
  const session = context.session();
  if (from?.seen == null) throw new PinpointError('usage', 'A change says which state it is founded on.');
  const { client, seen } = from;
  if (seen.workspace !== context.files.register(session.path).id)
    throw otherWorkspace(context, seen.workspace);
  const working = context.jobs.worksFor(client);
  const now = session.reader.revision();
  const against = session.journal.listAgainst(basis, seen.revision, { client, working, now });
  if (against.length > 0) throw changedSince(against);
}

function otherWorkspace(context: HandlerContext, seen: string): PinpointError {
  const now = context.files.register(context.session().path).name;
  const before = context.files.findName({ id: seen }) ?? 'another workspace';
  return new PinpointError(
    'stale',
    `Nothing was changed: this was meant for ${before}, but ${now} has been opened since, in another window.`,
    { found: now, expected: before, hint: `Open ${before} again to change it.` },
  );
}

const mostNamed = 4;

function changedSince(changes: NotedChange[]): PinpointError {
  const named = nameEach(changes);
  const rest = named.length - mostNamed;
  const words = [...named.slice(-mostNamed), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
  const isOutside = changes.every(({ client }) => client === null);
  const what = isOutside
    ? `another program has changed the workspace ${words}`
    : `another window has changed the workspace: ${words}`;
  return new PinpointError('stale', `Nothing was changed: since you last saw it, ${what}.`, {
    found: words,
    hint: 'See whether your change still holds, then make it again.',
  });
}

/** “Add Northgate” at 14:32: each title once, with the last time; of another program there is only the time. */
function nameEach(changes: NotedChange[]): string[] {
  const isMixed = changes.some(({ client }) => client !== null);
  const times = new Map(changes.map(({ title, at }) => [title, clockTime(at)]));
  return [...times].map(([title, time]) => {
    if (title !== '') return `“${title}” at ${time}`;
    return isMixed ? `something by another program at ${time}` : `at ${time}`;
  });
}
