import { rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { HandlerInput, WorkspaceInfo } from '#contract';
import { checkRule, parseRule } from '#core/targeting';
import { deliver } from '#data/files';
import type { WorkspaceWriter } from '#data/workspace';
import { whereNothingIs } from '../deliver.ts';
import type { Host } from '../host.ts';

/** Opening, describing and changing the workspace as a whole. */
export function workspaceHandlers(host: Host) {
  function info(): WorkspaceInfo {
    const { path, reader } = host.session();
    const { synthetic, undo, redo, targeting } = reader.state();
    return {
      file: host.files.register(path),
      place: dirname(path),
      readOnly: reader.readOnly,
      readOnlyReason: reader.readOnlyReason,
      revision: reader.revision(),
      synthetic,
      undo,
      redo,
      targeting,
    };
  }

  function change(make: (writer: WorkspaceWriter) => void): WorkspaceInfo {
    make(host.session().writer());
    return info();
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
    'workspace.info': info,
    'workspace.describe': () => host.session().reader.describe(),
    'workspace.check': () => host.session().reader.check(),

    'workspace.list': () =>
      host.places.list().map(({ path, opened }) => ({
        file: host.files.register(path),
        place: dirname(path),
        opened,
        current: host.hasSession() && host.session().path === path,
      })),

    'workspace.open': async ({ file }: HandlerInput<'workspace.open'>) => {
      const path = host.files.getPath(file);
      await (host.files.isTemporary(path) ? openUploaded(path) : host.open(path));
      return info();
    },

    'workspace.create': async ({ name, at }: HandlerInput<'workspace.create'>) => {
      await host.create(at === null ? host.places.pathForNew(name) : host.files.getPath(at));
      return info();
    },

    'workspace.openDemo': async () => {
      await host.openDemo();
      return info();
    },

    'workspace.undo': () => change((writer) => writer.undo()),
    'workspace.redo': () => change((writer) => writer.redo()),
    'workspace.setTargeting': (targeting: HandlerInput<'workspace.setTargeting'>) =>
      change((writer) => {
        checkRule(parseRule(targeting.rule), host.session().table(targeting.geography).vocabulary);
        writer.setTargeting(targeting);
      }),

    'release.report': ({ release }: HandlerInput<'release.report'>) =>
      host.session().reader.getRelease(release).report,
    'release.delete': ({ release }: HandlerInput<'release.delete'>) =>
      change((writer) => writer.deleteRelease(release)),

    'workspace.deleted': () => host.session().reader.listDeleted(),
    'workspace.forget': ({ release }: HandlerInput<'workspace.forget'>) => {
      const session = host.session();
      session.writer();
      return { job: host.jobs.start('Forget what was deleted', session.path, { type: 'forget', release }) };
    },

    'workspace.copy': () => {
      const { path } = host.session();
      const folder = host.files.makeFolder();
      return {
        job: host.jobs.start(`Copy ${basename(path)}`, path, { type: 'copy', folder, name: basename(path) }),
      };
    },
  };
}
