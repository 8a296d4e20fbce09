/** `/gong-setup`: the command's answer, and which form and which button leads where. */

import { section } from '../block-kit.ts';
import type { SavedSetup } from '../model.ts';
import { type Outside, pause, type SlackMessage } from '../ports.ts';
import type { CommandReply, CommandRequest, Routes } from '../routes.ts';
import {
  adoptAction,
  adoptCallback,
  chooseCallback,
  inviteAction,
  inviteCallback,
  openGongAction,
  registerCallback,
  startOverAction,
} from './actions.ts';
import { isAdmin, knownAdmins } from './admin.ts';
import { wizardButtons } from './buttons.ts';
import { inviteSubmission } from './invite.ts';
import { createOpening } from './opening.ts';
import { type AuthConfigState, buildSetupHelp, buildSummary } from './summary.ts';
import { refusal } from './views.ts';
import { type WizardGiven, wizardSubmissions } from './wizard.ts';
import { slackDidNotSay } from './words.ts';

const askComposioAtMostMs = 3_000;
const readMembersAtMostMs = 10_000;

export function setupRoutes(outside: Outside, given: WizardGiven): Routes {
  const { store, connections, clock, log } = outside;
  const opening = createOpening(outside);
  const submissions = wizardSubmissions(outside, given);
  const buttons = wizardButtons(outside, given, opening);

  const command = async (request: CommandRequest): Promise<CommandReply> =>
    request.text === '' ? { later: () => answer(request) } : { answer: buildSetupHelp() };

  const answer = async (request: CommandRequest): Promise<void> => {
    const triggeredAt = clock.now();
    const admin = await isAdmin(outside, given.admins, request);
    if (admin === 'unknown') return request.respond(say(`${slackDidNotSay} Please type \`/gong-setup\` again.`));
    if (admin === 'no') {
      const admins = await knownAdmins(outside, given.admins, request, readMembersAtMostMs);
      return request.respond(say(refusal(admins)));
    }
    const setup = await store.savedSetup(request.teamId);
    if (setup) return request.respond(await summarize(setup));
    const [atWork] = await store.creatingSetups(request.teamId);
    if (atWork) {
      return request.respond(say('Gong is being set up at this moment. Type `/gong-setup` again in a minute.'));
    }
    const opened = await opening.open(request, { triggerId: request.triggerId, triggeredAt, replaces: null });
    if (opened === 'too_late') await request.respond(say('That took too long. Please type `/gong-setup` again.'));
  };

  const summarize = async (setup: SavedSetup): Promise<SlackMessage> => {
    const state = connections.authConfig(setup.teamId, setup.authConfigId).then(
      (config): AuthConfigState => (config === null ? 'gone' : config.isEnabled ? 'enabled' : 'disabled'),
      (error: unknown): AuthConfigState => {
        log.warn({ error }, 'could not ask Composio about the auth config');
        return 'unasked';
      },
    );
    const inTime = await Promise.race([
      state,
      pause(clock, askComposioAtMostMs).then((): AuthConfigState => 'unasked'),
    ]);
    return buildSummary({ setup, state: inTime, counts: await store.countByState(setup.teamId) });
  };

  return {
    commands: { '/gong-setup': command },
    submissions: {
      [chooseCallback]: submissions.choose,
      [registerCallback]: submissions.register,
      [adoptCallback]: submissions.adopt,
      [inviteCallback]: inviteSubmission(outside, given),
    },
    actions: {
      // The press opens the browser; there is nothing to do here.
      [openGongAction]: async () => undefined,
      [startOverAction]: buttons.startOver,
      [inviteAction]: buttons.invite,
      [adoptAction]: buttons.offer,
    },
  };
}

function say(mrkdwn: string): SlackMessage {
  return { text: mrkdwn.replaceAll('`', ''), blocks: [section(mrkdwn)] };
}
