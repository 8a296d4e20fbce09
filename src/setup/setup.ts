/** `/gong-setup`: the command's answer, and what the wizard's buttons outside a form do. */

import { section } from '../block-kit.ts';
import { SlackError } from '../errors.ts';
import type { SavedSetup } from '../model.ts';
import { type AuthConfigFacts, type Outside, pause, type SlackMessage } from '../ports.ts';
import type { ActionRequest, CommandReply, CommandRequest, Routes, Sender } from '../routes.ts';
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
import { buildAdoptView } from './adopt-view.ts';
import { buildChooseView } from './choose-view.ts';
import { readChooseMemory } from './form-memory.ts';
import { buildInviteView } from './invite.ts';
import { type AuthConfigState, buildSetupHelp, buildSummary } from './summary.ts';
import { buildErrorView, buildRefusedView, refusal } from './views.ts';
import { type WizardGiven, wizardSubmissions } from './wizard.ts';

/** What Composio is asked for before the form opens must not eat up the trigger's three seconds. */
const askComposioAtMostMs = 1_000;

export function setupRoutes(outside: Outside, given: WizardGiven): Routes {
  const { store, slack, connections, clock, identity, log } = outside;
  const submissions = wizardSubmissions(outside, given);

  const command = async (request: CommandRequest): Promise<CommandReply> => {
    if (['help', '?'].includes(request.text.toLowerCase())) return { answer: buildSetupHelp() };
    return { later: () => answer(request) };
  };

  const answer = async (request: CommandRequest): Promise<void> => {
    const existing = existingAuthConfigs(request.teamId);
    const admin = await isAdmin(outside, given.admins, request);
    if (admin !== 'yes') return request.respond(await refuse(request, admin));
    const setup = await store.savedSetup(request.teamId);
    if (setup) return request.respond(await summarize(setup));
    const [atWork] = await store.creatingSetups(request.teamId);
    if (atWork)
      return request.respond(say('Gong is being set up at this moment. Type `/gong-setup` again in a minute.'));
    await openWizard(request, request.triggerId, null, await existing);
  };

  const openWizard = async (
    sender: Sender,
    triggerId: string,
    replaces: string | null,
    existing: readonly AuthConfigFacts[],
  ): Promise<void> => {
    const view = buildChooseView({ formId: identity.uuid(), replaces }, existing);
    await slack.openView(sender.teamId, triggerId, view);
  };

  const existingAuthConfigs = (teamId: string): Promise<readonly AuthConfigFacts[]> => {
    const asked = connections.customAuthConfigs(teamId).catch((error: unknown) => {
      log.warn({ error }, 'could not ask Composio for auth configs made by hand');
      return [];
    });
    return Promise.race([asked, pause(clock, askComposioAtMostMs).then(() => [])]);
  };

  const refuse = async (sender: Sender, admin: 'no' | 'unknown'): Promise<SlackMessage> =>
    admin === 'unknown'
      ? say('Slack did not say in time whether you are an admin. Please try again.')
      : say(refusal(await knownAdmins(outside, given.admins, sender.teamId)));

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
      pause(clock, 3 * askComposioAtMostMs).then((): AuthConfigState => 'unasked'),
    ]);
    return buildSummary({ setup, state: inTime, counts: await store.countByState(setup.teamId) });
  };

  /** Runs `work` for an admin; anybody else, also somebody who no longer is one, is told so where they pressed. */
  const forAdmin =
    (work: (request: ActionRequest) => Promise<void>) =>
    async (request: ActionRequest): Promise<void> => {
      const admin = await isAdmin(outside, given.admins, request);
      if (admin === 'yes') return work(request);
      if (request.respond) return request.respond(await refuse(request, admin), false);
      if (request.view?.type === 'modal') {
        await slack.updateView(
          request.teamId,
          request.view.viewId,
          admin === 'unknown'
            ? buildErrorView('Slack did not say in time whether you are an admin. Please try again.')
            : buildRefusedView(await knownAdmins(outside, given.admins, request.teamId)),
        );
      }
    };

  const startOver = async (request: ActionRequest): Promise<void> => {
    const setup = await store.savedSetup(request.teamId);
    if (request.triggerId === null) return;
    const active = (await store.countByState(request.teamId)).active ?? 0;
    if (active > 0) {
      await request.respond?.(say('Somebody is connected by now, so starting over would cut them off.'), false);
      return;
    }
    await openWizard(request, request.triggerId, setup?.id ?? null, await existingAuthConfigs(request.teamId));
  };

  const openInvite = async (request: ActionRequest): Promise<void> => {
    if (request.view?.type === 'modal') {
      await slack.updateView(request.teamId, request.view.viewId, buildInviteView());
    } else if (request.triggerId !== null) {
      await slack.openView(request.teamId, request.triggerId, buildInviteView());
    }
  };

  const offerExisting = async (request: ActionRequest): Promise<void> => {
    if (request.view === null || request.value === null) return;
    const config = await connections.authConfig(request.teamId, request.value);
    const view = config
      ? buildAdoptView({ ...readChooseMemory(request.view.privateMetadata), authConfigId: config.authConfigId }, config)
      : buildErrorView('That auth config is no longer in Composio. Type `/gong-setup` to start again.');
    await slack.updateView(request.teamId, request.view.viewId, view);
  };

  return {
    commands: { '/gong-setup': command },
    submissions: {
      [chooseCallback]: submissions.choose,
      [registerCallback]: submissions.register,
      [adoptCallback]: submissions.adopt,
      [inviteCallback]: submissions.invite,
    },
    actions: {
      // The press opens the browser; there is nothing to do here.
      [openGongAction]: async () => undefined,
      [startOverAction]: forAdmin(startOver),
      [inviteAction]: forAdmin(openInvite),
      [adoptAction]: forAdmin(offerExisting),
    },
  };
}

/** Whether a trigger was used up or too old: the person only has to ask once more. */
export function isTriggerSpent(error: unknown): boolean {
  return error instanceof SlackError && /^(expired|exchanged|invalid)_trigger_id$/.test(error.slackError);
}

function say(mrkdwn: string): SlackMessage {
  return { text: mrkdwn.replaceAll('`', ''), blocks: [section(mrkdwn)] };
}
