/** `npm run export`: prints who has which external user ID and connected account, as CSV or as JSON. */

import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { exportColumns, readExport } from './adapters/sqlite/export.ts';
import { toCsv } from './csv.ts';
import { BotError } from './errors.ts';
import { readDatabasePath } from './settings.ts';

const usage = 'Usage: npm run --silent export [-- --json]';

function run(): string {
  const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
  const dotEnvText = existsSync('.env') ? readFileSync('.env', 'utf8') : null;
  const rows = readExport(readDatabasePath(process.env, dotEnvText));
  return values.json ? `${JSON.stringify(rows, null, 2)}\n` : toCsv(exportColumns, rows);
}

function inWords(error: unknown): string {
  if (error instanceof BotError) return error.message;
  const isMisused = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isMisused ? usage : String(error);
}

try {
  process.stdout.write(run());
} catch (error) {
  process.stderr.write(`${inWords(error)}\n`);
  process.exitCode = 1;
}
