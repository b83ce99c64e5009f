import { isDeepStrictEqual } from 'node:util';
import {
  PinpointError,
  type Coverage,
  type JobResult,
  type TableContent,
  type TargetListRequest,
} from '#contract';
import type { Jobs } from './index.ts';

/** What the named job found; it must have been asked for the same. Throws `usage` where it was not, `not_found` where it is gone. */
export function findJobResult(
  jobs: Jobs,
  { job, content }: { job: string; content: TableContent },
): JobResult {
  const task = jobs.getTask(job);
  if (task.type === 'measure' && isDeepStrictEqual(task.content, content)) return jobs.getResult(job);
  throw new PinpointError('usage', 'That job was asked for something else.', { found: job });
}

/** The coverage that a list asks for; null where it asks for none, or no job has measured it. Throws as `findJobResult`. */
export function findListCoverage(
  jobs: Jobs,
  { coverage }: Pick<TargetListRequest, 'coverage'>,
): Coverage | null {
  if (coverage === null || coverage.job === null) return null;
  const { job, request } = coverage;
  const result = findJobResult(jobs, { job, content: { kind: 'coverage', request } });
  return result.kind === 'coverage' ? result.coverage : null;
}
