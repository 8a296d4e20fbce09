/** How admins want to hear of trouble: the hub's button, the form, and its submission. */

import type { ModalView } from '@slack/types';
import type { AdminGuard } from '../admins/guard.ts';
import { SlackError } from '../errors.ts';
import { isTimeZone, readTimeOfDay } from '../local-time.ts';
import type { Outside } from '../ports.ts';
import { type ActionRequest, type Routes, type SubmissionReply, type SubmissionRequest, textOf } from '../routes.ts';
import { answerLater, showView } from '../screens.ts';
import type { NoticePreferences } from '../stores/notices.ts';
import { noticesAction, noticesCallback } from './actions.ts';
import { mayBeSentAt } from './notice-schedule.ts';
import {
  buildGreeting,
  buildNoticesForm,
  buildNotSavedView,
  buildSavedView,
  buildSavingView,
  channelBlock,
  channelRefusal,
  paceBlock,
  quietFromBlock,
  quietUntilBlock,
  zoneBlock,
} from './notices-view.ts';

/** The button opens the form; whether a channel takes messages is tried before it is saved. */
export function noticeRoutes(outside: Outside, given: { guard: AdminGuard; nudge: () => void }): Routes {
  const { store, slack, clock, log } = outside;

  /** Of whoever asks; UTC when Slack does not say. */
  const timeZoneOf = async (teamId: string, slackUserId: string): Promise<string> => {
    try {
      const { timeZone } = await slack.member(teamId, slackUserId);
      return timeZone !== null && isTimeZone(timeZone) ? timeZone : 'UTC';
    } catch (error) {
      log.warn({ error, slackUserId }, 'could not ask Slack for a time zone');
      return 'UTC';
    }
  };

  const open = async (request: ActionRequest): Promise<void> => {
    if (!(await given.guard.allows(request))) return;
    const preferences = await store.noticePreferences(request.teamId);
    await showView(
      outside,
      request,
      buildNoticesForm(preferences, await timeZoneOf(request.teamId, request.slackUserId)),
    );
  };

  const save = async (request: SubmissionRequest, quiet: NoticePreferences['quiet']): Promise<ModalView> => {
    const objection = await given.guard.objection(request);
    if (objection !== null) return buildNotSavedView(objection);
    const { teamId, slackUserId, values } = request;
    const before = await store.noticePreferences(teamId);
    const channel = textOf(values, channelBlock) || null;
    if (channel !== null && channel !== before.channel) {
      const refusal = await tryChannel(teamId, channel, slackUserId);
      if (refusal !== null) return buildNotSavedView(channelRefusal(channel, refusal));
    }
    const zone = textOf(values, zoneBlock) || request.privateMetadata;
    const chosen: NoticePreferences = {
      channel,
      pace: textOf(values, paceBlock) === 'digest' ? 'digest' : 'immediate',
      quiet,
      timeZone: isTimeZone(zone) ? zone : before.timeZone,
    };
    const now = clock.now();
    await store.chooseNotices(teamId, chosen, { actor: slackUserId, dueAt: mayBeSentAt(chosen, now) }, now);
    given.nudge();
    return buildSavedView(chosen);
  };

  /** Only a message that was posted shows that one can be. @returns what Slack has against it */
  const tryChannel = async (teamId: string, channel: string, actor: string): Promise<string | null> => {
    try {
      await slack.postMessage(teamId, channel, buildGreeting(actor));
      return null;
    } catch (error) {
      const isRefused =
        error instanceof SlackError && (error.isAboutRecipient || error.slackError.startsWith('restricted_action'));
      if (!isRefused) throw error;
      return error.slackError;
    }
  };

  const submit = async (request: SubmissionRequest): Promise<SubmissionReply> => {
    const from = readTimeOfDay(textOf(request.values, quietFromBlock));
    const until = readTimeOfDay(textOf(request.values, quietUntilBlock));
    if ((from === null) !== (until === null)) {
      const missing = from === null ? quietFromBlock : quietUntilBlock;
      return {
        answer: { response_action: 'errors', errors: { [missing]: 'Quiet hours need a beginning and an end.' } },
      };
    }
    if (from !== null && from === until) {
      return {
        answer: {
          response_action: 'errors',
          errors: { [quietUntilBlock]: 'This is when they begin. Choose another end.' },
        },
      };
    }
    const quiet = from === null || until === null ? null : { from, until };
    return answerLater(outside, request, buildSavingView(), () => save(request, quiet));
  };

  return { actions: { [noticesAction]: open }, submissions: { [noticesCallback]: submit } };
}
