/** What a person reads when something failed, by what failed and who they are. */

import { expect, test } from 'vitest';
import { ComposioError, DatabaseUnusable, SlackError } from '../src/errors.ts';
import { failureMessage, failureView } from '../src/failure-words.ts';
import { checkFallbackText, checkMessage, checkView } from './sandbox/slack/block-kit/checker.ts';

const busy = new ComposioError('rate_limited', { isOutcomeUnknown: false });
const late = new SlackError('expired_trigger_id', { isOutcomeUnknown: false });
const unscoped = new SlackError('missing_scope', { isOutcomeUnknown: false, neededScopes: ['files:write'] });
const full = new DatabaseUnusable('The bot’s database cannot be used: the disk is full.');

test.each([
  ['an admin hears of Composio by its name', busy, true, 'Composio is getting too many requests'],
  ['a rep never hears of Composio', busy, false, 'The service that keeps the Gong connections'],
  ['a trigger that ran out is said to have taken too long', late, false, 'That took too long.'],
  ['a database in trouble is said plainly', full, false, 'This app cannot save anything at the moment.'],
  ['a scope that a feature needs is named', unscoped, true, 'without the scope files:write'],
  ['anything else is worth another try', new Error('secret details'), true, 'Please try again in a minute.'],
])('%s', (_what, error, isForAdmins, words) => {
  const message = failureMessage(error, '1a2b3c4d', isForAdmins);
  expect(message.text).toContain(words);
  expect(message.text).toContain('1a2b3c4d');
  expect(JSON.stringify(message.blocks)).toContain(words);
  expect(JSON.stringify(message)).not.toContain('secret details');
  if (!isForAdmins) expect(JSON.stringify(message)).not.toContain('Composio');
  expect(checkMessage(message)).toEqual([]);
  expect(checkFallbackText(message)).toEqual([]);
  expect(checkView(failureView(message))).toEqual([]);
});
