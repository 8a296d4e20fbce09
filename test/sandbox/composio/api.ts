/** What every API request goes through: the record, the ordered faults, the key, the error envelope. */

import type { z } from 'zod';
import type { Clock } from '../../../src/ports.ts';
import type { NewId } from '../gong/ids.ts';
import { BadBodyError, type HttpReply, type HttpRequest, hangUp, html, json, type Route } from '../http.ts';
import { ApiError, badRequest, errorReply } from './api-error.ts';
import type { Fault, Faults } from './faults.ts';

/** One request as it came in, secrets and all, and what became of it. */
export interface RecordedRequest {
  at: number;
  method: string;
  /** Without the version prefix: `/connected_accounts/ca_1`. */
  path: string;
  /** `/api/v3` or `/api/v3.1`. */
  version: string;
  query: Record<string, string>;
  body: unknown;
  headers: Record<string, string>;
  /** The status answered; 0 when the answer was withheld by a fault, null while there is none. */
  status: number | null;
}

/** A request to one endpoint. */
export interface Call {
  params: Record<string, string>;
  query: URLSearchParams;
  /** The body, checked; throws the API's 400 when it does not fit. */
  read<Shape>(schema: z.ZodType<Shape>): Shape;
}

/** An endpoint under both version prefixes; what it gives is answered with 200, or with the status named. */
export interface Endpoint {
  method: string;
  path: string;
  status?: number;
  answer: (call: Call) => unknown;
}

export interface ApiOptions {
  clock: Clock;
  newId: NewId;
  apiKey: string;
  faults: Faults;
  requests: RecordedRequest[];
}

const VERSIONS = ['/api/v3', '/api/v3.1'];
const KEPT_REQUESTS = 20_000;

function parseBody(request: HttpRequest): unknown {
  if (request.body === '') return undefined;
  try {
    return request.json();
  } catch (error) {
    if (error instanceof BadBodyError) return request.body;
    throw error;
  }
}

function checked<Shape>(schema: z.ZodType<Shape>, body: unknown): Shape {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const details = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw badRequest('Validation error while processing request', details);
}

async function respond(
  options: ApiOptions,
  endpoint: Endpoint,
  request: HttpRequest,
  body: unknown,
): Promise<HttpReply> {
  try {
    if (request.headers['x-api-key'] !== options.apiKey)
      throw new ApiError(401, 10401, 'HTTP_Unauthorized', 'Invalid API key', 'Check the x-api-key header.');
    const read = <Shape>(schema: z.ZodType<Shape>): Shape => checked(schema, body);
    const answer = await endpoint.answer({ params: request.params, query: request.url.searchParams, read });
    return json(answer, endpoint.status ?? 200);
  } catch (error) {
    if (error instanceof ApiError) return errorReply(error, options.newId);
    throw error;
  }
}

function truncated(reply: HttpReply): HttpReply {
  return 'take' in reply ? reply : { ...reply, body: String(reply.body).slice(0, Math.ceil(reply.body.length / 2)) };
}

const silence = (): HttpReply => ({ take: () => undefined });

async function faulty(options: ApiOptions, fault: Fault, process: () => Promise<HttpReply>): Promise<HttpReply> {
  if ('processed' in fault && fault.processed) await process();
  switch (fault.kind) {
    case 'rate_limited': {
      const headers = { 'retry-after': String(fault.retryAfterSeconds ?? 1) };
      return json({ message: 'Rate limit exceeded. Please try again later.' }, 429, headers);
    }
    case 'http':
      if (fault.body !== undefined) return json(fault.body, fault.status);
      return errorReply(new ApiError(fault.status, fault.status, 'Sandbox_Fault', 'Ordered fault'), options.newId);
    case 'html':
      return html('<!doctype html><title>Bad gateway</title><h1>Something went wrong</h1>');
    case 'truncated':
      return truncated(await process());
    case 'delay':
      await new Promise<void>((resolve) => options.clock.after(fault.ms, resolve));
      return process();
    case 'hang':
      return silence();
    case 'reset':
      await process();
      return hangUp();
    case 'reset-before':
      return hangUp();
  }
}

/** Routes for endpoints, under both version prefixes. */
export function apiRoutes(options: ApiOptions, endpoints: Endpoint[]): Route[] {
  const handle =
    (endpoint: Endpoint, version: string) =>
    async (request: HttpRequest): Promise<HttpReply> => {
      const { method, headers, url } = request;
      const path = url.pathname.slice(version.length);
      const query = Object.fromEntries(url.searchParams);
      const body = parseBody(request);
      const record: RecordedRequest = {
        at: options.clock.now(),
        method,
        path,
        version,
        query,
        body,
        headers,
        status: null,
      };
      options.requests.push(record);
      if (options.requests.length > KEPT_REQUESTS) options.requests.shift();
      const process = (): Promise<HttpReply> => respond(options, endpoint, request, body);
      const fault = options.faults.take(method, path);
      const reply = fault ? await faulty(options, fault, process) : await process();
      record.status = 'take' in reply ? 0 : reply.status;
      return reply;
    };
  return VERSIONS.flatMap((version) =>
    endpoints.map((endpoint) => ({
      method: endpoint.method,
      path: `${version}${endpoint.path}`,
      handle: handle(endpoint, version),
    })),
  );
}
