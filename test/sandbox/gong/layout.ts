/** The frame around each of Gong's pages. */

import { readFileSync } from 'node:fs';
import { type HttpReply, html } from '../http.ts';
import { Markup, markup } from './markup.ts';

const STYLE = new Markup(readFileSync(new URL('gong.css', import.meta.url), 'utf8'));

const COPY_SCRIPT = new Markup(`document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = 'Copied';
});`);

/** A page reply with Gong's look. Elements with `data-copy` copy that text when pressed. */
export function gongPage(title: string, body: Markup, status = 200): HttpReply {
  const source = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title} · Gong (sandbox)</title>
<style>${STYLE}</style>
</head>
<body>
<header><span class="mark">gong</span><span class="notice">sandbox: not the real Gong</span></header>
<main>${body}</main>
<script>${COPY_SCRIPT}</script>
</body>
</html>`;
  return html(source.source, status);
}

/** A page that says what went wrong and goes nowhere. */
export function gongErrorPage(title: string, detail: string, status = 400): HttpReply {
  return gongPage(title, markup`<section class="card error"><h1>${title}</h1><p>${detail}</p></section>`, status);
}
