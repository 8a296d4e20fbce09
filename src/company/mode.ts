/** What admins do about how people connect: look, choose, get the company link, test it. Each checks their rights anew. */

import type { AdminGuard } from '../admins/guard.ts';
import { context } from '../block-kit.ts';
import { testedJustNow, verificationInWords } from '../connect/words.ts';
import type { SavedSetup } from '../model.ts';
import type { Outside, SlackMessage } from '../ports.ts';
import type { ActionRequest, Routes, Sender } from '../routes.ts';
import { showView } from '../screens.ts';
import {
  chooseCompanyAction,
  choosePersonalAction,
  connectCompanyAction,
  newCompanyLinkAction,
  openModeAction,
  testCompanyAction,
} from './actions.ts';
import { endedMessages } from './ended.ts';
import { buildModeView, buildNotSetUpForMode, type ModeGiven } from './mode-view.ts';
import { requestCompanyLink } from './request-company-link.ts';
import { pausedByNow, personalByNow } from './words.ts';

type Press = (request: ActionRequest) => Promise<void>;

/**
 * @param given `verify`: asks Gong once through the company's account and writes down what came back; `nudge`: says that
 * there is work for the loops; `onModeChanged`: what people are shown of how to connect is another;
 * `renewForColleague`: answers who was asked by an admin to approve, and needs another link; false: it is nobody such
 */
export function companyRoutes(
  outside: Outside,
  given: {
    guard: AdminGuard;
    verify: (connection: { accountId: string; externalUserId: string; scopes: readonly string[] }) => Promise<string>;
    nudge: () => void;
    onModeChanged: () => void;
    renewForColleague: (request: ActionRequest) => Promise<boolean>;
  },
): Routes {
  const { store, clock } = outside;

  const read = async (teamId: string): Promise<ModeGiven> => ({
    company: await store.companyStatus(teamId),
    grants: await store.countGrants(teamId),
    ownActive: (await store.countByState(teamId)).active ?? 0,
    pause: await store.openPause(teamId),
  });

  const show = async (request: ActionRequest, news: string | null): Promise<void> => {
    const view = buildModeView(await read(request.teamId), news);
    await showView(outside, request, view);
  };

  /** For admins of a workspace that is set up. */
  const forAdmins =
    (work: (request: ActionRequest, setup: SavedSetup) => Promise<void>): Press =>
    async (request) => {
      if (!(await given.guard.allows(request))) return;
      const setup = await store.savedSetup(request.teamId);
      if (setup) await work(request, setup);
      else await showView(outside, request, buildNotSetUpForMode());
    };

  const choose = async ({ teamId, slackUserId }: Sender, mode: 'personal' | 'company'): Promise<void> => {
    const now = clock.now();
    await store.chooseConnectionMode(teamId, mode, slackUserId, endedMessages(outside.identity, now), now);
    given.nudge();
    given.onModeChanged();
  };

  const sendLink = async (request: ActionRequest, setup: SavedSetup): Promise<void> => {
    const { teamId, slackUserId } = request;
    const wanted = { teamId, approver: slackUserId, askedBy: slackUserId, setup };
    const { outcome } = await requestCompanyLink(outside, wanted);
    given.nudge();
    if (outcome === 'personal') return tell(request, personalByNow);
    if (outcome === 'paused') return tell(request, pausedByNow);
    await tell(request, ':incoming_envelope: *The link is on its way* to your direct messages with this app.');
  };

  /** In the modal, or beside the message; where the button is in the DM itself, the link follows there. */
  const tell = async (request: ActionRequest, words: string): Promise<void> => {
    if (request.view?.type === 'modal') await show(request, words);
    else await request.respond?.(say(words), false);
  };

  const newLink: Press = async (request) => {
    const { teamId, slackUserId } = request;
    const setup = await store.savedSetup(teamId);
    if (!setup) return tell(request, 'Gong is not set up here any more.');
    if (await given.renewForColleague(request)) return;
    if (!(await given.guard.allows(request))) return;
    const wanted = { teamId, approver: slackUserId, askedBy: slackUserId, setup };
    const { outcome } = await requestCompanyLink(outside, wanted);
    given.nudge();
    if (outcome === 'personal') await tell(request, personalByNow);
    if (outcome === 'paused') await tell(request, pausedByNow);
  };

  const test = async (request: ActionRequest): Promise<void> => {
    if (await store.openPause(request.teamId)) return tell(request, pausedByNow);
    const { connection, approver } = await store.companyStatus(request.teamId);
    if (connection?.state === 'active' && connection.accountId !== null && approver) {
      const { externalUserId } = approver;
      const { accountId, scopes } = connection;
      const outcome = await given.verify({ accountId, externalUserId, scopes });
      given.nudge();
      return tell(request, testedJustNow(verificationInWords(outcome)));
    }
    if (request.view?.type === 'modal') await show(request, null);
  };

  return {
    actions: {
      [openModeAction]: forAdmins((request) => show(request, null)),
      [chooseCompanyAction]: forAdmins(async (request) => {
        await choose(request, 'company');
        await show(request, ':white_check_mark: *One connection for the whole company is chosen.*');
      }),
      [choosePersonalAction]: forAdmins(async (request) => {
        await choose(request, 'personal');
        await show(
          request,
          ':white_check_mark: *People connect personally from now on.* Whoever used the company’s connection gets a message with a button.',
        );
      }),
      [connectCompanyAction]: forAdmins(sendLink),
      [newCompanyLinkAction]: newLink,
      [testCompanyAction]: forAdmins(test),
    },
  };
}

function say(mrkdwn: string): SlackMessage {
  return { text: mrkdwn.replace(/[*`]/g, ''), blocks: [context(mrkdwn)] };
}
