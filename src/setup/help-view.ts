/** The help of `/gong-setup`. Pure. */

import { context, section } from '../block-kit.ts';
import type { SlackMessage } from '../ports.ts';

export function buildSetupHelp(): SlackMessage {
  const lines = [
    '`/gong-setup` sets Gong up for this workspace, or shows how it is set up',
    '`/gong-setup help` shows this',
    '`/gong-connect` connects your own account',
  ];
  const troubles = [
    '*Gong speaks of the redirect URI*: `/gong-setup` shows the one that Composio sends. The integration in Gong needs exactly that, without a slash behind it.',
    '*No Admin centre in Gong*: it takes a Technical Admin. Ask one of them, or do it together.',
    '*The client secret was wrong or is lost*: Gong makes a new one in the integration’s menu. *Rotate client secret* in `/gong-setup` takes it.',
    '*The client ID was wrong*: *Rotate client secret* takes another one with its secret; while nobody has connected yet, *Start over* asks for the client ID, the client secret and the scopes again.',
    '*Something is not allowed*: the scopes ticked in Gong must be those that are asked for. *Change scopes* in `/gong-setup` compares them.',
    '*Connections went inactive*: see whether the integration was switched off in Gong, or the auth config in Composio.',
    '*Gong does not answer*: the API base URL is `https://api.gong.io` or your own, shown in Gong at Admin centre &gt; API; never the address in the browser.',
  ];
  return {
    text: `How to use /gong-setup: ${lines.join('; ').replaceAll('`', '')}`,
    blocks: [
      section(`*Set up Gong* (admins)\n${lines.join('\n')}`),
      section(`*When something does not fit*\n${troubles.map((trouble) => `• ${trouble}`).join('\n')}`),
      context('You need to be a Technical Admin in Gong, or to have one beside you. It takes about five minutes.'),
    ],
  };
}
