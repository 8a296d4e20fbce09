import { describe, expect, test } from 'vitest';
import { ComposioError, type ComposioFailure } from '../../src/errors.ts';
import { buildSavingView, buildThanksView, colleagueDress } from '../../src/relay/colleague-view.ts';
import { buildHandedOverView, buildHandOverView } from '../../src/relay/hand-over-view.ts';
import { buildProgress, buildRequest } from '../../src/relay/messages.ts';
import { failureInWords, notes, notSavedInWords, objectionTo } from '../../src/relay/words.ts';
import { fitsIntoView, type RegisterMemory } from '../../src/setup/form-memory.ts';
import { buildRegisterView } from '../../src/setup/register-view.ts';
import type { Overtaking, Relay, RelayKind, RelayState } from '../../src/stores/relays.ts';
import { checkMessage, checkView } from '../sandbox/slack/block-kit/checker.ts';

const day = 24 * 3_600_000;
const createdAt = 1_764_000_000_000;

const relay = (more: Partial<Relay> = {}): Relay => ({
  id: 'r1',
  teamId: 'T1',
  kind: 'register',
  sender: 'UANA',
  recipient: 'UBEN',
  note: null,
  formId: 'f1',
  memory: '{}',
  state: 'sent',
  failure: null,
  createdAt,
  expiresAt: createdAt + day,
  beganAt: null,
  endedAt: null,
  ...more,
});

const states: RelayState[] = ['sent', 'opened', 'working', 'failed', 'done', 'expired', 'withdrawn', 'overtaken'];
const kinds: RelayKind[] = ['register', 'consent'];
const every = kinds.flatMap((kind) => states.map((state) => ({ kind, state })));
const buttonsOf = ({ blocks }: { blocks: readonly { type: string }[] }): number =>
  blocks.filter(({ type }) => type === 'actions').length;

describe('the two messages of a relay', () => {
  test.each(every)('of $kind that is $state are what Slack draws, with words for who sees no blocks', (how) => {
    const failure = how.state === 'failed' ? 'lost_composio_slow' : null;
    const one = relay({ ...how, failure, note: 'today' });
    const canBegin = ['sent', 'opened', 'failed'].includes(how.state);
    for (const message of [buildRequest(one), buildProgress(one)]) {
      expect(checkMessage(message)).toEqual([]);
      expect(message.text).toMatch(/ask/);
      expect(message.text).not.toMatch(/[*`]/);
      expect(buttonsOf(message)).toBe(canBegin ? 1 : 0);
    }
  });

  test('send along a note of the fixed ones, and nothing else', () => {
    expect(JSON.stringify(buildRequest(relay({ note: 'exists' })))).toContain(notes.exists);
    expect(buildRequest(relay({ note: '<!channel>' }))).toEqual(buildRequest(relay()));
  });
});

describe('the right to a relay', () => {
  const now = createdAt + 1;

  test('is the colleague’s, as long as it is open', () => {
    for (const state of ['sent', 'opened', 'failed'] as const) {
      expect(objectionTo(relay({ state }), 'UBEN', now)).toBeNull();
    }
  });

  test.each([
    ['somebody else', relay(), 'UCHLOE', now, /handed to somebody else/],
    ['its own sender', relay(), 'UANA', now, /handed to somebody else/],
    ['one that is not known', null, 'UBEN', now, /not known here any more/],
    ['one whose day is over and that nobody has written down yet', relay(), 'UBEN', createdAt + day, /expired/],
    ['one that is expired', relay({ state: 'expired' }), 'UBEN', now, /expired/],
    ['one that is withdrawn', relay({ state: 'withdrawn' }), 'UBEN', now, /withdrawn/],
    ['one that is done', relay({ state: 'done' }), 'UBEN', now, /done already/],
    ['one at work', relay({ state: 'working' }), 'UBEN', now, /being saved/],
    ['one whose link is out', relay({ state: 'working', kind: 'consent' }), 'UBEN', now, /Your link/],
    ['one that was overtaken', relay({ state: 'overtaken' }), 'UBEN', now, /Somebody else/],
  ])('is refused for %s', (_what, one, who, at, words) => {
    expect(objectionTo(one, who, at)).toMatch(words);
  });
});

test('a try that failed is told by its code, known or not', () => {
  for (const reader of ['sender', 'colleague'] as const) {
    expect(failureInWords('lost_composio_slow', reader)).toBe(failureInWords('slow', reader));
    expect(failureInWords('composio_key_refused', reader)).toMatch(/API key/);
    expect(failureInWords('lapsed', reader)).toMatch(/ten minutes/);
    expect(failureInWords('no such code', reader)).toBe('Something went wrong.');
    expect(failureInWords(null, reader)).toBe('Something went wrong.');
  }
});

describe('what is overtaken', () => {
  const byAll: (Overtaking | null)[] = ['connected', 'personal', 'sharing_refused', 'undeliverable', 'declined', null];

  test.each(kinds.flatMap((kind) => byAll.map((by) => ({ kind, by }))))(
    'of $kind, by $by, says so to both and offers nothing',
    ({ kind, by }) => {
      const one = relay({ kind, state: 'overtaken', failure: by });
      for (const message of [buildRequest(one), buildProgress(one)]) {
        expect(checkMessage(message)).toEqual([]);
        expect(buttonsOf(message)).toBe(0);
      }
      expect(buildProgress(one).text.includes('could not deliver it')).toBe(by === 'undeliverable');
      expect(buildProgress(one).text.includes('<@UBEN> cannot')).toBe(by === 'declined');
    },
  );
});

describe('a colleague reads nothing of Composio', () => {
  const failures: ComposioFailure[] = [
    'key_refused',
    'not_found',
    'bad_request',
    'sharing_refused',
    'rate_limited',
    'down',
    'slow',
    'unreadable',
  ];

  test('in the request, whatever comes of it', () => {
    const codes = [...failures.map((failure) => `lost_composio_${failure}`), 'connected', 'personal', 'interrupted'];
    for (const { kind, state } of every) {
      for (const failure of [...failures, ...codes]) {
        expect(JSON.stringify(buildRequest(relay({ kind, state, failure })))).not.toMatch(/composio/i);
        expect(objectionTo(relay({ kind, state, failure }), 'UBEN', createdAt) ?? '').not.toMatch(/composio/i);
      }
    }
  });

  test('in the form, and when that is not saved', () => {
    const one = relay();
    const memory = { formId: 'f1', replaces: null, scopes: ['api:users:read'], redirectUri: 'r', workspaceUrl: null };
    const form = { memory, dress: colleagueDress(one), drawing: 'd' };
    for (const canUsePage of [true, false]) {
      const view = buildRegisterView({ ...form, secret: { kind: 'input', canUsePage } });
      expect(JSON.stringify(view)).not.toMatch(/composio/i);
    }
    for (const view of [buildSavingView(), buildThanksView('UANA')]) {
      expect(JSON.stringify(view)).not.toMatch(/composio/i);
    }
    for (const failure of failures) {
      for (const isOutcomeUnknown of [true, false]) {
        const error = new ComposioError(failure, { isOutcomeUnknown, detail: 'Composio says no' });
        const words = notSavedInWords({ kind: 'failed', error, isSearched: true });
        expect(words).not.toMatch(/composio/i);
        expect(words).toMatch(/^\*It was not saved\.\* .*submit again/);
      }
    }
    expect(notSavedInWords({ kind: 'repeated' })).toMatch(/submitted before/);
    expect(notSavedInWords({ kind: 'taken', by: 'UANA', isSaved: false })).toMatch(/submit again/);
  });
});

test('the notes that can go along fit what is handed over, and into Slack’s menu in full', () => {
  const register = JSON.stringify(
    buildHandOverView({
      kind: 'register',
      known: { formId: 'f1', replaces: null, scopes: [], redirectUri: 'r', workspaceUrl: null },
    }),
  );
  const consent = JSON.stringify(buildHandOverView({ kind: 'consent', known: {} }));
  expect(register).toContain('only client ID and secret are missing.');
  expect(consent).not.toContain('client ID');
  for (const text of Object.values(notes)) expect(text.length).toBeLessThanOrEqual(75);
  for (const shown of [register, consent]) expect(shown).not.toContain('…');
});

test('the form that chooses a colleague holds whatever the register form can', () => {
  const known: RegisterMemory = {
    formId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    replaces: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    scopes: [],
    redirectUri: 'https://backend.composio.dev/api/v1/auth-apps/add',
    workspaceUrl: 'https://us-35894.app.gong.io',
  };
  while (fitsIntoView({ ...known, scopes: [...known.scopes, 'api:x'] })) known.scopes.push('api:x');
  const view = buildHandOverView({ kind: 'register', known });
  expect(checkView(view)).toEqual([]);
  expect(checkView(buildHandOverView({ kind: 'consent', known: {} }))).toEqual([]);
  expect(checkView(buildHandedOverView('register', 'UBEN', createdAt + day))).toEqual([]);
});
