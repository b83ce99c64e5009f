import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders of tests with a browser or processes of their own: each file takes many times as long as one of the others. */
const long = /\/test\/(e2e|renderer\/map\/browser|electron|cli|trials|docs)\b/;

/** Begins with the files that take long, so that at the end no process waits for the other with nothing to do. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- no array's, but Vitest's own
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => (long.test(moduleId) ? 0 : 1);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
