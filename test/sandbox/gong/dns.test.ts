/** The sandbox's DNS. */

import { expect, test } from 'vitest';
import { createSandboxDns } from './dns.ts';

const dns = createSandboxDns();
dns.set('api.gong.io', 'http://127.0.0.1:1');
dns.set('*.api.gong.io', 'http://127.0.0.1:2');

test.each([
  ['https://api.gong.io/v2/users?cursor=1#top', 'http://127.0.0.1:1/v2/users?cursor=1#top'],
  ['https://API.gong.io', 'http://127.0.0.1:1/'],
  ['https://us-1.api.gong.io/', 'http://127.0.0.1:2/'],
  ['http://127.0.0.1:9/x', 'http://127.0.0.1:9/x'],
])('%s leads to %s', (asked, real) => {
  expect(String(dns.resolve(asked))).toBe(real);
});

test.each(['https://a.b.api.gong.io', 'https://gong.io', 'https://api.gong.io.example', 'nonsense'])(
  '%s does not exist',
  (asked) => {
    expect(dns.resolve(asked)).toBeNull();
  },
);
