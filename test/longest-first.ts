/** The order of the test files: those that start programs and browsers first, so that none of them is left for the end. */

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Vitest orders by how long files took last time, and a fresh checkout knows nothing of that. */
const long =
  /\/(?:crash-|process|mass|delivery\.|setup-admins)[^/]*\.test\.ts$|\/browser\/(?:story|controls)\.test\.ts$/;

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => long.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
