/** `npm run audit:verify`: says whether the audit is as it was written, or where it is not. */

import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ChainReport, verifyAudit } from './adapters/sqlite/audit-verification.ts';
import { BotError } from './errors.ts';
import { readDatabasePath } from './settings.ts';

const usage = 'Usage: npm run --silent audit:verify [-- --expect HASH]';
/** Beyond these, more lines would say nothing new. */
const mostFound = 20;

function inLines(report: ChainReport): string[] {
  const { teams, breaks, gaps, holdsExpected } = report;
  const found = [
    ...breaks.map(({ teamId, id, at, kind }) => {
      const what = kind === 'changed' ? 'was changed after it was written' : 'does not follow the line before it';
      return `${teamId}: line ${id} (${new Date(at).toISOString()}) ${what}`;
    }),
    ...gaps.map(({ from, to }) =>
      from === to ? `Line ${from} was written and is missing.` : `Lines ${from} to ${to} were written and are missing.`,
    ),
  ];
  return [
    ...teams.map(({ teamId, lines, lastHash }) => `${teamId}: ${lines} lines, the last one has the hash ${lastHash}`),
    ...found.slice(0, mostFound),
    ...(found.length > mostFound ? [`and ${found.length - mostFound} more`] : []),
    ...(holdsExpected === false ? ['No line has the hash that was expected: lines are missing.'] : []),
    isAsWritten(report) ? 'The audit is as it was written.' : 'The audit is NOT as it was written.',
  ];
}

function isAsWritten({ breaks, gaps, holdsExpected }: ChainReport): boolean {
  return breaks.length === 0 && gaps.length === 0 && holdsExpected !== false;
}

try {
  const { values } = parseArgs({ options: { expect: { type: 'string' } } });
  const dotEnvText = existsSync('.env') ? readFileSync('.env', 'utf8') : null;
  const report = verifyAudit(readDatabasePath(process.env, dotEnvText), values.expect ?? null);
  process.stdout.write(`${inLines(report).join('\n')}\n`);
  if (!isAsWritten(report)) process.exitCode = 1;
} catch (error) {
  const isMisused = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${error instanceof BotError ? error.message : isMisused ? usage : String(error)}\n`);
  process.exitCode = 2;
}
