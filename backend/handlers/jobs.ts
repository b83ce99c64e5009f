import { nameInFormat, type DisclosureOverride, type DisclosurePolicy, type HandlerInput } from '#contract';
import type { HandlerContext } from './context.ts';
import { settlePolicy } from '../disclosure/index.ts';
import { findJobResult, findListCoverage, type NamedFile, type Task } from '../jobs/index.ts';

// Loaded when files are imported: nobody should wait for it before the first map.
const loadImport = () => import('#data/import');

type Measured = Extract<Task, { type: 'measure' }>;

/** First looks at files, and all the long work: each start answers the id of its job. */
export function jobHandlers(context: HandlerContext) {
  const named = (ref: { id: string }): NamedFile => ({ ...context.files.getFile(ref) });

  /** Starts work that changes the workspace; refused at once where it is read-only. */
  function startWriting(title: string, task: Parameters<typeof context.jobs.start>[2]): { job: string } {
    const session = context.session();
    session.writer();
    return { job: context.jobs.start(title, session.openedPath, task) };
  }

  function startReading(title: string, task: Parameters<typeof context.jobs.start>[2]): { job: string } {
    return { job: context.jobs.start(title, context.session().openedPath, task) };
  }

  /** Of a document, which needs what is treated under the policy that it asks for. */
  function startDocument(
    title: string,
    task: Extract<Task, { type: 'export' | 'table' | 'preview' }>,
  ): { job: string } {
    const session = context.session();
    const policy = settlePolicy(task.request.policy, session.reader);
    const groups = session.listTreated(policy);
    const known = groups.length === 0 ? undefined : { policy, groups };
    return { job: context.jobs.start(title, session.openedPath, task, known) };
  }

  /** What leaves a host without a page leaves under the terms of that host. */
  function underTerms<
    Request extends { policy: DisclosurePolicy | null; override: DisclosureOverride | null },
  >(request: Request): Request {
    const { terms } = context;
    return terms === null ? request : { ...request, policy: terms.policy, override: terms.override };
  }

  function startMeasuring(title: string, content: Measured['content']): { job: string } {
    return startReading(title, {
      type: 'measure',
      content,
      terms: context.terms,
      readOnly: context.session().isReadOnly,
    });
  }

  const findTableResult = ({ job, content }: Pick<HandlerInput<'table.preview'>, 'job' | 'content'>) =>
    job === null ? null : findJobResult(context.jobs, { job, content });

  return {
    'import.inspect': ({ family, files, hint, look }: HandlerInput<'import.inspect'>) =>
      context.looks.look(
        { kind: 'inspect', family, files: files.map(named), hint },
        { name: look, workspace: context.hasSession() ? context.session().openedPath : null },
      ),

    async 'import.sets'({ files, look }: HandlerInput<'import.sets'>) {
      const { sets, left } = await context.looks.look(
        { kind: 'sets', files: files.map(named) },
        { name: look, workspace: null },
      );
      const refs = sets.map((set) => ({
        ...set,
        files: set.files.map((file) => context.files.registerMember(file)),
      }));
      return { sets: refs, left };
    },

    'import.try': ({ files, mapping, look }: HandlerInput<'import.try'>) =>
      context.looks.look(
        { kind: 'try', files: files.map(named), mapping },
        { name: look, workspace: context.session().openedPath },
      ),

    'points.read': ({ file, look }: HandlerInput<'points.read'>) =>
      context.looks.look({ kind: 'points', files: [named(file)] }, { name: look, workspace: null }),

    'look.cancel': ({ look }: HandlerInput<'look.cancel'>) => {
      context.looks.cancel(look);
      context.treating.cancel(look);
      return {};
    },

    async 'import.start'({ files, mapping, publisher, licence, sensitivity }: HandlerInput<'import.start'>) {
      const { takeOneSet } = await loadImport();
      const taken = await takeOneSet(files.map(named));
      const title = `Import ${taken.map((file) => file.name).join(', ')}`;
      return startWriting(title, { type: 'import', files: taken, mapping, publisher, licence, sensitivity });
    },

    'import.link': ({ from, to }: HandlerInput<'import.link'>) =>
      startWriting(`Link ${from} to ${to}`, { type: 'link', from, to }),

    'import.districts': ({ from }: HandlerInput<'import.districts'>) =>
      startWriting(`Derive the districts of ${from}`, { type: 'districts', from }),

    'import.rejects': ({ release }: HandlerInput<'import.rejects'>) =>
      startReading('Write the rejected rows', {
        type: 'rejects',
        release,
        folder: context.files.makeFolder(),
        madeBy: context.madeBy,
      }),

    'export.log': () => ({
      exports: context
        .session()
        .reader.listExports()
        .map(({ author: by, at, title, format, rule, policy, file, sha256, override }) => ({
          at,
          by,
          title,
          format,
          rule,
          policy,
          file,
          sha256,
          override,
        })),
    }),

    'export.start': (request: HandlerInput<'export.start'>) =>
      startDocument(`Export ${nameInFormat(request.fileName, request.format)}`, {
        type: 'export',
        request: underTerms(request),
        coverage: findListCoverage(context.jobs, request),
        folder: context.files.makeFolder(),
        madeBy: context.madeBy,
        readOnly: context.session().isReadOnly,
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
      startDocument(`Export ${nameInFormat(request.fileName, request.format)}`, {
        type: 'table',
        request: underTerms(request),
        result: findTableResult(request),
        folder: context.files.makeFolder(),
        madeBy: context.madeBy,
        readOnly: context.session().isReadOnly,
      }),

    'table.preview': (request: HandlerInput<'table.preview'>) =>
      startDocument('See what would leave', {
        type: 'preview',
        request: underTerms(request),
        result: findTableResult(request),
        madeBy: context.madeBy,
        readOnly: context.session().isReadOnly,
      }),

    'job.result': ({ job }: HandlerInput<'job.result'>) => context.jobs.getResult(job),
    'job.list': () => context.jobs.list(),
    'job.get': ({ job }: HandlerInput<'job.get'>) => context.jobs.get(job),
    'job.cancel': ({ job }: HandlerInput<'job.cancel'>) => {
      context.jobs.cancel(job);
      return {};
    },
  };
}
