/** The page between the sandbox and the world: nothing leaves without being asked. */

import { markup } from '../gong/markup.ts';
import { type HttpReply, html } from '../http.ts';

/** Names the address outside; only web addresses become a link. */
export function outsidePage(address: string): HttpReply {
  const isWeb = /^https?:\/\//i.test(address);
  const source = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/face/icon.svg">
<link rel="stylesheet" href="/face/styles/base.css">
<link rel="stylesheet" href="/face/styles/outside.css">
<title>Outside the sandbox</title>
</head>
<body>
<main class="outside">
<h1>This leads out of the sandbox</h1>
<p>Nobody stands in for this address here:</p>
<p><code>${address}</code></p>
${isWeb && markup`<p><a class="button" href="${address}" rel="noreferrer">Open the real page</a></p>`}
</main>
</body>
</html>`;
  return html(source.source);
}
