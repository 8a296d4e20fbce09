/** The page on which a client secret is typed outside Slack. Nothing that was typed is ever shown again. Pure. */

/** The one style sheet of these pages: the policy that goes out with them names it by its hash. */
export const pageStyle = `
body{font:16px/1.5 -apple-system,"Segoe UI","Open Sans",Roboto,"Helvetica Neue",Arial,sans-serif;margin:0;display:grid;place-items:center;min-height:100vh;background:#f6f5f8;color:#1d1c1f}
main{max-width:28rem;margin:1rem;padding:2rem;background:#fff;border-radius:12px;box-shadow:0 1px 4px #0002}
h1{font-size:1.4rem;margin:0 0 .5rem}
label{display:block;margin-top:1.5rem;font-weight:600}
input{box-sizing:border-box;width:100%;margin-top:.4rem;padding:.6rem;font:inherit;border:1px solid #75707e;border-radius:8px}
button{margin-top:1rem;padding:.6rem 1.2rem;font:inherit;border:0;border-radius:8px;background:#3b1e87;color:#fff;cursor:pointer}
input:focus-visible,button:focus-visible{outline:3px solid #b69cf5}
.error{margin:1.5rem 0 0;padding:.6rem .8rem;border-left:4px solid #b3261e;background:#fdecea}
.small{font-size:.9rem;color:#55505e}
`;

/** @param error what is wrong with what was typed last, in words that hold none of it; null: nothing yet */
export function buildSecretPage({ csrf, error }: { csrf: string; error: string | null }): string {
  const said = error === null ? '' : `<p class="error" id="error" role="alert">${escapeHtml(error)}</p>\n`;
  const field = error === null ? '' : ' aria-invalid="true" aria-describedby="error"';
  return page(
    'Gong client secret',
    `<p>Paste the client secret here instead of into Slack. In Gong, <b>Show secret</b> in the list of integrations shows it.</p>
${said}<form method="post">
<input type="hidden" name="csrf" value="${escapeHtml(csrf)}">
<label for="secret">Client secret</label>
<input id="secret" name="secret" type="password" autocomplete="off" spellcheck="false" maxlength="1000" required autofocus${field}>
<button type="submit">Hand it to the bot</button>
</form>
<p class="small">This page works once and for ten minutes. It can be used only by the form in Slack from which it was opened. Did somebody else send it to you? Then do not type anything here.</p>`,
  );
}

export function buildReceivedPage(): string {
  return page(
    'Received',
    '<p>The bot has the client secret and keeps it in memory alone, for ten minutes at most.</p>\n<p>Go back to Slack: the form there says <b>Received</b>. Finish it now. You can close this page.</p>',
  );
}

/** The same words whether the page was used, replaced, too old or never there. */
export function buildEndedPage(): string {
  return page(
    'This page is over',
    '<p>It was used already, its ten minutes have passed, or it was replaced by a newer one.</p>\n<p>Go back to the form in Slack and ask for a new page there.</p>',
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
