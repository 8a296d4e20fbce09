/** Every screen of the wizard stays within Slack's limits, with as many scopes and as long names as there can be. */

import { describe, expect, test } from 'vitest';
import type { AuthConfigFacts } from '../../src/connections-port.ts';
import { scopeCatalogue } from '../../src/gong/scopes.ts';
import { buildHub } from '../../src/hub/hub-view.ts';
import type { SavedSetup } from '../../src/model.ts';
import type { SlackMessage } from '../../src/ports.ts';
import { buildAdoptView } from '../../src/setup/adopt-view.ts';
import { buildChooseView } from '../../src/setup/choose-view.ts';
import { fitsIntoView, type RegisterMemory, readRegisterMemory, writeMemory } from '../../src/setup/form-memory.ts';
import { buildSetupHelp } from '../../src/setup/help-view.ts';
import { buildRegisterView } from '../../src/setup/register-view.ts';
import { buildDoneView, buildErrorView, buildRefusedView, buildWorkingView } from '../../src/setup/views.ts';
import { checkMessage, checkView } from '../sandbox/slack/block-kit/checker.ts';

const known = scopeCatalogue.map(({ name }) => name);
const redirectUri = 'https://backend.composio.dev/api/v1/auth-apps/add';

const memoryWith = (scopes: readonly string[], more: Partial<RegisterMemory> = {}): RegisterMemory => ({
  formId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  replaces: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  scopes: [...scopes],
  redirectUri,
  workspaceUrl: 'https://us-35894.app.gong.io',
  ...more,
});

/** As many typed scopes, of every length, as the form can carry. */
function mostScopes(letter: string, length: number): string[] {
  const scopes = [...known];
  for (let index = 0; fitsIntoView(memoryWith(scopes)); index += 1) {
    scopes.push(`api:${letter.repeat(length)}${index}`);
  }
  return scopes.slice(0, -1);
}

const setupWith = (scopes: readonly string[], more: Partial<SavedSetup> = {}): SavedSetup => ({
  id: 's1',
  teamId: 'T1',
  formId: 'f1',
  state: 'saved',
  name: 'Gong Connect 0f8fad5b',
  authConfigId: 'ac_123',
  clientId: 'CLIENT',
  scopes,
  redirectUri,
  redirectUriReadBack: redirectUri,
  apiBaseUrl: 'https://api.gong.io',
  workspaceUrl: null,
  createdBy: 'U1',
  createdAt: 1_764_000_000_000,
  savedAt: 1_764_000_001_000,
  ...more,
});

const config = (more: Partial<AuthConfigFacts> = {}): AuthConfigFacts => ({
  authConfigId: 'ac_123',
  name: 'By hand',
  isEnabled: true,
  isCustomGong: true,
  toolkit: 'gong',
  authScheme: 'OAUTH2',
  clientId: 'CLIENT',
  scopes: ['api:users:read'],
  redirectUri,
  ...more,
});

const allIn = (shown: object, scopes: readonly string[]): void => {
  const text = JSON.stringify(shown);
  for (const scope of scopes) expect(text).toContain(scope);
};

const texts = ({ blocks }: SlackMessage): string => JSON.stringify(blocks);

/** Nothing goes on, and nobody shares a connection. */
const quiet = {
  isSecretUnproven: false,
  pause: null,
  companyDiagnosis: null,
  incidents: [],
  company: {
    mode: 'personal' as const,
    connection: null,
    attempt: null,
    outage: null,
    approver: null,
    access: null,
    accessOwed: { waiting: 0, leaving: 0 },
    accessTrouble: null,
    lastCheckedAt: null,
  },
};

describe.each([
  ['one scope', ['api:users:read']],
  ['all 37 known scopes', known],
  ['the most short scopes', mostScopes('a', 1)],
  ['the most long scopes', mostScopes('b', 90)],
])('with %s', (_what, scopes) => {
  test('the register form shows them all', () => {
    const view = buildRegisterView({ memory: memoryWith(scopes), drawing: 'd1', failure: 'x'.repeat(1_500) });
    expect(checkView(view)).toEqual([]);
    allIn(view, scopes);
  });

  test('the last screen, the hub and the offer show them all', () => {
    const setup = setupWith(scopes);
    const hub = buildHub({ setup, state: 'enabled', counts: { active: 1, broken: 2 }, ...quiet });
    const done = buildDoneView(setup);
    const offer = buildAdoptView({ formId: 'f', replaces: null, authConfigId: 'ac_1' }, config({ scopes }));
    expect(checkMessage(hub)).toEqual([]);
    expect([...checkView(done), ...checkView(offer)]).toEqual([]);
    for (const shown of [hub, done, offer]) allIn(shown, scopes);
  });

  test('what the form carries on is read back as it was', () => {
    expect(readRegisterMemory(writeMemory(memoryWith(scopes)))).toEqual(memoryWith(scopes));
    expect(writeMemory(memoryWith(scopes)).length).toBeLessThanOrEqual(3_000);
  });
});

test('the first screen stays within the limits with many long offers', () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    config({ authConfigId: `ac_${index}`, name: '<&>`'.repeat(900) }),
  );
  const view = buildChooseView({ formId: 'f', replaces: null }, many);
  expect(checkView(view)).toEqual([]);
  expect(JSON.stringify(view)).toContain('ac_4');
  expect(JSON.stringify(view)).not.toContain('ac_5');
});

test('an offer with a hostile name stays one line of code', () => {
  const view = buildAdoptView(
    { formId: 'f', replaces: null, authConfigId: 'ac_1' },
    config({ name: '`<!channel> *x*', redirectUri: null, scopes: [] }),
  );
  expect(checkView(view)).toEqual([]);
  expect(JSON.stringify(view)).toContain("`'&lt;!channel&gt; *x*`");
  expect(JSON.stringify(view)).toContain('Composio does not say which.');
});

test('views without a form stay within the limits', () => {
  const people = Array.from({ length: 100 }, (_, index) => `U0123456${index}`);
  for (const view of [
    buildWorkingView(),
    buildErrorView('Something.'),
    buildRefusedView([]),
    buildRefusedView(people.slice(0, 10)),
    buildDoneView(setupWith(known, { redirectUriReadBack: null, redirectUri: '' })),
    buildDoneView(setupWith([], { redirectUriReadBack: 'https://other.example/<&>' })),
  ]) {
    expect(checkView(view)).toEqual([]);
  }
});

test.each(['enabled', 'disabled', 'gone', 'unasked', 'not_asked'] as const)(
  'the hub of a setup that is %s is a message',
  (state) => {
    for (const counts of [{}, { left: 1 }, { paused: 1, left: 1, unknown: 2 }, { active: 3, paused: 1 }]) {
      const hub = buildHub({ setup: setupWith(known), state, counts, ...quiet });
      const { active = 0, paused = 0 }: { active?: number; paused?: number } = counts;
      const isNobody = active + paused === 0;
      expect(checkMessage(hub)).toEqual([]);
      expect(texts(hub).includes('Start over"')).toBe(isNobody || (state === 'gone' && active === 0));
      expect(texts(hub).includes('Nobody is connected.')).toBe(isNobody);
      expect(hub.text).toContain(`${active} connected, ${paused} not working`);
    }
  },
);

test('the help is a message, and names every row of the guide’s troubleshooting', () => {
  const help = buildSetupHelp();
  expect(checkMessage(help)).toEqual([]);
  for (const trouble of ['redirect URI', 'Admin centre', 'client secret', 'scopes', 'inactive', 'API base URL']) {
    expect(texts(help)).toContain(trouble);
  }
});
