import { rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { HandlerInput, WorkspaceInfo } from '#contract';
import { checkRule, parseRule } from '#core/targeting';
import { deliver } from '#data/files';
import type { WorkspaceWriter } from '#data/workspace';
import { settlePolicy } from '../disclosure/index.ts';
import { whereNothingIs } from '../files/index.ts';
import type { HandlerContext } from './context.ts';
import { chooseStep, findStep } from '../session/index.ts';

/** Opening, describing and changing the workspace as a whole. */
export function workspaceHandlers(context: HandlerContext) {
  function info(client: string | null): WorkspaceInfo {
    const { path, reader, rescued, broken } = context.session();
    const lost = rescued ?? broken;
    const { synthetic, targeting, style, policy } = reader.state();
    const [undo, redo] = [
      findStep(context.session(), 'undo', client),
      findStep(context.session(), 'redo', client),
    ];
    return {
      file: context.files.register(path),
      place: dirname(path),
      readOnly: reader.readOnly || lost !== null,
      readOnlyReason: lost ?? reader.readOnlyReason,
      lost,
      revision: reader.revision(),
      synthetic,
      undo: undo?.step.title ?? null,
      redo: redo?.step.title ?? null,
      undoStep: undo === undefined ? null : { id: undo.step.id, whose: undo.whose },
      redoStep: redo === undefined ? null : { id: redo.step.id, whose: redo.whose },
      targeting,
      style,
      policy: { id: settlePolicy(null, reader), isChosen: policy !== null },
    };
  }

  function change(client: string | null, make: (writer: WorkspaceWriter) => void): WorkspaceInfo {
    const session = context.session();
    const writing = session.writer();
    const before = writing.revision();
    make(writing);
    // Noted before it is told: what the caller may undo now is the caller's own.
    if (client !== null && writing.lastChange !== null && writing.revision() > before)
      session.journal.note(writing.lastChange, client);
    return info(client);
  }

  /** An uploaded workspace would vanish with the process: it is kept in the person's folder, unless it cannot be opened. */
  async function openUploaded(path: string): Promise<void> {
    const kept = context.home.pathForCopy(basename(path));
    deliver([{ source: path, destination: kept }], whereNothingIs);
    try {
      await context.open(kept);
    } catch (error) {
      rmSync(kept, { force: true });
      throw error;
    }
  }

  return {
    'workspace.info': (_input: object, client: string | null) => info(client),
    'workspace.describe': () => context.session().reader.describe(),
    'workspace.check': () => context.checks.check(context.session().path),

    'workspace.list': () =>
      context.home.list().map(({ path, opened }) => ({
        file: context.files.register(path),
        place: dirname(path),
        opened,
        current: context.hasSession() && context.session().path === path,
      })),

    'workspace.open': async ({ file }: HandlerInput<'workspace.open'>, client: string | null) => {
      const path = context.files.getPath(file);
      await (context.files.isTemporary(path) ? openUploaded(path) : context.open(path));
      return info(client);
    },

    'workspace.create': async ({ name, at }: HandlerInput<'workspace.create'>, client: string | null) => {
      await context.create(at === null ? context.home.pathForNew(name) : context.files.getPath(at));
      return info(client);
    },

    'workspace.openDemo': async (_input: object, client: string | null) => {
      await context.openDemo();
      return info(client);
    },

    'workspace.undo': ({ step }: HandlerInput<'workspace.undo'>, client: string | null) =>
      change(client, (writer) => writer.undo(chooseStep(context.session(), 'undo', { client, step }))),
    'workspace.redo': ({ step }: HandlerInput<'workspace.redo'>, client: string | null) =>
      change(client, (writer) => writer.redo(chooseStep(context.session(), 'redo', { client, step }))),
    'workspace.setTargeting': (targeting: HandlerInput<'workspace.setTargeting'>, client: string | null) =>
      change(client, (writer) => {
        checkRule(parseRule(targeting.rule), context.session().table(targeting.geography).vocabulary);
        writer.setTargeting(targeting);
      }),

    'workspace.setStyle': (style: HandlerInput<'workspace.setStyle'>, client: string | null) =>
      change(client, (writer) => writer.setStyle(style)),

    'workspace.setPolicy': ({ policy }: HandlerInput<'workspace.setPolicy'>, client: string | null) =>
      change(client, (writer) => writer.setPolicy(policy)),
    'release.classify': ({ release, sensitivity }: HandlerInput<'release.classify'>, client: string | null) =>
      change(client, (writer) => writer.classifyRelease(release, sensitivity)),

    'release.report': ({ release }: HandlerInput<'release.report'>) =>
      context.session().reader.getRelease(release).report,
    'release.delete': ({ release }: HandlerInput<'release.delete'>, client: string | null) =>
      change(client, (writer) => writer.deleteRelease(release)),

    'workspace.deleted': () => context.session().reader.listDeleted(),
    'workspace.forget': ({ release }: HandlerInput<'workspace.forget'>) => {
      const session = context.session();
      session.writer();
      return {
        job: context.jobs.start('Forget what was deleted', session.openedPath, { type: 'forget', release }),
      };
    },

    'workspace.copy': () => {
      const { path, openedPath } = context.session();
      const folder = context.files.makeFolder();
      return {
        job: context.jobs.start(`Copy ${basename(path)}`, openedPath, {
          type: 'copy',
          folder,
          name: basename(path),
        }),
      };
    },
  };
}
