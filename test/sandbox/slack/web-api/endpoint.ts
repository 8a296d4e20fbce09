/** `/api/<method>`: reads the call, lets faults, tokens, rate limits and scopes have their say, runs it, records it. */

import { type HttpReply, type HttpRequest, hangUp, json, type Route } from '../../http.ts';
import type { Fault, Faults } from '../faults.ts';
import { copy, isObject, type JsonObject, stringOf } from '../json.ts';
import { MethodError } from '../method-error.ts';
import type { Platform } from '../platform.ts';
import type { RateLimits } from '../rate-limits.ts';
import type { Call } from './calls.ts';
import { chatMethods } from './chat-methods.ts';
import { conversationMethods } from './conversation-methods.ts';
import { fileMethods } from './file-methods.ts';
import { identityMethods } from './identity-methods.ts';
import type { Args, Method } from './method.ts';
import { userGroupMethods } from './user-group-methods.ts';
import { userMethods } from './user-methods.ts';
import { viewMethods } from './view-methods.ts';

const methods: Record<string, Method> = {
  ...identityMethods,
  ...userMethods,
  ...userGroupMethods,
  ...conversationMethods,
  ...chatMethods,
  ...fileMethods,
  ...viewMethods,
};

class RateLimited extends Error {
  override name = 'RateLimited';
  readonly seconds: number;

  constructor(seconds: number) {
    super('ratelimited');
    this.seconds = seconds;
  }
}

function readArgs(request: HttpRequest): { args: Args; token: string } {
  const isJson = (request.headers['content-type'] ?? '').startsWith('application/json');
  const body: unknown = isJson && request.body !== '' ? request.json() : Object.fromEntries(request.form());
  const { token, ...args } = { ...Object.fromEntries(request.url.searchParams), ...(isObject(body) ? body : {}) };
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return { args, token: bearer ?? stringOf(token) };
}

function authorize(method: Method, token: string, { settings, tokenRefusal }: Platform): void {
  if (token === '') throw new MethodError('not_authed');
  if (token !== settings.botToken && token !== settings.appToken) throw new MethodError('invalid_auth');
  if ((token === settings.botToken) !== (method.token === 'bot')) throw new MethodError('not_allowed_token_type');
  if (token === settings.botToken && tokenRefusal !== null) throw new MethodError(tokenRefusal);
}

function requireScope(method: Method, args: Args, platform: Platform): void {
  const needed = typeof method.scope === 'function' ? method.scope(args, platform) : method.scope;
  const { scopes } = platform.settings;
  if (needed !== null && !scopes.includes(needed)) {
    throw new MethodError('missing_scope', { needed, provided: scopes.join(',') });
  }
}

function run(name: string, args: Args, token: string, platform: Platform, rateLimits: RateLimits): JsonObject {
  const method = methods[name];
  if (!method) throw new MethodError('unknown_method', { req_method: name });
  authorize(method, token, platform);
  const wait =
    rateLimits.refuse(name, method.perMinute) ??
    (method.limitedBy === 'channel' ? rateLimits.refuseMessage(stringOf(args.channel)) : null);
  if (wait !== null) throw new RateLimited(wait);
  requireScope(method, args, platform);
  return { ok: true, ...copy(method.run(args, platform)) };
}

interface Outcome {
  result: JsonObject;
  status: number;
  headers: Record<string, string>;
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof RateLimited) {
    const headers = { 'retry-after': String(error.seconds) };
    return { result: { ok: false, error: 'ratelimited' }, status: 429, headers };
  }
  if (!(error instanceof MethodError)) throw error;
  return { result: { ok: false, error: error.code, ...error.fields }, status: 200, headers: {} };
}

function outcomeOfFault(fault: Fault | null): Outcome | null {
  if (fault?.kind === 'rate_limited') return outcomeOf(new RateLimited(fault.retryAfterSeconds));
  if (fault?.kind === 'error') return outcomeOf(new MethodError(fault.error));
  if (fault?.kind === 'http') return { result: { ok: false }, status: fault.status, headers: {} };
  if (fault?.kind === 'reset-before') return { result: {}, status: 0, headers: {} };
  return null;
}

/** JSON arguments as objects, so that the record reads well. */
function readable(args: Args): JsonObject {
  const parsed = Object.entries(args).map(([name, value]): [string, unknown] => {
    if (typeof value !== 'string' || !/^[[{]/.test(value)) return [name, value];
    try {
      return [name, JSON.parse(value)];
    } catch {
      return [name, value];
    }
  });
  return copy(Object.fromEntries(parsed));
}

/** The route of the Web API; what passes through is pushed to `calls`. */
export function webApiRoute(platform: Platform, faults: Faults, rateLimits: RateLimits, calls: Call[]): Route {
  const attempt = (name: string, args: Args, token: string): Outcome => {
    try {
      return { result: run(name, args, token, platform, rateLimits), status: 200, headers: {} };
    } catch (error) {
      return outcomeOf(error);
    }
  };
  const handle = async (request: HttpRequest): Promise<HttpReply> => {
    const name = request.params.method ?? '';
    const { args, token } = readArgs(request);
    const at = platform.clock.now();
    const fault = faults.take(name);
    if (fault) platform.changes.notify();
    if (fault?.kind === 'delay') await new Promise<void>((resolve) => platform.clock.after(fault.ms, resolve));
    const outcome = outcomeOfFault(fault) ?? attempt(name, args, token);
    const status = fault?.kind === 'reset' ? 0 : outcome.status;
    calls.push({ method: name, args: readable(args), at, result: outcome.result, status });
    platform.changes.notify();
    if (status === 0) return hangUp();
    return json(outcome.result, status, { 'x-oauth-scopes': platform.settings.scopes.join(','), ...outcome.headers });
  };
  return { method: '*', path: '/api/:method', handle };
}
