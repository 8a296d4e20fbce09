/** The places of `src`, and what each of them may know: the data behind the rules. Paths are relative to `src`. */

export const features: readonly string[] = ['setup', 'connect', 'watch', 'outbox', 'alerts', 'home', 'operations'];

/** The files through which one feature may reach another. `connect` reaches none. */
export const entryFiles: readonly string[] = ['connect/actions.ts', 'connect/words.ts', 'watch/webhook.ts'];

/** The files that put adapters and features together, and the one command beside the bot. */
export const compositionFiles: readonly string[] = ['main.ts', 'bot.ts', 'export.ts'];

/** Decisions, views and messages: the same answer for the same input, for ever. */
export const pureFiles: readonly RegExp[] = [
  /^(?:connection|attempt|model|errors|ports|store|watch-store|block-kit|causes|routes)\.ts$/,
  /^gong\//,
  /^(?!adapters\/).*(?:^|[/-])(?:views?|messages?|modal|words|actions|answers|summary|memory|fields|schedule|pac(?:e|ing)|mass-change|callback-page)\.ts$/,
];

/** Who may load a package; nobody may load one that is not named here. */
export const packageUsers: Readonly<Record<string, RegExp>> = {
  zod: /./,
  '@slack/bolt': /^(?:adapters\/|app\.ts$|bot\.ts$)/,
  '@composio/core': /^adapters\//,
  'better-sqlite3': /^adapters\//,
  kysely: /^adapters\//,
  undici: /^adapters\//,
  pino: /^adapters\//,
  'prom-client': /^adapters\//,
};
/** Packages of which everybody may import types, and nobody more. */
export const typePackages: readonly string[] = ['@slack/types'];

/** Node's modules that reach outside the process, and who may load them. Types are free everywhere. */
export const outsideModules =
  /^node:(?:child_process|cluster|dgram|dns|fs|http2?|https|net|timers|tls|worker_threads)(?:\/|$)/;
export const outsideUsers: Readonly<Record<string, RegExp>> = {
  'node:http': /^(?:adapters|operations)\/|^(?:main|bot)\.ts$/,
  'node:fs': /^adapters\/|^(?:main|bot|export)\.ts$/,
  'node:fs/promises': /^adapters\/|^(?:main|bot|export)\.ts$/,
};

/** Names that reach past the ports, and the files that may use them. */
export const keptWords: readonly { word: RegExp; users: RegExp }[] = [
  { word: /\bDate\.now\b|\bDate\(\s*\)|\bperformance\.now\b|\bhrtime\b/, users: /^adapters\/clock\.ts$/ },
  { word: /\bset(?:Timeout|Interval|Immediate)\b/, users: /^adapters\/clock\.ts$/ },
  // Time-outs of requests keep real time.
  { word: /\bAbortSignal\.timeout\b/, users: /^adapters\// },
  { word: /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b/, users: /^adapters\/identity\.ts$/ },
  { word: /\bprocess\.env\b|\benv\b[^\n]*\bfrom 'node:process'/, users: /^(?:main|export)\.ts$/ },
  { word: /\bprocess\.(?:exit|exitCode|abort)\b/, users: /^(?:main|export)\.ts$|^start\.js$/ },
  // Signal 0 asks whether a process is alive.
  { word: /\bprocess\.kill\b/, users: /^adapters\/process\.ts$/ },
];
