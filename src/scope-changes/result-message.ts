/** The DM that says what became of a change of scopes whose view was closed meanwhile. Pure. */

import { section } from '../block-kit.ts';
import type { NewMessage } from '../model.ts';
import type { SlackMessage } from '../ports.ts';

export const scopesResultKind = 'scopes_result';

/** @param words what happened and what to do now, as mrkdwn */
export function scopesResultMessage(
  id: string,
  of: { viewId: string; slackUserId: string },
  words: string,
): NewMessage {
  return {
    id,
    recipient: of.slackUserId,
    kind: scopesResultKind,
    subject: of.viewId,
    dedupeKey: `${scopesResultKind}:${of.viewId}:${id}`,
    data: { words },
  };
}

export function buildScopesResult(words: string): SlackMessage {
  return { text: words.replace(/[*`]/g, ''), blocks: [section(words)] };
}
