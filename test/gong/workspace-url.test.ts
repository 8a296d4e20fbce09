/** The workspace URL, as the browser shows it, leads to the page on which integrations are created. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeApiBaseUrl } from '../../src/gong/api-base-url.ts';
import { readWorkspaceUrl, sharedWorkspace } from '../../src/gong/workspace-url.ts';

const own = {
  label: 'us-35894',
  apiPageUrl: 'https://us-35894.app.gong.io/company/api',
  likelyApiBaseUrl: 'https://us-35894.api.gong.io',
};

describe('the Gong workspace URL', () => {
  it.each([
    ['https://us-35894.app.gong.io/home?x=1#y', own],
    ['https://us-35894.app.gong.io', own],
    ['us-35894.app.gong.io', own],
    [' HTTP://US-35894.APP.GONG.IO/ ', own],
    ['https://us-35894.api.gong.io', own],
    ['https://app.gong.io/company/api', sharedWorkspace],
    ['app.gong.io', sharedWorkspace],
  ])('is read from %j', (text, workspace) => {
    expect(readWorkspaceUrl(text)).toEqual({ ok: true, workspace });
  });

  it('is the shared one for those who did not say', () => {
    expect(sharedWorkspace).toEqual({
      label: null,
      apiPageUrl: 'https://app.gong.io/company/api',
      likelyApiBaseUrl: 'https://api.gong.io',
    });
  });

  it.each([
    ['', 'Nothing was entered'],
    ['https://example.com', "not the address of Gong's web app"],
    ['https://app.gong.io.example.com', "not the address of Gong's web app"],
    ['https://a.b.app.gong.io', "not the address of Gong's web app"],
    ['https://app.gong.io@example.com', "not the address of Gong's web app"],
    ['https://me@app.gong.io', "not the address of Gong's web app"],
    ['https://app.gong.io:8443/', "not the address of Gong's web app"],
    ['https://xn--pi-6kc.app.gong.io', "not the address of Gong's web app"],
    ['https://api.gong.io', "the address of Gong's API. The workspace URL is what your browser shows"],
    ['api.gong.io/v2/calls', "the address of Gong's API. The workspace URL is what your browser shows"],
    ['javascript://app.gong.io', 'must begin with https://'],
    ['ours is us-35894', 'a space'],
  ])('is refused as %j', (text, reason) => {
    expect(readWorkspaceUrl(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });

  it('gives only links into Gong, and API base URLs that are accepted, whatever was typed', () => {
    const piece = fc.constantFrom('https://', 'app.gong.io', 'us-1', '.', '/', '@', ':', '?', 'javascript:', 'x');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece).map((pieces) => pieces.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const reading = readWorkspaceUrl(text);
          if (!reading.ok) return;
          expect(reading.workspace.apiPageUrl).toMatch(/^https:\/\/(?:[a-z0-9-]+\.)?app\.gong\.io\/company\/api$/);
          expect(judgeApiBaseUrl(reading.workspace.likelyApiBaseUrl).ok).toBe(true);
        },
      ),
    );
  });
});
