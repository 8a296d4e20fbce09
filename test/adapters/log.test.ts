/** No secret comes out of the log, wherever it went in. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLog } from '../../src/adapters/log.ts';

const canary = 'canary-7f3a"quoted\\4c1d';

function logged(fields: Record<string, unknown>, canaries: readonly string[] = [canary]): string {
  const lines: string[] = [];
  createLog('trace', canaries, { write: (line) => void lines.push(line) }).info(fields, 'said');
  return lines.join('');
}

const parse = (line: string) => JSON.parse(line) as Record<string, unknown>;

/** Whatever somebody may log, with the secret somewhere in it. */
const anything = fc.letrec((tie) => ({
  text: fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before}${canary}${after}`),
  error: fc
    .tuple(tie('text'), tie('node'))
    .map(([text, cause]) =>
      Object.assign(new Error(String(text), { cause }), { code: String(text), request: { body: String(text) } }),
    ),
  node: fc.oneof(
    { depthSize: 'small' },
    tie('text'),
    tie('error'),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', canary), tie('node'), { maxKeys: 3 }),
    fc.constant(new Map([[canary, canary]])),
    fc.constant(Buffer.from(canary)),
  ),
}));

test('a secret of this process never comes out, in fields, names, errors, codes or causes', () => {
  fc.assert(
    fc.property(anything.node, anything.node, (one, other) => {
      const line = logged({ one, error: other, [canary]: 1 });
      expect(line).not.toContain(canary);
      expect(line).not.toContain(JSON.stringify(canary).slice(1, -1));
      expect(parse(line).msg).toBe('said');
    }),
  );
});

describe('what no setting knows is recognised', () => {
  test.each([
    'clientSecret',
    'client_secret',
    'Authorization',
    'botToken',
    'linkToken',
    'redirectUrl',
    'redirect_url',
    'nonce',
    'apiKey',
    'COMPOSIO_API_KEY',
    'url',
  ])('by its name: %s', (name) => {
    const line = logged({ [name]: 'hush-hush', deep: { list: [{ [name]: { inner: 'hush-hush' } }] } }, []);
    expect(line).not.toContain('hush-hush');
    expect(line).toContain('[redacted]');
  });

  test.each([
    ['a token of Slack', 'xoxb-12-34-AbCd'],
    ['an app-level token', 'xapp-1-A1-2-f00d'],
    ['a bearer token', 'Bearer eyJhbGciOi.J9'],
    ['a webhook secret', 'whsec_c2VjcmV0'],
    ['a connect link', 'https://connect.composio.dev/link/ln_Zx9-yQ'],
    ['a nonce in an address', 'http://127.0.0.1/composio/callback?nonce=Zx9-yQ_7'],
    ['a client secret in a body', '{"client_secret":"Zx9-yQ"}'],
  ])('by its shape: %s', (_what, text) => {
    const secret = /[\w.-]+$/.exec(text.replace(/["}]+$/, ''))?.[0] ?? text;
    const line = logged({ said: `before ${text} after`, error: new Error(text, { cause: new Error(text) }) }, []);
    expect(line).not.toContain(secret);
    expect(line).toContain('before');
    expect(line).toContain('after');
  });
});

test('an error keeps its type, its words, where it came from and why', () => {
  const error = new TypeError('it broke', { cause: new RangeError('too far') });
  const line = parse(logged({ error, count: 3, isOn: true, nothing: null }));
  expect(line).toMatchObject({
    error: { type: 'TypeError', message: 'it broke', cause: { type: 'RangeError', message: 'too far' } },
    count: 3,
    isOn: true,
    nothing: null,
  });
  expect((line.error as { stack: string }).stack).toContain('log.test.ts');
});

test('what goes round in circles comes to an end', () => {
  const circle: Record<string, unknown> = { name: 'round' };
  circle.again = circle;
  expect(logged({ circle })).toContain('…');
});
