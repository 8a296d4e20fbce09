/** The page after consent, for every state of the link it belongs to. */

import { expect, test } from 'vitest';
import type { AttemptState } from '../../src/attempt.ts';
import { buildCallbackPage } from '../../src/watch/callback-page.ts';

test.each<[AttemptState | null, string]>([
  ['won', 'Gong is connected'],
  ['declined', 'Gong did not connect'],
  ['lapsed', 'That link expired'],
  ['superseded', 'That link was replaced'],
  ['pending', 'Nearly there'],
  ['requested', 'Nearly there'],
  ['failed', 'Gong Connect'],
  [null, 'Gong Connect'],
])('for %s it is titled "%s" and leads back', (state, title) => {
  const html = buildCallbackPage(state, 'https://acme.slack.com/archives/D1');
  expect(html).toContain(`<title>${title}</title>`);
  expect(html).toContain(`<h1>${title}</h1>`);
  expect(html).toContain('<a href="https://acme.slack.com/archives/D1">Back to Slack</a>');
  expect(html).not.toMatch(/composio|<script/i);
});

test('an address is escaped', () => {
  expect(buildCallbackPage(null, `https://x/"'><script>&`)).toContain(
    'href="https://x/&quot;&#39;&gt;&lt;script&gt;&amp;"',
  );
});
