/** `/gong-setup`: the command's answer, and which form and which button leads where. */

import { isAdmin, knownAdmins } from '../admins/admins.ts';
import { refusal, slackDidNotSay } from '../admins/words.ts';
import { section } from '../block-kit.ts';
import { hubMessage } from '../hub/hub.ts';
import type { Outside, SlackMessage } from '../ports.ts';
import type { CommandReply, CommandRequest, Routes } from '../routes.ts';
import {
  adoptAction,
  adoptCallback,
  chooseCallback,
  openGongAction,
  registerCallback,
  secretPageAction,
  setUpAction,
  startOverAction,
} from './actions.ts';
import { wizardButtons } from './buttons.ts';
import { buildSetupHelp } from './help-view.ts';
import { createOpening } from './opening.ts';
import { type WizardGiven, wizardSubmissions } from './wizard.ts';

const readMembersAtMostMs = 10_000;

export function setupRoutes(outside: Outside, given: WizardGiven): Routes {
  const { store, clock } = outside;
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
    if (setup) return request.respond(await hubMessage(outside, setup));
    const [atWork] = await store.creatingSetups(request.teamId);
    if (atWork) {
      return request.respond(say('Gong is being set up at this moment. Type `/gong-setup` again in a minute.'));
    }
    const opened = await opening.open(request, { triggerId: request.triggerId, triggeredAt, replaces: null });
    if (opened === 'too_late') await request.respond(say('That took too long. Please type `/gong-setup` again.'));
  };

  return {
    commands: { '/gong-setup': command },
    submissions: {
      [chooseCallback]: submissions.choose,
      [registerCallback]: submissions.register,
      [adoptCallback]: submissions.adopt,
    },
    actions: {
      // The press opens the browser; there is nothing to do here.
      [openGongAction]: async () => undefined,
      [secretPageAction]: submissions.changeSecret,
      [setUpAction]: buttons.setUp,
      [startOverAction]: buttons.startOver,
      [adoptAction]: buttons.offer,
    },
  };
}

function say(mrkdwn: string): SlackMessage {
  return { text: mrkdwn.replaceAll('`', ''), blocks: [section(mrkdwn)] };
}
