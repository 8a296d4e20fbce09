/** How the tests run: every file in a process of its own, two at a time, as CI has two cores. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      // They run in child processes only, where nothing is counted; test/flows starts and kills those.
      exclude: ['src/start.js', 'src/main.ts', 'src/export.ts'],
      reporter: ['text', 'html'],
      thresholds: { lines: 90, branches: 90 },
    },
  },
});
