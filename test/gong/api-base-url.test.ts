/** Access tokens go to the API base URL: only Gong's own API hosts pass, and every refusal says why. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeApiBaseUrl } from '../../src/gong/api-base-url.ts';
import { trimPasted } from '../../src/gong/pasted-text.ts';

const shared = 'https://api.gong.io';
const own = 'https://us-35894.api.gong.io';

describe('accepted API base URLs', () => {
  it.each([
    [shared, shared],
    [own, own],
    ['https://api.gong.io/', shared],
    ['https://api.gong.io.', shared],
    ['https://api.gong.io./', shared],
    ['HTTPS://US-35894.API.Gong.IO/', own],
    ['  https://api.gong.io \n', shared],
    ['\u00a0\u200bhttps://api.gong.io\ufeff', shared],
    ['https://a.api.gong.io', 'https://a.api.gong.io'],
    ['https://2.api.gong.io', 'https://2.api.gong.io'],
  ])('%j becomes %s', (text, url) => {
    expect(judgeApiBaseUrl(text)).toEqual({ ok: true, url });
  });
});

describe('refused API base URLs', () => {
  it.each([
    // The web app's address, however it was copied.
    ['https://us-35894.app.gong.io', 'web app', own],
    ['https://us-35894.app.gong.io/home?workspace=1#top', 'web app', own],
    ['US-35894.app.gong.io/', 'web app', own],
    ['http://app.gong.io', 'web app', shared],
    // Right host, wrong around it.
    ['api.gong.io', 'begin with https', shared],
    ['//api.gong.io', 'not a web address', null],
    ['http://us-35894.api.gong.io', 'not encrypted', own],
    ['ftp://api.gong.io', 'not encrypted', shared],
    ['https://me@api.gong.io', '@', shared],
    ['https://me:pw@us-35894.api.gong.io', '@', own],
    ['https://api.gong.io:443', 'port', shared],
    ['https://api.gong.io:8443/', 'port', shared],
    ['https://api.gong.io:', 'port', shared],
    ['https://api.gong.io/v2/calls', 'path', shared],
    ['https://api.gong.io//', 'path', shared],
    ['https://api.gong.io/../', 'path', shared],
    ['https://api.gong.io?x=1', 'question mark', shared],
    ['https://api.gong.io#x', '#', shared],
    // Somebody else's host.
    ['https://api.gong.io@evil.example', '@', null],
    ['https://evil.example/https://api.gong.io', "not Gong's API", null],
    ['https://evil.example?api.gong.io', "not Gong's API", null],
    ['https://api.gong.io.evil.example', 'only looks like Gong', null],
    ['https://apigong.io', 'only looks like Gong', null],
    ['https://api-gong.io', 'only looks like Gong', null],
    ['https://api.gong.io..', 'only looks like Gong', null],
    ['https://api.g0ng.io', "not Gong's API", null],
    ['https://help.gong.io', 'not its API', null],
    ['https://gong.io', 'not its API', null],
    // Labels.
    ['https://a.b.api.gong.io', 'exactly one name', null],
    ['https://.api.gong.io', 'exactly one name', null],
    ['https://-a.api.gong.io', 'exactly one name', null],
    ['https://a_b.api.gong.io', 'exactly one name', null],
    [`https://${'a'.repeat(64)}.api.gong.io`, 'exactly one name', null],
    ['https://%61.api.gong.io', 'exactly one name', null],
    // Look-alikes.
    ['https://xn--pi-6kc.gong.io', 'look like plain ones', null],
    ['https://xn--pi-6kc.api.gong.io', 'look like plain ones', null],
    ['https://\u0430pi.gong.io', 'Character 9 is a Cyrillic letter (U+0430)', null],
    ['https://api\u3002gong\u3002io', 'Character 12 is an unusual character (U+3002)', null],
    ['https://\uff41pi.gong.io', 'a full-width character (U+FF41)', null],
    ['https://a\u200bpi.gong.io', 'zero-width space', null],
    // IP addresses in every spelling.
    ['https://10.0.0.1', 'IP address', null],
    ['https://2130706433', 'IP address', null],
    ['https://0x7f.1', 'IP address', null],
    ['https://0177.0.0.1/', 'IP address', null],
    ['https://[::1]', 'IP address', null],
    ['https://[::1]:443/', 'IP address', null],
    // What no address holds.
    ['', 'Nothing was entered', null],
    [' \u200b ', 'Nothing was entered', null],
    ['https://', 'not a web address', null],
    ['/api.gong.io', 'not a web address', null],
    ['our Gong admin knows', 'Character 4 is a space', null],
    ['https://api.gong.io\thttps://evil.example', 'a tab', null],
    ['https://api.gong.io\r\nHost: evil.example', 'a line break', null],
    ['https://api.gong.io\u0000', 'a control character (U+0000)', null],
    ['https:\\\\api.gong.io', 'a backslash', null],
    ['<https://api.gong.io>', 'a less-than sign', null],
    ['"https://api.gong.io"', 'a double quote', null],
    [`https://api.gong.io/${'a'.repeat(3000)}`, 'too long', null],
  ])('%j', (text, reason, suggestion) => {
    expect(judgeApiBaseUrl(text)).toEqual({ ok: false, reason: expect.stringContaining(reason), suggestion });
  });
});

describe('any text at all', () => {
  const piece = fc.constantFrom(
    ...[
      'https://',
      'http://',
      'api.gong.io',
      'app.gong.io',
      'us-1',
      '.',
      '/',
      ':',
      '443',
      '@',
      '?',
      '#',
      ' ',
      '\\',
      'xn--',
    ],
    ...['A', '-', '_', '%2e', '\u0430', '\u200b', '[', ']', '10.0.0.1', 'evil.example'],
  );
  const text = fc.oneof(
    fc.array(piece).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
  );

  it('is accepted only as one of the two host forms, which a browser reads the same way', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const judgement = judgeApiBaseUrl(typed);
        if (!judgement.ok) return;
        expect(judgement.url).toMatch(/^https:\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)?api\.gong\.io$/);
        expect(new URL(trimPasted(typed)).hostname.replace(/\.$/, '')).toBe(new URL(judgement.url).hostname);
      }),
      { numRuns: 2000 },
    );
  });

  it('is accepted again unchanged once accepted, and so is every suggestion', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const judgement = judgeApiBaseUrl(typed);
        const url = judgement.ok ? judgement.url : judgement.suggestion;
        if (url !== null) expect(judgeApiBaseUrl(url)).toEqual({ ok: true, url });
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused with a reason that Slack would not read as a link, a mention or formatting', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const judgement = judgeApiBaseUrl(typed);
        if (!judgement.ok) expect(judgement.reason).toMatch(/^[^<>&*`]+$/);
      }),
    );
  });

  it('accepts every customer label', () => {
    const label = fc
      .stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/)
      .filter((text) => !text.startsWith('xn--'));
    fc.assert(
      fc.property(label, (customer) => {
        const url = `https://${customer}.api.gong.io`;
        expect(judgeApiBaseUrl(` ${url.toUpperCase()}/ `)).toEqual({ ok: true, url });
        expect(judgeApiBaseUrl(`https://${customer}.app.gong.io/home`)).toMatchObject({ ok: false, suggestion: url });
      }),
    );
  });
});
