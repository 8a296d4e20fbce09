/** Where the browser lands after consent: what the page says comes from Composio, never from the query. Pure. */

import type { AttemptState } from '../attempt.ts';

/** What is known of the link that the browser comes from; null: nothing, the page stays neutral. */
export function buildCallbackPage(state: AttemptState | null, slackUrl: string): string {
  const { title, text } = words(state);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>
body{font:16px/1.5 -apple-system,"Segoe UI","Open Sans",Roboto,"Helvetica Neue",Arial,sans-serif;margin:0;display:grid;place-items:center;min-height:100vh;background:#f6f5f8;color:#1d1c1f}
main{max-width:26rem;margin:1rem;padding:2rem;background:#fff;border-radius:12px;box-shadow:0 1px 4px #0002}
h1{font-size:1.4rem;margin:0 0 .5rem}
a{display:inline-block;margin-top:1rem;padding:.6rem 1.2rem;border-radius:8px;background:#3b1e87;color:#fff;text-decoration:none}
a:focus-visible{outline:3px solid #b69cf5}
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<a href="${escapeHtml(slackUrl)}">Back to Slack</a>
</main>
</body>
</html>
`;
}

function words(state: AttemptState | null): { title: string; text: string } {
  switch (state) {
    case 'won':
      return {
        title: 'Gong is connected',
        text: 'You can close this page. Your direct message in Slack says so, too.',
      };
    case 'declined':
      return {
        title: 'Gong did not connect',
        text: 'Your direct message in Slack says what that may mean, and has a button for a new link.',
      };
    case 'lapsed':
      return { title: 'That link expired', text: 'Your direct message in Slack has a button for a new one.' };
    case 'superseded':
      return {
        title: 'That link was replaced',
        text: 'If there is a newer one, it is in your direct messages in Slack.',
      };
    case 'pending':
    case 'requested':
      return {
        title: 'Nearly there',
        text: 'Gong has not confirmed yet. Your direct message in Slack will say when it has.',
      };
    default:
      return { title: 'Gong Connect', text: 'Your direct message in Slack shows how your connection is.' };
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
