/** Inviting people: a DM each, owed in the database, and a report of who was invited and who was not. */

import { SlackError } from '../errors.ts';
import { type Outside, pause } from '../ports.ts';
import type { Sender, SubmissionReply, SubmissionRequest } from '../routes.ts';
import { choicesOf } from '../routes.ts';
import { isAdmin, knownAdmins } from './admin.ts';
import {
  buildInvitedView,
  buildInvitingView,
  buildNotInvitedView,
  type InviteReport,
  peopleBlock,
} from './invite-view.ts';
import { invitationKind } from './messages.ts';
import { refusal } from './views.ts';
import { slackDidNotSay } from './words.ts';

const dayMs = 24 * 3_600_000;
/** Slack does not order an update against the acknowledgement before it. */
const updateNotBeforeMs = 500;
/** More people than this are found faster in the whole member list. */
const mostSingleLooks = 20;
const readMembersAtMostMs = 5_000;

/** The form's submission: answered at once, the invitations are written afterwards. */
export function inviteSubmission(
  outside: Outside,
  given: { admins: readonly string[]; nudge: () => void },
): (request: SubmissionRequest) => Promise<SubmissionReply> {
  const { slack, store, clock } = outside;

  const work = async (request: SubmissionRequest) => {
    const admin = await isAdmin(outside, given.admins, request);
    if (admin === 'unknown') return buildNotInvitedView(`${slackDidNotSay} Nobody was invited. Please try again.`);
    if (admin === 'no') {
      const admins = await knownAdmins(outside, given.admins, request, readMembersAtMostMs);
      return buildNotInvitedView(refusal(admins));
    }
    if (!(await store.savedSetup(request.teamId))) {
      return buildNotInvitedView('Gong is not set up yet, so nobody was invited. Type `/gong-setup` to set it up.');
    }
    const report = await invite(outside, request, choicesOf(request.values, peopleBlock));
    given.nudge();
    return buildInvitedView(report);
  };

  return async (request) => ({
    answer: { response_action: 'update', view: buildInvitingView() },
    later: async () => {
      const soonest = pause(clock, updateNotBeforeMs);
      try {
        const view = await work(request);
        await soonest;
        await slack.updateView(request.teamId, request.viewId, view);
      } finally {
        await soonest;
      }
    },
  });
}

/** Owes an invitation to each who is not connected; the same person is invited once a day at most. */
async function invite(outside: Outside, sender: Sender, people: readonly string[]): Promise<InviteReport> {
  const { store, identity, clock } = outside;
  const report: InviteReport = { invited: [], connected: [], already: [], unreachable: [] };
  const unreachable = await findUnreachable(outside, sender.teamId, people);
  const now = clock.now();
  for (const slackUserId of people) {
    if (unreachable.has(slackUserId)) {
      report.unreachable.push(slackUserId);
      continue;
    }
    const { connection } = await store.statusOf(sender.teamId, slackUserId);
    if (connection?.state === 'active') {
      report.connected.push(slackUserId);
      continue;
    }
    const isNew = await store.owe(
      sender.teamId,
      {
        id: identity.uuid(),
        recipient: slackUserId,
        kind: invitationKind,
        subject: slackUserId,
        dedupeKey: `invitation:${slackUserId}:${Math.floor(now / dayMs)}`,
        data: { from: sender.slackUserId },
      },
      now,
    );
    (isNew ? report.invited : report.already).push(slackUserId);
  }
  await store.audit(
    sender.teamId,
    { actor: sender.slackUserId, action: 'people.invited', subject: sender.teamId, detail: { people: report.invited } },
    now,
  );
  return report;
}

/** Bots and deactivated people. Whom Slack says nothing about is invited: a message that cannot be sent harms nobody. */
async function findUnreachable(
  { slack, log }: Outside,
  teamId: string,
  people: readonly string[],
): Promise<ReadonlySet<string>> {
  try {
    const members =
      people.length > mostSingleLooks
        ? await slack.members(teamId)
        : await Promise.all(people.map((slackUserId) => slack.member(teamId, slackUserId)));
    return new Set(members.filter((one) => one.isBot || one.isDeactivated).map((one) => one.slackUserId));
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    log.warn({ error }, 'could not ask Slack who can be invited');
    return new Set();
  }
}
