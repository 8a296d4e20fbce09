/** What the wizard's buttons do, each for admins alone. */

import { createAdminGuard } from '../admins/guard.ts';
import { section } from '../block-kit.ts';
import type { AuthConfigFacts } from '../connections-port.ts';
import { ComposioError } from '../errors.ts';
import type { Outside, SlackMessage } from '../ports.ts';
import type { ActionRequest } from '../routes.ts';
import { isFit } from './adopt.ts';
import { buildAdoptView } from './adopt-view.ts';
import { readChooseMemory } from './form-memory.ts';
import type { Opening } from './opening.ts';
import { isInUse } from './save.ts';
import { buildErrorView, buildLookingView } from './views.ts';
import { outcomeInWords } from './words.ts';

type Press = (request: ActionRequest) => Promise<void>;

export function wizardButtons(
  outside: Outside,
  given: { admins: readonly string[] },
  opening: Opening,
): { setUp: Press; startOver: Press; offer: Press } {
  const { store, slack, connections, clock, log } = outside;

  /** Says it where the button was pressed. */
  const tell = async (request: ActionRequest, words: string): Promise<void> => {
    if (request.respond) await request.respond(say(words), false);
    else if (request.view?.type === 'modal') {
      await slack.updateView(request.teamId, request.view.viewId, buildErrorView(words));
    } else if (request.triggerId !== null) {
      await slack.openView(request.teamId, request.triggerId, buildErrorView(words));
    }
  };

  const guard = createAdminGuard(outside, given.admins);

  const startOver: Press = async (request) => {
    const triggeredAt = clock.now();
    if (!(await guard.allows(request)) || request.triggerId === null) return;
    const replaces = await store.savedSetup(request.teamId);
    if (await isInUse(outside, request.teamId, replaces?.id ?? null)) {
      return tell(request, outcomeInWords({ kind: 'in_use' }, 'elsewhere'));
    }
    const { triggerId } = request;
    if ((await opening.open(request, { triggerId, triggeredAt, replaces })) === 'too_late') {
      await tell(request, 'That took too long. Please press the button again.');
    }
  };

  /** From a Home tab, which may be older than the setup. */
  const setUp: Press = async (request) => {
    const triggeredAt = clock.now();
    const { teamId, triggerId } = request;
    if (!(await guard.allows(request)) || triggerId === null) return;
    const [atWork] = await store.creatingSetups(teamId);
    const isThere = (await store.savedSetup(teamId)) !== null;
    if (isThere || atWork) {
      const words = isThere
        ? 'Gong is set up already. Type `/gong-setup` to see how.'
        : 'Gong is being set up at this moment. Try again in a minute.';
      await slack.openView(teamId, triggerId, buildErrorView(words));
    } else if ((await opening.open(request, { triggerId, triggeredAt, replaces: null })) === 'too_late') {
      log.warn({ slackUserId: request.slackUserId }, 'the wizard has to be opened by command');
    }
  };

  const offer: Press = async (request) => {
    if (request.view === null || request.value === null || !(await guard.allows(request))) return;
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

  return { setUp, startOver, offer };
}

function say(mrkdwn: string): SlackMessage {
  return { text: mrkdwn.replaceAll('`', ''), blocks: [section(mrkdwn)] };
}
