/** Response URLs: five uses within thirty minutes, and what a message sent to one does. */

import type { Clock } from '../../../../src/ports.ts';
import type { HttpReply, HttpRequest, Route } from '../../http.ts';
import { hangUp, json, text } from '../../http.ts';
import type { Faults } from '../faults.ts';
import type { Ids } from '../ids.ts';
import { isObject, type JsonObject } from '../json.ts';
import { MethodError } from '../method-error.ts';
import type { Platform } from '../platform.ts';
import { needContent, readContent } from '../web-api/message-content.ts';
import type { Message, Note } from '../workspace.ts';

/** Who a response URL speaks to, where, and about which message. */
export interface ResponseTarget {
  kind: 'commands' | 'actions';
  user: string;
  channel: string;
  /** The `ts` of the message that was acted on. */
  original: string | null;
}

export interface ResponseUrls {
  /** A new address; `base` ends in a slash. */
  issue(target: ResponseTarget, base: string): string;
  /** Counts one use, or says why there is none left. */
  use(id: string): ResponseTarget | 'expired_url' | 'used_url';
}

const lifeMs = 30 * 60_000;
const maxUses = 5;

/** The response URLs of one workspace. */
export function createResponseUrls(clock: Clock, ids: Ids): ResponseUrls {
  const issued = new Map<string, { target: ResponseTarget; at: number; uses: number }>();
  return {
    issue: (target, base) => {
      const id = ids.hex(24);
      issued.set(id, { target, at: clock.now(), uses: 0 });
      return `${base}response/${target.kind}/${id}`;
    },
    use: (id) => {
      const entry = issued.get(id);
      if (!entry || clock.now() - entry.at > lifeMs) return 'expired_url';
      if (entry.uses >= maxUses) return 'used_url';
      entry.uses += 1;
      return entry.target;
    },
  };
}

interface Original {
  shown: Message | Note;
  remove(): void;
}

function originalOf(target: ResponseTarget, { workspace }: Platform): Original | null {
  const messages = workspace.conversations.get(target.channel)?.messages ?? [];
  const message = messages.find((candidate) => candidate.ts === target.original);
  if (message) return { shown: message, remove: () => messages.splice(messages.indexOf(message), 1) };
  const note = workspace.notes.find((candidate) => candidate.ts === target.original);
  return note ? { shown: note, remove: () => workspace.notes.splice(workspace.notes.indexOf(note), 1) } : null;
}

/** Does what a message sent to a response URL, or an answer to a command, asks for. Throws a `MethodError`. */
export function respond(target: ResponseTarget, body: JsonObject, platform: Platform): void {
  const { workspace, settings, ids, changes } = platform;
  const original = originalOf(target, platform);
  if (body.delete_original === true) {
    original?.remove();
    changes.notify();
    return;
  }
  const content = readContent(body, platform);
  needContent(content);
  const { text: fallback = '', blocks = null } = content;
  if (original && (body.replace_original ?? settings.replacesByDefault) === true) {
    Object.assign(original.shown, { text: fallback, blocks });
    if ('edited' in original.shown) original.shown.edited = { user: workspace.bot.userId, ts: ids.ts() };
    changes.notify();
    return;
  }
  const conversation = workspace.conversations.get(target.channel);
  if (body.response_type === 'in_channel' && conversation) {
    const metadata = content.metadata ?? null;
    const author = { user: workspace.bot.userId, fromBot: true };
    workspace.post(conversation, { ...author, text: fallback, blocks, metadata, threadTs: null });
    return;
  }
  workspace.note({ kind: 'ephemeral', user: target.user, channel: target.channel, text: fallback, blocks });
}

/** The route that serves every response URL. Faults are ordered under the name `response_url`. */
export function responseRoute(platform: Platform, faults: Faults): Route {
  const answer = (request: HttpRequest): HttpReply => {
    const target = platform.responseUrls.use(request.params.id ?? '');
    if (typeof target === 'string') return json({ ok: false, error: target }, 404);
    const body = request.json();
    if (!isObject(body)) return json({ ok: false, error: 'invalid_payload' }, 400);
    try {
      respond(target, body, platform);
    } catch (error) {
      if (!(error instanceof MethodError)) throw error;
      return json({ ok: false, error: error.code, ...error.fields }, 400);
    }
    return text('ok');
  };
  const handle = async (request: HttpRequest): Promise<HttpReply> => {
    const fault = faults.take('response_url');
    if (fault) platform.changes.notify();
    if (fault?.kind === 'reset-before') return hangUp();
    if (fault?.kind === 'http') return text('', fault.status);
    if (fault?.kind === 'error') return json({ ok: false, error: fault.error }, 400);
    if (fault?.kind === 'rate_limited') return text('', 429, { 'retry-after': String(fault.retryAfterSeconds) });
    if (fault?.kind === 'delay') await new Promise<void>((resolve) => platform.clock.after(fault.ms, resolve));
    const reply = answer(request);
    return fault?.kind === 'reset' ? hangUp() : reply;
  };
  return { method: 'POST', path: '/response/:kind/:id', handle };
}
