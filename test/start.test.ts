/** The first file that runs explains itself on a Node that is too old for the rest. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const start = fileURLToPath(new URL('../src/start.js', import.meta.url));

/** Starts the bot on a Node that says it is of this version. */
function startOn(version: string) {
  const disguise = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
  return spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(disguise)}`, start], {
    encoding: 'utf8',
    env: {},
    // Where no .env lies.
    cwd: tmpdir(),
  });
}

describe('starting', () => {
  it.each(['23.11.1', '20.20.2', '8.0.0'])('on Node %s says in words what is needed, and exits 1', (version) => {
    const { status, stdout, stderr } = startOn(version);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^Gong Connect needs Node\.js 24 or newer; this is v\S+\.\n.*npm start.*\n$/);
  });

  it('needs nothing that an old Node cannot read', () => {
    const code = readFileSync(start, 'utf8').replace(/\/\*\*[\s\S]*?\*\//, '');
    expect(code).not.toMatch(/^(?:import|export)\s|\?\.|\?\?|\bawait\b|: (?:string|number)\b/m);
  });

  it('on a new enough Node goes on to read the settings', () => {
    const { status, stderr } = startOn('24.0.0');
    expect(status).toBe(1);
    expect(stderr).toContain('SLACK_BOT_TOKEN is missing');
  });
});
