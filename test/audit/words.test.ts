/** The audit's filter covers every action that the bot writes down. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { topicGroups } from '../../src/audit/words.ts';

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
