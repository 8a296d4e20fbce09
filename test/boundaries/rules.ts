/** Who may know whom in `src`. Each rule brings examples that break it. */

import {
  compositionFiles,
  entryFiles,
  features,
  keptWords,
  outsideModules,
  outsideUsers,
  packageUsers,
  pureFiles,
  typePackages,
} from './places.ts';
import { type Import, importsOf, type SourceFile, withoutComments } from './source.ts';

export interface Rule {
  says: string;
  /** What is wrong with a file; nothing when it keeps to the rule. */
  faults(file: SourceFile): string[];
  /** Each of these files must be found out. */
  breaks: readonly SourceFile[];
}

const longestFile = 300;

export const rules: readonly Rule[] = [
  {
    says: 'every file belongs to a feature, to gong, to stores, to adapters or to the top',
    faults: ({ path }) => (isKnownPlace(path) ? [] : [`${path} is in a folder without rules`]),
    breaks: [{ path: 'shared/words.ts', text: '' }],
  },
  {
    says: 'packages are loaded only where their kind of outside is known',
    faults: (file) =>
      importsOf(file)
        .filter((found) => !found.isFile && !found.from.startsWith('node:') && !mayLoadPackage(file.path, found))
        .map((found) => `${file.path} imports ${found.from}`),
    breaks: [
      { path: 'setup/routes.ts', text: "import { App } from '@slack/bolt';" },
      { path: 'setup/routes.ts', text: "import type { App } from '@slack/bolt';" },
      { path: 'connect/link.ts', text: "import { Composio } from '@composio/core';" },
      { path: 'watch/sweep.ts', text: "import { sql } from 'kysely';" },
      { path: 'watch/sweep.ts', text: "import {\n  type Kysely,\n  sql,\n} from 'kysely';" },
      { path: 'alerts/rule.ts', text: "const driver = await import('better-sqlite3');" },
      { path: 'alerts/rule.ts', text: "import 'undici';" },
      { path: 'home/view.ts', text: "import { something } from '@slack/types';" },
      { path: 'outbox/log.ts', text: "import pino, { type Logger } from 'pino';" },
      { path: 'adapters/new.ts', text: "import left from 'not-a-dependency';" },
    ],
  },
  {
    says: 'only adapters, operations and the composition reach outside the process through Node',
    faults: (file) =>
      importsOf(file)
        .filter(
          (found) => !found.isTypeOnly && outsideModules.test(found.from) && !mayReachOutside(file.path, found.from),
        )
        .map((found) => `${file.path} imports ${found.from}`),
    breaks: [
      { path: 'watch/webhook.ts', text: "import { createServer } from 'node:http';" },
      { path: 'settings.ts', text: "import { readFileSync } from 'node:fs';" },
      { path: 'operations/files.ts', text: "export * from 'node:fs/promises';" },
      { path: 'connect/link.ts', text: "import { setTimeout as sleep } from 'node:timers/promises';" },
    ],
  },
  {
    says: 'decisions, views and messages are pure: types, zod and other pure files',
    faults: (file) =>
      (isPure(file.path) ? importsOf(file).filter((found) => !isPureImport(found)) : []).map(
        (found) => `${file.path} imports ${found.from}`,
      ),
    breaks: [
      { path: 'connection.ts', text: "import { createHash } from 'node:crypto';" },
      { path: 'gong/scopes.ts', text: "import { readSettings } from '../settings.ts';" },
      { path: 'connect/link-messages.ts', text: "import { makeLink } from './link.ts';" },
      { path: 'home/view.ts', text: "import { readFileSync } from 'node:fs';" },
      { path: 'setup/modal.ts', text: "export { follow } from '../watch/follow.ts';" },
    ],
  },
  {
    says: 'only the composition knows adapters',
    faults: (file) =>
      isIn(file.path, 'adapters') || compositionFiles.includes(file.path)
        ? []
        : importsOf(file)
            .filter((found) => found.isFile && isIn(found.from, 'adapters'))
            .map((found) => `${file.path} imports ${found.from}`),
    breaks: [
      { path: 'app.ts', text: "import { systemClock } from './adapters/clock.ts';" },
      { path: 'setup/save.ts', text: "import type { Schema } from '../adapters/sqlite/schema.ts';" },
    ],
  },
  {
    says: 'features reach each other through entry files alone, and connect reaches no other',
    faults: (file) =>
      importsOf(file)
        .filter((found) => found.isFile && !mayReachFeature(file.path, found.from))
        .map((found) => `${file.path} imports ${found.from}`),
    breaks: [
      { path: 'alerts/reminder.ts', text: "import { deliver } from '../outbox/not-an-entry.ts';" },
      { path: 'alerts/reminder.ts', text: "import type { Owed } from '../outbox/not-an-entry.ts';" },
      ...entryFiles
        .filter((entry) => !entry.startsWith('connect/'))
        .map((entry) => ({ path: 'connect/link.ts', text: `import { follow } from '../${entry}';` })),
    ],
  },
  {
    says: 'nothing imports from outside src, or by a name that is made up at run time',
    faults: (file) => [
      ...importsOf(file)
        .filter((found) => found.isFile && found.from.startsWith('../') && found.from !== '../package.json')
        .map((found) => `${file.path} imports ${found.from}`),
      ...(/\b(?:import|require)\((?!\s*['"])/.test(withoutComments(file.text))
        ? [`${file.path} imports a made-up name`]
        : []),
    ],
    breaks: [
      { path: 'bot.ts', text: "import { start } from '../test/sandbox/start.ts';" },
      { path: 'bot.ts', text: 'const plugin = await import(name);' },
    ],
  },
  {
    says: 'time, chance, the environment and the exit stay where they are kept',
    faults: (file) =>
      keptWords.flatMap(({ word, users }) => {
        const found = users.test(file.path) ? null : word.exec(withoutComments(file.text));
        return found === null ? [] : [`${file.path} uses ${found[0]}`];
      }),
    breaks: [
      { path: 'watch/sweep.ts', text: 'const now = Date.now();' },
      { path: 'watch/sweep.ts', text: 'const today = new Date().toISOString();' },
      { path: 'adapters/slack.ts', text: 'setTimeout(() => {}, 10);' },
      { path: 'outbox/pace.ts', text: 'const timer = globalThis.setInterval(deliver, 1000);' },
      { path: 'outbox/pace.ts', text: 'const signal = AbortSignal.timeout(5_000);' },
      { path: 'outbox/pace.ts', text: 'const wait = 100 * Math.random();' },
      { path: 'connect/link.ts', text: "import { randomUUID } from 'node:crypto';" },
      { path: 'bot.ts', text: 'const level = process.env.LOG_LEVEL;' },
      { path: 'bot.ts', text: "import { env } from 'node:process';" },
      { path: 'bot.ts', text: 'process.exit(1);' },
    ],
  },
  {
    says: 'no drawers and no barrels',
    faults: ({ path, text }) => [
      ...(path.split('/').some((part) => /(?:^|-)(?:utils?|helpers?|misc|common)(?:\.|$)/.test(part))
        ? [`${path} is named for nothing that it holds`]
        : []),
      ...(/(?:^|\/)index\.[jt]s$/.test(path) || /^export\s+(?:type\s+)?\*/m.test(text) ? [`${path} is a barrel`] : []),
    ],
    breaks: [
      { path: 'connect/utils.ts', text: '' },
      { path: 'connect/helpers/dates.ts', text: '' },
      { path: 'connect/link-helper.ts', text: '' },
      { path: 'connect/index.ts', text: '' },
      { path: 'connect/all.ts', text: "export * from './link.ts';" },
    ],
  },
  {
    says: `no file is longer than ${longestFile} lines`,
    faults: ({ path, text }) => {
      const lines = text.split('\n').length - 1;
      return lines > longestFile ? [`${path} has ${lines} lines`] : [];
    },
    breaks: [{ path: 'bot.ts', text: '\n'.repeat(longestFile + 1) }],
  },
];

function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function isKnownPlace(path: string): boolean {
  return !path.includes('/') || [...features, 'gong', 'stores', 'adapters'].some((folder) => isIn(path, folder));
}

function mayLoadPackage(path: string, { from, isTypeOnly }: Import): boolean {
  if (typePackages.includes(from)) return isTypeOnly;
  const name = from.split('/', from.startsWith('@') ? 2 : 1).join('/');
  return packageUsers[name]?.test(path) ?? false;
}

function mayReachOutside(path: string, module: string): boolean {
  return outsideUsers[module]?.test(path) ?? isIn(path, 'adapters');
}

function isPure(path: string): boolean {
  return pureFiles.some((pattern) => pattern.test(path));
}

function isPureImport({ from, isFile, isTypeOnly }: Import): boolean {
  return isTypeOnly || from === 'zod' || (isFile && isPure(from));
}

function mayReachFeature(path: string, target: string): boolean {
  const own = features.find((feature) => isIn(path, feature));
  const other = features.find((feature) => isIn(target, feature));
  if (own === undefined || other === undefined || own === other) return true;
  return own !== 'connect' && entryFiles.includes(target);
}
