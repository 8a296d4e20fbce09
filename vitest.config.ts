/**
 * How the tests run: in four processes, as CI has two cores and stories wait more than half of their time. Files share the
 * modules of their process, since reading those anew took longer than many of the tests: a file must leave nothing
 * behind, and changes no global.
 */

import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    isolate: false,
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      // They run in child processes only, where nothing is counted; test/flows starts and kills those.
      exclude: ['src/start.js', 'src/main.ts', 'src/export.ts', 'src/audit-verify.ts'],
      reporter: ['text', 'html'],
      thresholds: { lines: 90, branches: 90 },
    },
  },
});
