/** The audit's filter covers every action that the bot writes down. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lineInWords, topicGroups } from '../../src/audit/words.ts';
import type { AuditLine } from '../../src/stores/audit.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/** What stands before the dot of every action in the source, whether it is written plainly or put together. */
function topicsWritten(): Set<string> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = files.map((file) => readFileSync(`${source}${file}`, 'utf8'));
  const writers = texts.filter((text) => /writeAudit|store\.audit\(|sendFileByDm\(/.test(text)).join('\n');
  const actions = writers.matchAll(/(?:action[:=\s]|\?|:|about\(relay,)\s*['`]([a-z_]+)\.(?:[a-z_]+|\$\{[^}]+\})['`]/g);
  return new Set([...actions].map(([, topic]) => topic ?? ''));
}

test('every action that is written down belongs to one group of the filter, and no group names what is never written', () => {
  const written = topicsWritten();
  expect(written.size).toBeGreaterThan(15);
  const offered = topicGroups.flatMap(({ topics }) => topics);
  expect([...offered].sort()).toEqual([...written].sort());
});

test('people in a detail are mentioned, and what is no Slack user ID stays code', () => {
  const line = { id: 1, teamId: 'T1', at: 0, actor: 'bot', action: 'access_list.written', subject: 'ca_1' };
  const detail = { granted: ['U05K1B000D', 'U05K1B000E'], withdrawn: [], form: 'allow_list', by: '<!channel>' };
  const words = lineInWords({ ...line, detail } as unknown as AuditLine);
  expect(words).toContain('granted: <@U05K1B000D> and <@U05K1B000E>');
  expect(words).toContain('`form: allow_list, by: &lt;!channel&gt;`');
  const crowd = Array.from({ length: 9 }, (_, index) => `U05K1B000${index}`);
  expect(lineInWords({ ...line, detail: { granted: crowd } } as unknown as AuditLine)).toMatch(/and 4 more$/);
});
