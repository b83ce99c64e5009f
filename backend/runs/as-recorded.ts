import type { RunSource } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { isSource } from './describe.ts';

/**
 * The same workspace, in which the sources of a run have the numbers and the days of import under which the run knows them: a
 * workspace into which the same files were imported anew numbers them otherwise, and a document names them by these.
 */
export function readAsRecorded(reader: WorkspaceReader, sources: readonly RunSource[]): WorkspaceReader {
  const recorded = Object.create(reader) as WorkspaceReader;
  const byId = new Map(sources.map((source) => [source.id, source]));
  recorded.getRelease = (id) => {
    const release = reader.getRelease(id);
    const own = byId.get(id);
    const source =
      own !== undefined && isSource(own, release) ? own : sources.find((each) => isSource(each, release));
    return source === undefined ? release : { ...release, id: source.id, imported: source.imported };
  };
  return recorded;
}
