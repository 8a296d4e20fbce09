/** The places of `src`, and what each of them may know: the data behind the rules. Paths are relative to `src`. */

export const features: readonly string[] = [
  'admins',
  'audit',
  'checkup',
  'pause',
  'remove',
  'setup',
  'hub',
  'invitations',
  'connect',
  'company',
  'watch',
  'outbox',
  'alerts',
  'home',
  'roster',
  'incidents',
  'operations',
  'relay',
  'secret-page',
  'reconnects',
  'rotation',
  'scope-changes',
];

/** The files through which one feature may reach another. `connect` reaches none. */
export const entryFiles: readonly string[] = [
  'invitations/actions.ts',
  'invitations/nudge-now.ts',
  'admins/admins.ts',
  'admins/guard.ts',
  'admins/words.ts',
  'audit/actions.ts',
  'checkup/actions.ts',
  'pause/actions.ts',
  'pause/pause-view.ts',
  'remove/actions.ts',
  'alerts/actions.ts',
  'company/actions.ts',
  'company/outage-diagnosis.ts',
  'connect/actions.ts',
  'connect/company-use.ts',
  'connect/refusal-words.ts',
  'connect/verify.ts',
  'connect/words.ts',
  'hub/hub.ts',
  'incidents/actions.ts',
  'incidents/cause-words.ts',
  'incidents/clues.ts',
  'incidents/enable-auth-config.ts',
  'incidents/links-rule.ts',
  'incidents/ranking-rule.ts',
  'incidents/repair-words.ts',
  'incidents/admin-recipients.ts',
  'incidents/health-words.ts',
  'company/request-company-link.ts',
  'connect/request-link.ts',
  'reconnects/live-views.ts',
  'reconnects/progress-view.ts',
  'reconnects/scopes-round.ts',
  'rotation/actions.ts',
  'scope-changes/actions.ts',
  'relay/actions.ts',
  'secret-page/page-view.ts',
  'secret-page/secret-fields.ts',
  'secret-page/secret-pages.ts',
  'roster/actions.ts',
  'roster/look.ts',
  'roster/place-memory.ts',
  'roster/roster-message.ts',
  'roster/roster-view.ts',
  'company/words.ts',
  'setup/actions.ts',
  'setup/form-memory.ts',
  'setup/register-form.ts',
  'setup/register-view.ts',
  'setup/save.ts',
  'setup/save-outcome.ts',
  'setup/scope-fields.ts',
  'setup/redirect-uri-words.ts',
  'setup/words.ts',
  'watch/webhook.ts',
];

/** The files that put adapters and features together, and the one command beside the bot. */
export const compositionFiles: readonly string[] = ['main.ts', 'bot.ts', 'export.ts', 'audit-verify.ts'];

/** Decisions, views and messages: the same answer for the same input, for ever. */
export const pureFiles: readonly RegExp[] = [
  /^(?:connection|attempt|incident|local-time|model|errors|ports|connections-port|store|block-kit|causes|routes)\.ts$/,
  /^stores\//,
  /^gong\//,
  /^(?!adapters\/).*(?:^|[/-])(?:comparison|rule|views?|messages?|modal|words|actions|answers|memory|fields|schedule|sorting|standing|classify|clues|repair-seen|silence|pac(?:e|ing)|mass-change|access-list|callback-page)\.ts$/,
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
  'node:fs': /^adapters\/|^(?:main|bot|export|audit-verify)\.ts$/,
  'node:fs/promises': /^adapters\/|^(?:main|bot|export|audit-verify)\.ts$/,
};

/** Names that reach past the ports, and the files that may use them. */
export const keptWords: readonly { word: RegExp; users: RegExp }[] = [
  { word: /\bDate\.now\b|\bDate\(\s*\)|\bperformance\.now\b|\bhrtime\b/, users: /^adapters\/clock\.ts$/ },
  { word: /\bset(?:Timeout|Interval|Immediate)\b/, users: /^adapters\/clock\.ts$/ },
  // Time-outs of requests keep real time.
  { word: /\bAbortSignal\.timeout\b/, users: /^adapters\// },
  { word: /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b/, users: /^adapters\/identity\.ts$/ },
  { word: /\bprocess\.env\b|\benv\b[^\n]*\bfrom 'node:process'/, users: /^(?:main|export|audit-verify)\.ts$/ },
  { word: /\bprocess\.(?:exit|exitCode|abort)\b/, users: /^(?:main|export|audit-verify)\.ts$|^start\.js$/ },
  // Signal 0 asks whether a process is alive.
  { word: /\bprocess\.kill\b/, users: /^adapters\/process\.ts$/ },
];
