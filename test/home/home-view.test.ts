/** The Home tab for every state: a view that Slack takes, with one button. */

import { describe, expect, test } from 'vitest';
import { buildHome } from '../../src/home/home-view.ts';
import { attempt, connection, everyCause, everyState, savedSetup, status } from '../connect/people.ts';
import { checkView } from '../sandbox/slack/block-kit/checker.ts';

const verifications = [null, 'works', 'skipped', 'wrong_base_url', 'not_allowed', 'credentials_refused', 'gong_busy'];

const homes = [
  ['nobody knows them', buildHome(status(null), savedSetup)],
  ['not set up', buildHome(status(null), null)],
  ['a link is out', buildHome(status(null, attempt({})), savedSetup)],
  ['a link is asked for', buildHome(status(null, attempt({ state: 'requested' })), savedSetup)],
  ['a link lapsed', buildHome(status(null, attempt({ state: 'lapsed' })), savedSetup)],
  ...everyState.map((state) => [`state ${state}`, buildHome(status(connection({ state })), savedSetup)] as const),
  ...everyCause.map(
    (cause) => [`cause ${cause}`, buildHome(status(connection({ state: 'broken', cause })), savedSetup)] as const,
  ),
  ...verifications.map(
    (verification) =>
      [
        `verification ${verification}`,
        buildHome(status(connection({ verification }), null, null), savedSetup),
      ] as const,
  ),
] as const;

describe.each(homes)('%s', (_name, home) => {
  test('is a view that Slack takes', () => {
    expect(checkView(home)).toEqual([]);
  });

  test('has one button', () => {
    const buttons = home.blocks.flatMap((block) =>
      'elements' in block && block.type === 'actions' ? block.elements : [],
    );
    expect(buttons).toHaveLength(1);
  });

  test('speaks of no service that a rep does not know', () => {
    expect(JSON.stringify(home)).not.toMatch(/composio/i);
  });
});

test('somebody who left and is back is offered to connect', () => {
  const home = JSON.stringify(buildHome(status(connection({ state: 'left' })), savedSetup));
  expect(home).toContain('Not connected.');
});
