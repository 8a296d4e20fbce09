/** The HTTP routes of the pages on which a client secret is typed: one address, to look at and to send to. */

import { createHash } from 'node:crypto';
import { pageStyle } from '../secret-page/page-view.ts';
import type { PageAnswer, SecretPages } from '../secret-page/secret-pages.ts';
import type { Health } from './health.ts';
import { type Answer, type HttpRoute, readBody } from './http-server.ts';

const path = '/secret/';
/** A secret of 1,000 characters, percent-encoded, and the form's other field. */
const bodyLimitBytes = 16 * 1024;
const tokenPattern = /^[A-Za-z0-9_-]{22,}$/;

const styleHash = createHash('sha256').update(pageStyle).digest('base64');
const headers = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

export function secretRoutes(pages: SecretPages, health: Pick<Health, 'isStopping'>): HttpRoute[] {
  const answer = ({ status, html }: PageAnswer): Answer => ({
    status,
    contentType: 'text/html; charset=utf-8',
    headers,
    body: html,
  });
  const refuse = (status: number, body: string): Answer => ({ status, headers, body });

  return [
    {
      method: 'GET',
      path,
      isPrefix: true,
      handle: async (_request, url) => answer(pages.show(tokenOf(url))),
    },
    {
      method: 'POST',
      path,
      isPrefix: true,
      handle: async (request, url) => {
        const body = await readBody(request, bodyLimitBytes);
        if (body === null) return refuse(413, 'too long for a client secret');
        // What is typed now would be lost with the process.
        if (health.isStopping()) return refuse(503, 'The bot is being restarted. Go back and try again in a minute.');
        // Browsers that say so tell a form of another site from our own.
        if (![undefined, 'same-origin', 'none'].includes(one(request.headers['sec-fetch-site']))) {
          return refuse(403, 'sent from another site');
        }
        if (mediaType(one(request.headers['content-type'])) !== 'application/x-www-form-urlencoded') {
          return refuse(415, 'not a form');
        }
        const typed = new URLSearchParams(body.toString('utf8'));
        return answer(
          pages.receive(tokenOf(url), { csrf: typed.get('csrf') ?? '', secret: typed.get('secret') ?? '' }),
        );
      },
    },
  ];
}

/** What stands behind the path; `''` when that is no token. */
function tokenOf(url: URL): string {
  const token = url.pathname.slice(path.length);
  return tokenPattern.test(token) ? token : '';
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
