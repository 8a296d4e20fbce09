/** What is said about the redirect URI once Composio was asked which one it stored. Pure. */

import type { KnownBlock } from '@slack/types';
import { code, context, escapeMrkdwn, section } from '../block-kit.ts';
import type { SavedSetup } from '../model.ts';

/** A warning when Composio stored another redirect URI than the form showed; a note when it does not say. */
export function redirectUriRemark({ redirectUri, redirectUriReadBack }: SavedSetup): KnownBlock[] {
  if (redirectUriReadBack === null) {
    const compare = redirectUri === '' ? '' : ` If Gong complains about it, compare it with ${code(redirectUri)}.`;
    return [context(`Composio does not say which redirect URI it stored.${compare}`)];
  }
  if (redirectUriReadBack === redirectUri) {
    return [context(`Redirect URI, as Composio stored it: ${code(redirectUri)}`)];
  }
  return [
    section(
      `:warning: *Composio stored another redirect URI than the one you registered.* Connecting would fail. In Gong, open the integration and set its redirect URI to exactly:\n\`\`\`${escapeMrkdwn(redirectUriReadBack)}\`\`\``,
    ),
  ];
}
