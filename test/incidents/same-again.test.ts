/** When what begins is what ended a moment ago: the same kind, of the same family of causes, and told of. */

import { expect, test } from 'vitest';
import { reopenWithinMs } from '../../src/connection.ts';
import { type Incident, isSameAgain } from '../../src/incident.ts';

type Before = Pick<Incident, 'kind' | 'accountCause' | 'toldAt' | 'endedAt'>;
const now = 100 * reopenWithinMs;
const before: Before = { kind: 'connections', accountCause: 'expired', toldAt: 1, endedAt: now - reopenWithinMs + 1 };

test.each<[string, Partial<Before>, Pick<Incident, 'kind' | 'accountCause'>, boolean]>([
  ['the same', {}, { kind: 'connections', accountCause: 'expired' }, true],
  ['the same by its other name', {}, { kind: 'connections', accountCause: 'failed' }, true],
  ['ten minutes later', { endedAt: now - reopenWithinMs }, { kind: 'connections', accountCause: 'expired' }, false],
  ['one that goes on', { endedAt: null }, { kind: 'connections', accountCause: 'expired' }, false],
  ['one that nobody heard of', { toldAt: null }, { kind: 'connections', accountCause: 'expired' }, false],
  ['another cause', {}, { kind: 'connections', accountCause: 'deleted' }, false],
  ['another kind', {}, { kind: 'auth_config', accountCause: 'auth_config_disabled' }, false],
  ['a silence', { kind: 'composio', accountCause: null }, { kind: 'composio', accountCause: null }, true],
])('%s', (_what, given, begun, expected) => {
  expect(isSameAgain({ ...before, ...given }, begun, now)).toBe(expected);
});
