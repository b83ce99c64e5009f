import { basename } from 'node:path';
import type { HandlerInput } from '#contract';
import { findRunWorkspace, readRunFile } from '../runs/index.ts';
import type { HandlerContext } from './context.ts';

/** Documents made again from their run files. */
export function runHandlers(context: HandlerContext) {
  return {
    'run.read': ({ file }: HandlerInput<'run.read'>) => {
      const { made, program, asked } = readRunFile(context.files.getFile(file));
      const { fileName, format, title } = asked.request;
      return { title: title ?? fileName, made, format, fileName, program };
    },

    'run.workspace': ({ file }: HandlerInput<'run.workspace'>) => {
      const named = context.files.getFile(file);
      const known = context.home.list().map((each) => each.path);
      const path = findRunWorkspace(named, readRunFile(named), known);
      return context.files.register(path, basename(path));
    },

    'run.start'({ file, fileName, agreed, override }: HandlerInput<'run.start'>) {
      const session = context.session();
      const { path, name } = context.files.getFile(file);
      return {
        job: context.jobs.start(`Make ${name} again`, session.openedPath, {
          type: 'run',
          file: { path, name },
          fileName,
          agreed,
          override,
          folder: context.files.makeFolder(),
          madeBy: context.madeBy,
          readOnly: session.isReadOnly,
        }),
      };
    },
  };
}
