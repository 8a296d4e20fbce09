/** What the wizard's buttons do, each for admins alone. */

import { section } from '../block-kit.ts';
import { ComposioError } from '../errors.ts';
import type { AuthConfigFacts, Outside, SlackMessage } from '../ports.ts';
import type { ActionRequest } from '../routes.ts';
import { isAdmin, knownAdmins } from './admin.ts';
import { isFit } from './adopt.ts';
import { buildAdoptView } from './adopt-view.ts';
import { readChooseMemory } from './form-memory.ts';
import { buildInviteView } from './invite-view.ts';
import type { Opening } from './opening.ts';
import { buildErrorView, buildLookingView, refusal } from './views.ts';
import { outcomeInWords, slackDidNotSay } from './words.ts';

const readMembersAtMostMs = 5_000;

type Press = (request: ActionRequest) => Promise<void>;

export function wizardButtons(
  outside: Outside,
  given: { admins: readonly string[] },
  opening: Opening,
): { startOver: Press; invite: Press; offer: Press } {
  const { store, slack, connections, clock, log } = outside;

  /** Says it where the button was pressed. */
  const tell = async (request: ActionRequest, words: string): Promise<void> => {
    if (request.respond) await request.respond(say(words), false);
    else if (request.view?.type === 'modal') {
      await slack.updateView(request.teamId, request.view.viewId, buildErrorView(words));
    }
  };

  const isAllowed = async (request: ActionRequest): Promise<boolean> => {
    const admin = await isAdmin(outside, given.admins, request);
    if (admin === 'unknown') await tell(request, `${slackDidNotSay} Please try again.`);
    if (admin === 'no') {
      await tell(request, refusal(await knownAdmins(outside, given.admins, request, readMembersAtMostMs)));
    }
    return admin === 'yes';
  };

  const startOver: Press = async (request) => {
    const triggeredAt = clock.now();
    if (!(await isAllowed(request)) || request.triggerId === null) return;
    const replaces = await store.savedSetup(request.teamId);
    if (((await store.countByState(request.teamId)).active ?? 0) > 0) {
      return tell(request, outcomeInWords({ kind: 'in_use' }, 'elsewhere'));
    }
    const { triggerId } = request;
    if ((await opening.open(request, { triggerId, triggeredAt, replaces })) === 'too_late') {
      await tell(request, 'That took too long. Please press the button again.');
    }
  };

  const invite: Press = async (request) => {
    if (!(await isAllowed(request))) return;
    if (request.view?.type === 'modal') {
      await slack.updateView(request.teamId, request.view.viewId, buildInviteView());
    } else if (request.triggerId !== null) {
      await slack.openView(request.teamId, request.triggerId, buildInviteView());
    }
  };

  const offer: Press = async (request) => {
    if (request.view === null || request.value === null || !(await isAllowed(request))) return;
    const { viewId, privateMetadata } = request.view;
    await slack.updateView(request.teamId, viewId, buildLookingView());
    let config: AuthConfigFacts | null;
    try {
      config = await connections.authConfig(request.teamId, request.value);
    } catch (error) {
      if (!(error instanceof ComposioError)) throw error;
      log.warn({ error }, 'could not ask Composio about an auth config made by hand');
      return tell(request, outcomeInWords({ kind: 'unasked', error }, 'elsewhere'));
    }
    if (!config || !isFit(config)) return tell(request, outcomeInWords({ kind: 'unfit' }, 'elsewhere'));
    const memory = { ...readChooseMemory(privateMetadata), authConfigId: config.authConfigId };
    await slack.updateView(request.teamId, viewId, buildAdoptView(memory, config));
  };

  return { startOver, invite, offer };
}

function say(mrkdwn: string): SlackMessage {
  return { text: mrkdwn.replaceAll('`', ''), blocks: [section(mrkdwn)] };
}
