/** Composio says nothing at all: the wizard opens, goes on and gives up by itself. */

import { describe, expect, test } from 'vitest';
import { chooseScopes, creations, passTheSearch, registerInGong, submitCredentials } from './setup-steps.ts';
import { littlePatience, startWorld } from './world.ts';

describe.concurrent('Composio never answers', () => {
  test.each([
    ['and made the auth config', true],
    ['and made nothing', false],
  ])('%s: the wizard gives up by itself, and asks once', async (_what, processed) => {
    const own = await startWorld({ composioPatience: littlePatience });
    const register = await chooseScopes(own.ana);
    own.composio.faults.add('POST /auth_configs', { kind: 'hang', processed });
    await submitCredentials(register, registerInGong(own, register));
    const shown = await passTheSearch(own, own.ana);
    expect(shown.text()).toMatch(processed ? /Gong is set up\./ : /took too long to answer[\s\S]*did not find one/);
    expect(creations(own)).toBe(1);
    expect(own.composio.authConfigs()).toHaveLength(processed ? 1 : 0);
    await own.end();
  });
});
