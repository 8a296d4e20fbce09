/** The far side of the sandbox without any SDK: records what Slack sends, answers what a test says, calls methods. */

import { type HttpReply, type HttpRequest, startServer, text } from '../http.ts';
import type { JsonObject } from './json.ts';
import type { Slack } from './slack.ts';

export interface RawBot {
  received: HttpRequest[];
  /** What the next requests are answered with; 200 and nothing at first. */
  answer: (request: HttpRequest) => HttpReply | Promise<HttpReply>;
  /** Field of the newest form, or of the JSON inside its `payload`. */
  newest(field: string): unknown;
  close(): Promise<void>;
}

/** Listens, and has the sandbox deliver to it. */
export async function startRawBot(slack: Slack): Promise<RawBot> {
  const bot: RawBot = {
    received: [],
    answer: () => text(''),
    newest: (field) => {
      const form = bot.received.at(-1)?.form();
      const payload = form?.get('payload');
      return payload ? JSON.parse(payload)[field] : form?.get(field);
    },
    close: async () => undefined,
  };
  const handle = (request: HttpRequest): HttpReply | Promise<HttpReply> => {
    bot.received.push(request);
    return bot.answer(request);
  };
  const server = await startServer({ routes: [{ method: 'POST', path: '/slack/events', handle }] });
  bot.close = server.close;
  slack.deliverTo(`${server.url}/slack/events`);
  return bot;
}

export interface RawAnswer {
  status: number;
  headers: Headers;
  body: JsonObject;
}

/** Calls a method with the bot token, or another one. Objects are sent as JSON strings in a form, as the SDK does. */
export async function callMethod(
  slack: Slack,
  method: string,
  args: JsonObject = {},
  token = slack.botToken,
): Promise<RawAnswer> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(args)) {
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const headers: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers, body: form });
  return { status: response.status, headers: response.headers, body: (await response.json()) as JsonObject };
}
