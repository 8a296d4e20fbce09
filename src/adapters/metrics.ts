/** Prometheus metrics, in a registry of this bot's own. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../ports.ts';

/** What is read from the database when somebody asks. */
export interface MetricSources {
  /** Of people, each with a connection of their own. */
  connectionsByState(): Promise<Record<string, number>>;
  /** Of people who use the company connection, or did. */
  grantsByState(): Promise<Record<string, number>>;
  /** The company connection's state; null: there never was one. */
  companyState(): Promise<string | null>;
  messagesOwed(): Promise<Record<string, number>>;
  /** Unix milliseconds; null: there was none. */
  lastCompleteSweepAt(): Promise<number | null>;
  now(): number;
}

export interface PrometheusMetrics extends Metrics {
  /** From then on gauges are read from here. */
  readFrom(sources: MetricSources): void;
  /** Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

const connectionStates = ['none', 'active', 'broken', 'paused', 'unknown', 'left'];

const grantStates = ['wanted', 'granted', 'withdrawing', 'withdrawn'];

let processRegistry: Registry | null = null;

/** Memory, processor and event loop are the process's, however many bots are in it; what measures them never ends. */
function processMetrics(): Registry {
  if (!processRegistry) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}

export function createMetrics(): PrometheusMetrics {
  const registry = new Registry();
  const registers = [registry];
  let sources: MetricSources | null = null;

  const composio = new Counter({
    name: 'gong_connect_composio_calls_total',
    help: 'Calls to Composio by operation and outcome',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const slack = new Counter({
    name: 'gong_connect_slack_calls_total',
    help: 'Calls to Slack by method and outcome',
    labelNames: ['method', 'outcome'],
    registers,
  });
  const ack = new Histogram({
    name: 'gong_connect_ack_seconds',
    help: 'From a payload of Slack to its acknowledgement',
    labelNames: ['kind'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    registers,
  });
  const sweep = new Histogram({
    name: 'gong_connect_sweep_seconds',
    help: 'How long a look at every connection took',
    labelNames: ['complete'],
    buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 300],
    registers,
  });
  const sent = new Counter({
    name: 'gong_connect_messages_sent_total',
    help: 'Direct messages that Slack took, by kind (alerts and reminders are of kind alert)',
    labelNames: ['kind'],
    registers,
  });
  sent.inc({ kind: 'alert' }, 0);
  const edited = new Counter({
    name: 'gong_connect_messages_edited_total',
    help: 'Direct messages that were brought up to date, by kind',
    labelNames: ['kind'],
    registers,
  });
  const ended = new Counter({
    name: 'gong_connect_messages_undeliverable_total',
    help: 'Messages that can never be delivered, by kind',
    labelNames: ['kind'],
    registers,
  });
  const webhooks = new Counter({
    name: 'gong_connect_webhooks_total',
    help: 'Composio webhooks by what became of them',
    labelNames: ['outcome'],
    registers,
  });
  new Gauge({
    name: 'gong_connect_connections',
    help: 'Connections by state',
    labelNames: ['state'],
    registers,
    collect: async function collect() {
      const counts = (await sources?.connectionsByState()) ?? {};
      for (const state of connectionStates) this.set({ state }, counts[state] ?? 0);
    },
  });
  new Gauge({
    name: 'gong_connect_grants',
    help: 'People who use the company connection, or did, by the state of that',
    labelNames: ['state'],
    registers,
    collect: async function collect() {
      const counts = (await sources?.grantsByState()) ?? {};
      for (const state of grantStates) this.set({ state }, counts[state] ?? 0);
    },
  });
  new Gauge({
    name: 'gong_connect_company_connection',
    help: 'The connection that the whole company shares: 1 for the state it is in',
    labelNames: ['state'],
    registers,
    collect: async function collect() {
      const present = (await sources?.companyState()) ?? 'none';
      for (const state of connectionStates) this.set({ state }, state === present ? 1 : 0);
    },
  });
  new Gauge({
    name: 'gong_connect_messages_owed',
    help: 'Messages that Slack does not show yet, by kind',
    labelNames: ['kind'],
    registers,
    collect: async function collect() {
      this.reset();
      this.set({ kind: 'alert' }, 0);
      for (const [kind, owed] of Object.entries((await sources?.messagesOwed()) ?? {})) this.set({ kind }, owed);
    },
  });
  new Gauge({
    name: 'gong_connect_sweep_age_seconds',
    help: 'Since the last complete look at every connection began; NaN before the first',
    registers,
    collect: async function collect() {
      const at = (await sources?.lastCompleteSweepAt()) ?? null;
      this.set(at === null || !sources ? Number.NaN : (sources.now() - at) / 1000);
    },
  });

  return {
    composioCalled: (operation, outcome) => composio.inc({ operation, outcome }),
    slackCalled: (method, outcome) => slack.inc({ method, outcome }),
    acknowledged: (kind, durationMs) => ack.observe({ kind }, durationMs / 1000),
    swept: (durationMs, isComplete) => sweep.observe({ complete: String(isComplete) }, durationMs / 1000),
    messageShown: (kind, how) => (how === 'sent' ? sent : edited).inc({ kind }),
    messageEnded: (kind) => ended.inc({ kind }),
    webhookReceived: (outcome) => webhooks.inc({ outcome }),
    readFrom: (given) => {
      sources = given;
    },
    text: () => Registry.merge([processMetrics(), registry]).metrics(),
    contentType: registry.contentType,
  };
}
