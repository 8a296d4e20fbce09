/** `/gong-connect`: what the command, its form and its buttons do. */

import { judgeApiBaseUrl } from '../gong/api-base-url.ts';
import type { Connection, SavedSetup } from '../model.ts';
import type { Outside, SlackMessage } from '../ports.ts';
import type { ActionRequest, CommandReply, CommandRequest, Routes, Sender, SubmissionRequest } from '../routes.ts';
import { textOf } from '../routes.ts';
import { showView } from '../screens.ts';
import {
  askAdminsAction,
  askInsteadAction,
  detailsAction,
  disconnectAction,
  formCallback,
  openFormAction,
  openLinkAction,
  reconnectAction,
  testAction,
} from './actions.ts';
import {
  buildAsked,
  buildDisconnected,
  buildHelp,
  buildLinkSent,
  buildNotSetUp,
  buildPaused,
  buildSetUpMeanwhile,
  buildStatusCard,
  buildTested,
} from './answers.ts';
import { askAdmins } from './ask-admins.ts';
import { usualBaseUrl } from './base-url.ts';
import type { CompanyUse } from './company-use.ts';
import { baseUrlBlock, buildAnswerView, buildConnectModal, buildLinkSentView, buildNotSetUpView } from './modal.ts';
import { requestLink } from './request-link.ts';
import { verifyNow } from './verify.ts';
import { needsAdmin, type ReasonToAsk, verificationInWords } from './words.ts';

/** @param given `company`: the connection that people share, if they do; `nudge`: says that there is work for the loops */
export function connectRoutes(
  outside: Outside,
  given: { admins: readonly string[]; company: CompanyUse; nudge: () => void },
): Routes {
  const { store, slack, clock } = outside;
  const { company } = given;

  const command = async (request: CommandRequest): Promise<CommandReply> => {
    switch (request.text.toLowerCase()) {
      case '':
        return start(request);
      case 'status':
        return { answer: await statusCard(request, false) };
      case 'disconnect':
        return { answer: await disconnect(request) };
      default:
        return { answer: buildHelp() };
    }
  };

  const start = async (request: CommandRequest): Promise<CommandReply> => {
    const joined = await company.join(request);
    if (joined) return { answer: joined };
    const setup = await store.savedSetup(request.teamId);
    const status = await store.statusOf(request.teamId, request.slackUserId);
    if (isThere(status.connection)) return { answer: await statusCard(request, false) };
    if (!setup) return { answer: buildNotSetUp() };
    const pause = await store.openPause(request.teamId);
    if (pause) return { answer: buildPaused(pause) };
    return { later: () => openForm(request, request.triggerId, setup) };
  };

  const openForm = async (sender: Sender, triggerId: string, setup: SavedSetup): Promise<void> => {
    const status = await store.statusOf(sender.teamId, sender.slackUserId);
    const form = { scopes: setup.scopes, apiBaseUrl: usualBaseUrl(status, setup), attempt: status.attempt };
    await slack.openView(sender.teamId, triggerId, buildConnectModal(form));
  };

  const statusCard = async (sender: Sender, withDetails: boolean, isTested = false): Promise<SlackMessage> => {
    const shared = await company.show(sender, withDetails, isTested);
    if (shared) return shared;
    const setup = await store.savedSetup(sender.teamId);
    const status = await store.statusOf(sender.teamId, sender.slackUserId);
    if (!status.connection && !setup) return buildNotSetUp();
    const pause = await store.openPause(sender.teamId);
    const works = status.connection?.state === 'active' && pause === null;
    const remark = isThere(status.connection) ? await company.remark(sender.teamId, works) : null;
    return buildStatusCard(status, setup, withDetails, { remark, pause, isTested });
  };

  const disconnect = async (sender: Sender): Promise<SlackMessage> => {
    const { connection, grant } = await store.statusOf(sender.teamId, sender.slackUserId);
    const hadGrant = grant?.state === 'wanted' || grant?.state === 'granted';
    const hadAnything = await store.disconnect(sender.teamId, sender.slackUserId, clock.now());
    given.nudge();
    if (!hadAnything) return buildDisconnected('nothing');
    if (isThere(connection)) return buildDisconnected('connection');
    if (!hadGrant) return buildDisconnected('link');
    return buildDisconnected('grant', await company.remarkOnLeaving(sender));
  };

  const submitForm = async (request: SubmissionRequest) => {
    const judgement = judgeApiBaseUrl(textOf(request.values, baseUrlBlock));
    if (!judgement.ok) {
      const suggestion = judgement.suggestion === null ? '' : ` Did you mean ${judgement.suggestion}?`;
      return {
        answer: { response_action: 'errors' as const, errors: { [baseUrlBlock]: `${judgement.reason}${suggestion}` } },
      };
    }
    const setup = await store.savedSetup(request.teamId);
    if (!setup) return { answer: { response_action: 'update' as const, view: buildNotSetUpView() } };
    const outcome = await requestLink(outside, { ...request, setup, baseUrl: judgement.url });
    given.nudge();
    const pause = outcome === 'paused' ? await store.openPause(request.teamId) : null;
    const view = pause ? buildAnswerView(buildPaused(pause)) : buildLinkSentView();
    return { answer: { response_action: 'update' as const, view } };
  };

  const reconnect = async (request: ActionRequest): Promise<void> => {
    const joined = await company.join(request);
    if (joined) return answer(request, joined);
    const setup = await store.savedSetup(request.teamId);
    if (!setup) return answer(request, buildNotSetUp());
    const outcome = await requestLink(outside, { ...request, setup, baseUrl: null });
    given.nudge();
    const pause = outcome === 'paused' ? await store.openPause(request.teamId) : null;
    if (pause) return answer(request, buildPaused(pause));
    if (request.isEphemeral) await request.respond?.(buildLinkSent(), true);
    if (request.view?.type === 'modal')
      await slack.updateView(request.teamId, request.view.viewId, buildLinkSentView());
  };

  const openFormFromButton = async (request: ActionRequest): Promise<void> => {
    const joined = await company.join(request);
    if (joined) return answer(request, joined);
    const setup = await store.savedSetup(request.teamId);
    const pause = await store.openPause(request.teamId);
    if (!setup) await answer(request, buildNotSetUp());
    else if (pause) await answer(request, buildPaused(pause));
    else if (request.triggerId !== null) await openForm(request, request.triggerId, setup);
  };

  /** Answers where the button is; on the Home tab, where nothing can be answered, in a modal. */
  const answer = async (request: ActionRequest, message: SlackMessage): Promise<void> => {
    if (request.respond) await request.respond(message, request.isEphemeral);
    else await showView(outside, request, buildAnswerView(message));
  };

  const ask = async (request: ActionRequest): Promise<SlackMessage> => {
    const { attempt } = await store.statusOf(request.teamId, request.slackUserId);
    const isSetUp = (await store.savedSetup(request.teamId)) !== null;
    const isStuck = attempt?.state === 'failed' && needsAdmin(attempt.reason);
    const isAwaited = await company.isAwaited(request.teamId);
    if (isSetUp && !isStuck && !isAwaited) return buildSetUpMeanwhile();
    return askBecause(request, isSetUp ? (isAwaited ? 'company_not_connected' : 'stuck') : 'not_set_up');
  };

  /** From the form, before they try; or from a link of theirs, which says how far they came. */
  const askInstead = async (request: ActionRequest): Promise<SlackMessage> => {
    const { teamId, slackUserId, value } = request;
    const attempt = value === null ? null : await store.attempt(teamId, value);
    if (attempt?.owner !== slackUserId) return askBecause(request, 'not_technical_admin');
    const { state, reason } = attempt;
    if (state === 'declined') return askBecause(request, 'declined', reason);
    return askBecause(request, state === 'lapsed' ? 'lapsed' : 'waiting');
  };

  /** @param reason what came back of their link; null: nothing */
  const askBecause = async (
    request: ActionRequest,
    why: ReasonToAsk,
    reason: string | null = null,
  ): Promise<SlackMessage> => {
    const asked = await askAdmins(outside, request, { configured: given.admins, why, reason });
    given.nudge();
    return buildAsked(asked.admins, { ...asked, why, reason });
  };

  const test = async (request: ActionRequest): Promise<void> => {
    if (await store.openPause(request.teamId)) return answer(request, await statusCard(request, false));
    const shared = await company.toTest(request);
    const { connection, person } = await store.statusOf(request.teamId, request.slackUserId);
    const isOwn = connection?.state === 'active' && connection.accountId !== null && person !== null;
    const own = isOwn
      ? { ...connection, accountId: connection.accountId ?? '', externalUserId: person.externalUserId }
      : null;
    const verifiable = shared ?? own;
    if (verifiable === null) return answer(request, await statusCard(request, false));
    const outcome = await verifyNow(outside, verifiable, true);
    given.nudge();
    // The Home tab shows it by itself, where it may well look as before.
    const isOnHome = request.respond === null;
    const said = shared ? company.testedInWords(outcome) : verificationInWords(outcome);
    await answer(request, isOnHome ? buildTested(said) : await statusCard(request, false, true));
  };

  return {
    commands: { '/gong-connect': command },
    submissions: { [formCallback]: submitForm },
    actions: {
      [reconnectAction]: reconnect,
      [openFormAction]: openFormFromButton,
      // The press opens the browser; following the link needs no hint.
      [openLinkAction]: async () => undefined,
      [testAction]: test,
      [detailsAction]: async (request) => {
        await request.respond?.(await statusCard(request, true), request.isEphemeral);
      },
      [disconnectAction]: async (request) => {
        const answer = await disconnect(request);
        await request.respond?.(answer, request.isEphemeral);
      },
      [askAdminsAction]: async (request) => {
        await answer(request, await ask(request));
      },
      [askInsteadAction]: async (request) => {
        await answer(request, await askInstead(request));
      },
    },
  };
}

function isThere(connection: Connection | null): boolean {
  return connection !== null && connection.state !== 'none' && connection.state !== 'left';
}
