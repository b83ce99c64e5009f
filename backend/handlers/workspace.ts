import { rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { HandlerInput, WorkspaceInfo } from '#contract';
import { checkRule, parseRule } from '#core/targeting';
import { deliver } from '#data/files';
import type { WorkspaceWriter } from '#data/workspace';
import { whereNothingIs } from '../files/index.ts';
import type { Host } from './host.ts';
import { chooseStep, findStep } from '../session/index.ts';

/** Opening, describing and changing the workspace as a whole. */
export function workspaceHandlers(host: Host) {
  function info(client: string | null): WorkspaceInfo {
    const { path, reader, rescued, broken } = host.session();
    const lost = rescued ?? broken;
    const { synthetic, targeting, style } = reader.state();
    const [undo, redo] = [findStep(host.session(), 'undo', client), findStep(host.session(), 'redo', client)];
    return {
      file: host.files.register(path),
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
    };
  }

  function change(client: string | null, make: (writer: WorkspaceWriter) => void): WorkspaceInfo {
    const session = host.session();
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
    const kept = host.places.pathForCopy(basename(path));
    deliver([{ source: path, destination: kept }], whereNothingIs);
    try {
      await host.open(kept);
    } catch (error) {
      rmSync(kept, { force: true });
      throw error;
    }
  }

  return {
    'workspace.info': (_input: object, client: string | null) => info(client),
    'workspace.describe': () => host.session().reader.describe(),
    'workspace.check': () => host.checks.check(host.session().path),

    'workspace.list': () =>
      host.places.list().map(({ path, opened }) => ({
        file: host.files.register(path),
        place: dirname(path),
        opened,
        current: host.hasSession() && host.session().path === path,
      })),

    'workspace.open': async ({ file }: HandlerInput<'workspace.open'>, client: string | null) => {
      const path = host.files.getPath(file);
      await (host.files.isTemporary(path) ? openUploaded(path) : host.open(path));
      return info(client);
    },

    'workspace.create': async ({ name, at }: HandlerInput<'workspace.create'>, client: string | null) => {
      await host.create(at === null ? host.places.pathForNew(name) : host.files.getPath(at));
      return info(client);
    },

    'workspace.openDemo': async (_input: object, client: string | null) => {
      await host.openDemo();
      return info(client);
    },

    'workspace.undo': ({ step }: HandlerInput<'workspace.undo'>, client: string | null) =>
      change(client, (writer) => writer.undo(chooseStep(host.session(), 'undo', { client, step }))),
    'workspace.redo': ({ step }: HandlerInput<'workspace.redo'>, client: string | null) =>
      change(client, (writer) => writer.redo(chooseStep(host.session(), 'redo', { client, step }))),
    'workspace.setTargeting': (targeting: HandlerInput<'workspace.setTargeting'>, client: string | null) =>
      change(client, (writer) => {
        checkRule(parseRule(targeting.rule), host.session().table(targeting.geography).vocabulary);
        writer.setTargeting(targeting);
      }),

    'workspace.setStyle': (style: HandlerInput<'workspace.setStyle'>, client: string | null) =>
      change(client, (writer) => writer.setStyle(style)),

    'release.report': ({ release }: HandlerInput<'release.report'>) =>
      host.session().reader.getRelease(release).report,
    'release.delete': ({ release }: HandlerInput<'release.delete'>, client: string | null) =>
      change(client, (writer) => writer.deleteRelease(release)),

    'workspace.deleted': () => host.session().reader.listDeleted(),
    'workspace.forget': ({ release }: HandlerInput<'workspace.forget'>) => {
      const session = host.session();
      session.writer();
      return {
        job: host.jobs.start('Forget what was deleted', session.openedPath, { type: 'forget', release }),
      };
    },

    'workspace.copy': () => {
      const { path, openedPath } = host.session();
      const folder = host.files.makeFolder();
      return {
        job: host.jobs.start(`Copy ${basename(path)}`, openedPath, {
          type: 'copy',
          folder,
          name: basename(path),
        }),
      };
    },
  };
}
