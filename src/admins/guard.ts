/** The one way for a feature to let only admins through, at each step anew. */

import { section } from '../block-kit.ts';
import type { Outside } from '../ports.ts';
import type { ActionRequest, Sender } from '../routes.ts';
import { buildNoticeView } from '../screens-view.ts';
import { isAdmin, knownAdmins } from './admins.ts';
import { refusal, slackDidNotSay } from './words.ts';

const readMembersAtMostMs = 5_000;

export interface AdminGuard {
  /** Why this person may not, as mrkdwn; null: they may. */
  objection(sender: Sender): Promise<string | null>;
  /** Whether whoever pressed is an admin; who is not is told so where the button was. */
  allows(request: ActionRequest): Promise<boolean>;
}

/** @param configured `GONG_ADMINS` */
export function createAdminGuard(
  outside: Pick<Outside, 'slack' | 'store' | 'clock' | 'log'>,
  configured: readonly string[],
): AdminGuard {
  const objection = async (sender: Sender): Promise<string | null> => {
    const admin = await isAdmin(outside, configured, sender);
    if (admin === 'yes') return null;
    if (admin === 'unknown') return `${slackDidNotSay} Please try again.`;
    return refusal(await knownAdmins(outside, configured, sender, readMembersAtMostMs));
  };

  return {
    objection,
    allows: async (request) => {
      const words = await objection(request);
      if (words === null) return true;
      await tellPresser(outside, request, words);
      return false;
    },
  };
}

/** Says something where a button was pressed: in private beside the message, or in the modal. */
async function tellPresser({ slack }: Pick<Outside, 'slack'>, request: ActionRequest, words: string): Promise<void> {
  const { teamId, view, triggerId } = request;
  if (request.respond) {
    await request.respond({ text: words.replaceAll('`', ''), blocks: [section(words)] }, false);
  } else if (view?.type === 'modal') await slack.updateView(teamId, view.viewId, buildNoticeView('Gong', words));
  else if (triggerId !== null) await slack.openView(teamId, triggerId, buildNoticeView('Gong', words));
}
