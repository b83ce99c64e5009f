import { nameInFormat, type HandlerInput } from '#contract';
import type { Host } from './host.ts';
import { findJobResult, findListCoverage, type NamedFile, type Task } from '../jobs/index.ts';

// Loaded when files are imported: nobody should wait for it before the first map.
const loadImport = () => import('#data/import');

type Measured = Extract<Task, { type: 'measure' }>;

/** First looks at files, and all the long work: each start answers the id of its job. */
export function jobHandlers(host: Host) {
  const named = (ref: { id: string }): NamedFile => ({ ...host.files.getFile(ref) });

  /** Starts work that changes the workspace; refused at once where it is read-only. */
  function startWriting(title: string, task: Parameters<typeof host.jobs.start>[2]): { job: string } {
    const session = host.session();
    session.writer();
    return { job: host.jobs.start(title, session.openedPath, task) };
  }

  function startReading(title: string, task: Parameters<typeof host.jobs.start>[2]): { job: string } {
    return { job: host.jobs.start(title, host.session().openedPath, task) };
  }

  function startMeasuring(title: string, content: Measured['content']): { job: string } {
    return startReading(title, { type: 'measure', content, readOnly: host.session().isReadOnly });
  }

  return {
    'import.inspect': ({ family, files, hint, look }: HandlerInput<'import.inspect'>) =>
      host.looks.look(
        { kind: 'inspect', family, files: files.map(named), hint },
        { name: look, workspace: host.hasSession() ? host.session().openedPath : null },
      ),

    async 'import.sets'({ files, look }: HandlerInput<'import.sets'>) {
      const { sets, left } = await host.looks.look(
        { kind: 'sets', files: files.map(named) },
        { name: look, workspace: null },
      );
      const refs = sets.map((set) => ({
        ...set,
        files: set.files.map((file) => host.files.registerMember(file)),
      }));
      return { sets: refs, left };
    },

    'import.try': ({ files, mapping, look }: HandlerInput<'import.try'>) =>
      host.looks.look(
        { kind: 'try', files: files.map(named), mapping },
        { name: look, workspace: host.session().openedPath },
      ),

    'points.read': ({ file, look }: HandlerInput<'points.read'>) =>
      host.looks.look({ kind: 'points', files: [named(file)] }, { name: look, workspace: null }),

    'look.cancel': ({ look }: HandlerInput<'look.cancel'>) => {
      host.looks.cancel(look);
      return {};
    },

    async 'import.start'({ files, mapping, publisher, licence }: HandlerInput<'import.start'>) {
      const { takeOneSet } = await loadImport();
      const taken = await takeOneSet(files.map(named));
      const title = `Import ${taken.map((file) => file.name).join(', ')}`;
      return startWriting(title, { type: 'import', files: taken, mapping, publisher, licence });
    },

    'import.link': ({ from, to }: HandlerInput<'import.link'>) =>
      startWriting(`Link ${from} to ${to}`, { type: 'link', from, to }),

    'import.districts': ({ from }: HandlerInput<'import.districts'>) =>
      startWriting(`Derive the districts of ${from}`, { type: 'districts', from }),

    'import.rejects': ({ release }: HandlerInput<'import.rejects'>) =>
      startReading('Write the rejected rows', {
        type: 'rejects',
        release,
        folder: host.files.makeFolder(),
        madeBy: host.madeBy,
      }),

    'export.start': (request: HandlerInput<'export.start'>) =>
      startReading(`Export ${nameInFormat(request.fileName, request.format)}`, {
        type: 'export',
        request,
        coverage: findListCoverage(host.jobs, request),
        folder: host.files.makeFolder(),
        madeBy: host.madeBy,
        readOnly: host.session().isReadOnly,
      }),

    'catchment.start': (request: HandlerInput<'catchment.start'>) =>
      startMeasuring('Measure a catchment', { kind: 'catchment', request }),
    'coverage.start': (request: HandlerInput<'coverage.start'>) =>
      startMeasuring(`Measure the coverage of ${request.selector}`, { kind: 'coverage', request }),
    'ledger.start': (request: HandlerInput<'ledger.start'>) =>
      startMeasuring(`Add up the ledger of ${request.selector}`, { kind: 'ledger', request }),
    'placing.start': (request: HandlerInput<'placing.start'>) =>
      startMeasuring('Choose sites', { kind: 'placing', request }),
    'destinations.start': (request: HandlerInput<'destinations.start'>) =>
      startMeasuring('Measure what can be reached', { kind: 'destinations', request }),
    'table.export': (request: HandlerInput<'table.export'>) =>
      startReading(`Export ${nameInFormat(request.fileName, request.format)}`, {
        type: 'table',
        request,
        result: request.job === null ? null : findJobResult(host.jobs, { ...request, job: request.job }),
        folder: host.files.makeFolder(),
        madeBy: host.madeBy,
        readOnly: host.session().isReadOnly,
      }),

    'job.result': ({ job }: HandlerInput<'job.result'>) => host.jobs.getResult(job),
    'job.list': () => host.jobs.list(),
    'job.get': ({ job }: HandlerInput<'job.get'>) => host.jobs.get(job),
    'job.cancel': ({ job }: HandlerInput<'job.cancel'>) => {
      host.jobs.cancel(job);
      return {};
    },
  };
}
