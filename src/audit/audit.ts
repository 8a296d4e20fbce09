/** The audit in Slack: opened from the hub, looked through page by page, sent as a file by DM. */

import type { ModalView } from '@slack/types';
import type { AdminGuard } from '../admins/guard.ts';
import { SlackError } from '../errors.ts';
import { type Outside, pause } from '../ports.ts';
import type { ActionRequest, Routes } from '../routes.ts';
import { showView } from '../screens.ts';
import type { AuditFilter } from '../stores/audit.ts';
import {
  anyActorAction,
  anySubjectAction,
  chooseActorAction,
  chooseSubjectAction,
  chooseTopicAction,
  newestAction,
  olderAction,
  openAuditAction,
  sendLinesAction,
} from './actions.ts';
import { type AuditMemory, newestLines, readAuditMemory } from './audit-memory.ts';
import { buildAuditLoadingView, buildAuditView, linesAPage } from './audit-view.ts';
import { toJsonLine } from './json-lines.ts';
import { topicGroups } from './words.ts';

const linesAtOnce = 500;

type Press = (request: ActionRequest) => Promise<void>;

export function auditRoutes(outside: Outside, { guard }: { guard: AdminGuard }): Routes {
  const { slack, store, clock, log } = outside;

  const viewOf = async (teamId: string, memory: AuditMemory, note?: string): Promise<ModalView> => {
    const found = await store.auditBefore(teamId, filterOf(memory), memory.before, linesAPage + 1);
    const lines = found.slice(0, linesAPage);
    return buildAuditView({
      memory,
      lines,
      hasOlder: found.length > lines.length,
      ...(note === undefined ? {} : { note }),
    });
  };

  const open: Press = async (request) => {
    if (!(await guard.allows(request))) return;
    const viewId = await showView(outside, request, buildAuditLoadingView());
    if (viewId !== null) await slack.updateView(request.teamId, viewId, await viewOf(request.teamId, newestLines));
  };

  /** Shows the same view with something else remembered. */
  const turn =
    (change: (memory: AuditMemory, request: ActionRequest) => AuditMemory): Press =>
    async (request) => {
      if (request.view === null || !(await guard.allows(request))) return;
      const memory = change(readAuditMemory(request.view.privateMetadata), request);
      await slack.updateView(request.teamId, request.view.viewId, await viewOf(request.teamId, memory));
    };

  const send: Press = async (request) => {
    if (request.view === null || !(await guard.allows(request))) return;
    const { teamId, slackUserId, view } = request;
    const memory = readAuditMemory(view.privateMetadata);
    const { content, lines } = await readLines(teamId, filterOf(memory));
    let note = `:incoming_envelope: ${lines === 1 ? 'One line is' : `${lines} lines are`} in your direct messages with this app.`;
    try {
      const channel = await slack.openDm(teamId, slackUserId);
      const now = clock.now();
      const detail = { lines, topic: memory.topic, of: memory.actor, about: memory.subject };
      // Before anything leaves: what cannot be written down is not sent.
      await store.audit(teamId, { actor: slackUserId, action: 'audit.exported', subject: teamId, detail }, now);
      await slack.uploadFile(teamId, channel, {
        name: `gong-connect-audit-${new Date(now).toISOString().slice(0, 10)}.jsonl`,
        title: `Gong Connect: audit, ${lines} lines`,
        content,
        comment:
          'The audit as you asked for it, oldest line first. Keep the last hash: it shows later that nothing was cut off.',
      });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      log.warn({ error }, 'the audit could not be sent');
      note = `:warning: ${error.message}`;
    }
    await slack.updateView(teamId, view.viewId, await viewOf(teamId, memory, note));
  };

  /** Read in pieces, so that what is asked of the bot meanwhile is answered in between. */
  const readLines = async (teamId: string, filter: AuditFilter): Promise<{ content: string; lines: number }> => {
    const pieces: string[] = [];
    let lines = 0;
    let after = 0;
    for (;;) {
      const piece = await store.auditAfter(teamId, filter, after, linesAtOnce);
      pieces.push(piece.map(toJsonLine).join(''));
      lines += piece.length;
      const last = piece.at(-1);
      if (!last || piece.length < linesAtOnce) return { content: pieces.join(''), lines };
      after = last.id;
      await pause(clock, 0);
    }
  };

  return {
    actions: {
      [openAuditAction]: open,
      [olderAction]: turn((memory, { value }) => ({ ...memory, before: Number(value) || null })),
      [newestAction]: turn((memory) => ({ ...memory, before: null })),
      [chooseTopicAction]: turn((memory, { selected: [topic] }) => ({
        ...memory,
        topic: topic === undefined || topic === 'all' ? null : topic,
        before: null,
      })),
      [chooseActorAction]: turn((memory, { selected: [actor] }) => ({ ...memory, actor: actor ?? null, before: null })),
      [anyActorAction]: turn((memory) => ({ ...memory, actor: null, before: null })),
      [chooseSubjectAction]: turn((memory, { selected: [subject] }) => ({
        ...memory,
        subject: subject ?? null,
        before: null,
      })),
      [anySubjectAction]: turn((memory) => ({ ...memory, subject: null, before: null })),
      [sendLinesAction]: send,
    },
  };
}

function filterOf({ actor, subject, topic }: AuditMemory): AuditFilter {
  return { actor, subject, topics: topicGroups.find(({ value }) => value === topic)?.topics ?? null };
}
