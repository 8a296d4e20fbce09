/** Sentences of the wizard that more than one screen says. Pure. */

import { code } from '../block-kit.ts';
import type { ComposioError } from '../errors.ts';

/** Gong: "Create an OAuth app for Gong". */
export const technicalAdminRule =
  'Gong lets only a *Technical Admin* register an integration and approve it, and one approval covers the whole company. Anybody else sees “Insufficient permissions”. If that is not you, do this together with one.';

/** What went wrong when Composio was asked to make the auth config, and what to do now. */
export function failureInWords(error: ComposioError): string {
  const said = error.detail === null ? '' : `\nComposio said: ${code(error.detail)}`;
  const reference = error.requestId === null ? '' : `\nComposio’s reference: ${code(error.requestId)}`;
  return `${words(error)}${said}${reference}`;
}

function words(error: ComposioError): string {
  switch (error.failure) {
    case 'key_refused':
      return '*Composio refused the API key.* Whoever runs this bot needs to check `COMPOSIO_API_KEY`: it must be a key of the right project, with rights to auth configs. Then submit again.';
    case 'not_found':
      return '*Composio does not know the toolkit `gong`.* Whoever runs this bot needs to check `COMPOSIO_BASE_URL` and the Composio project. Then submit again.';
    case 'bad_request':
      return '*Composio refused what was sent.* Compare the client ID and the client secret with what Gong shows, and submit again.';
    case 'rate_limited':
      return `*Composio is getting too many requests.* Wait ${waitInWords(error.retryAfterMs)} and submit again.`;
    case 'down':
      return '*Composio cannot be reached or is having trouble.* Nothing was set up. Submit again in a few minutes.';
    case 'slow':
      return '*Composio took too long to answer.* No auth config was found there afterwards. Submit again in a few minutes: if one turns up, it is used.';
    case 'unreadable':
      return '*Composio answered with something unreadable.* No auth config was found there afterwards. Submit again in a few minutes; if it goes on, whoever runs this bot needs to check `COMPOSIO_BASE_URL`.';
  }
}

function waitInWords(retryAfterMs: number | null): string {
  if (retryAfterMs === null) return 'a minute';
  const seconds = Math.ceil(retryAfterMs / 1000);
  return seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
