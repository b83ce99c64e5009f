import type { Backend } from '#backend';
import { reportError } from '#contract';
import type { ControlCalls, ControlMessage, ControlName, ControlRequest } from './control.ts';

type Answers = {
  [Name in ControlName]: (
    input: ControlCalls[Name]['input'],
  ) => ControlCalls[Name]['output'] | Promise<ControlCalls[Name]['output']>;
};

const mostRecents = 10;

/** Opening goes through the client, so that it waits for commands under way like every other change. */
function makeAnswers(backend: Backend): Answers {
  const { client, files } = backend;

  async function open(path: string): Promise<null> {
    await client.call('workspace.open', { file: files.register(path) });
    return null;
  }

  async function openDemo(): Promise<null> {
    await client.call('workspace.openDemo', {});
    return null;
  }

  return {
    open: ({ path }) => open(path),
    openDemo,
    async begin({ path }) {
      if (path !== null) return open(path);
      const last = (await client.call('workspace.list', {})).find((known) => known.opened !== null);
      if (last === undefined) return openDemo();
      await client.call('workspace.open', { file: last.file });
      return null;
    },
    async openKnown({ file }) {
      await client.call('workspace.open', { file });
      return null;
    },
    register: ({ paths }) => paths.map((path) => files.register(path)),
    deliver({ file, destination }) {
      backend.handover.deliver([{ file, destination }], { overwrite: true });
      return null;
    },
    async recent() {
      const known = await client.call('workspace.list', {});
      return known
        .filter(({ current, opened }) => !current && opened !== null)
        .slice(0, mostRecents)
        .map(({ file, place }) => ({ file, place }));
    },
    async running() {
      const jobs = await client.call('job.list', {});
      return jobs.filter(({ state }) => state === 'running').map(({ title }) => title);
    },
    async close() {
      await backend.close();
      return null;
    },
  };
}

/** The answering end of the channel: takes requests of the main process, one message back for each. */
export function makeControlService(
  backend: Backend,
  tell: (message: ControlMessage) => void,
): (request: Exclude<ControlRequest, { connect: true }>) => Promise<void> {
  const answers = makeAnswers(backend);
  backend.subscribe((event) => {
    if (event.type === 'workspace.opened') tell({ opened: true });
  });
  return async ({ id, name, input }) => {
    try {
      const answer = answers[name] as (input: unknown) => unknown;
      tell({ id, output: await answer(input) });
    } catch (error) {
      tell({ id, error: reportError(error) });
    }
  };
}
