/** Composio's hosted pages: what is still missing, and how it went. */

import { readFileSync } from 'node:fs';
import { Markup, markup } from '../gong/markup.ts';
import { type HttpReply, html } from '../http.ts';
import { DEFAULT_BASE_URL } from './switches.ts';

const STYLE = new Markup(readFileSync(new URL('connect.css', import.meta.url), 'utf8'));

/** What the pages of lapsed and of used links say (Composio docs, knowledge base). */
export const LAPSED_WORDS = "We couldn't verify the session associated with the link";
export const USED_WORDS = 'Validation error while processing request';

function page(title: string, body: Markup, status = 200): HttpReply {
  const source = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title} · Composio (sandbox)</title>
<style>${STYLE}</style>
</head>
<body>
<main><section class="card">${body}</section>
<footer>Secured by Composio <span class="notice">sandbox: not the real Composio</span></footer></main>
</body>
</html>`;
  return html(source.source, status);
}

/** Asks for the API base URL, unless it is known, and leads on to Gong. */
export function connectPage(asked: {
  token: string;
  appName: string;
  baseUrl: string | null;
  asks: boolean;
}): HttpReply {
  const { token, appName, baseUrl, asks } = asked;
  const input = markup`<label for="base-url">API Base URL</label>
<input id="base-url" name="base_url" type="text" required spellcheck="false" autocomplete="off"
 value="${baseUrl ?? DEFAULT_BASE_URL}" aria-describedby="base-url-help">
<p id="base-url-help" class="help">The address of your company's Gong API, not the one in the browser.</p>`;
  const known = markup`<p class="help">API Base URL: <code>${baseUrl}</code></p>`;
  return page(
    'Connect Gong',
    markup`<div class="pair" aria-hidden="true"><span>${appName.slice(0, 1).toUpperCase()}</span><i></i><span>G</span></div>
<h1>Connect your Gong account</h1><p><strong>${appName}</strong> asks to connect to Gong on your behalf.</p>
<form id="connect" method="post" action="/link/${token}">${asks ? input : known}
<button>Continue to Gong</button></form>`,
  );
}

/** Why a link leads nowhere. */
export function deadLinkPage(words: string): HttpReply {
  return page('Link', markup`<h1>${words}</h1><p>Go back to where you got this link and ask for a new one.</p>`);
}

/** Where the browser ends when nobody asked for it back. */
export function resultPage(problem: string | null): HttpReply {
  return problem === null
    ? page('Connected', markup`<h1>Connected</h1><p>Your Gong account is connected. You may close this page.</p>`)
    : page('Not connected', markup`<h1>Not connected</h1><p>${problem}</p><p>You may close this page.</p>`);
}
