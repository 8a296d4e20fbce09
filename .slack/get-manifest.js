/**
 * Answers the Slack CLI's get-manifest hook from manifest.yml: the hook of @slack/cli-hooks reads manifest.json alone.
 * Plain JavaScript, since the CLI runs it with whatever Node is installed.
 */

import { readFileSync } from 'node:fs';
import { getProtocol } from '@slack/cli-hooks/src/protocols.js';
import { parse } from 'yaml';

const manifest = parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'));
getProtocol(process.argv.slice(2)).respond(JSON.stringify(manifest));
