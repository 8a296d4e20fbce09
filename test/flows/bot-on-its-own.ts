/** The sandbox with the bot in a process of its own, for stories in which it is killed and started again. */

import { expect } from 'vitest';
import { type BotProcess, startBotProcess } from '../sandbox/bot-process.ts';
import { type BotWishes, type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/sandbox.ts';
import { type DatabaseReader, readerOf } from './database-reader.ts';
import { quickFolder } from './quick-folder.ts';

export interface Outpost extends Sandbox, Pick<DatabaseReader, 'rows'> {
  /** The bot's process that was started last. */
  process(): BotProcess;
  /** Starts the bot on the same database, at the sandbox's time, and resolves once it is ready. */
  start(): Promise<BotProcess>;
  /** Moves the sandbox's clock and the bot's. */
  advance(ms: number): Promise<void>;
  end(): Promise<void>;
}

/** A process that starts on a machine with more to do than it can takes its time: no story is about that. */
export const patienceMs = 30_000;

/** Starts the services and the bot, and resolves when the bot is ready. */
export async function startOutpost(wishes: BotWishes = {}, options: SandboxOptions = {}): Promise<Outpost> {
  const sandbox = await startSandbox({
    folder: quickFolder,
    ...options,
    slack: { waitLimitMs: patienceMs, ...options.slack },
  });
  const settings = sandbox.settingsFor(wishes);
  const start = async (): Promise<BotProcess> => {
    running = startBotProcess(settings, { clockOffsetMs: sandbox.clock.now() - Date.now() });
    await running.ready(patienceMs);
    return running;
  };
  let running: BotProcess | null = null;
  const current = (): BotProcess => {
    if (!running) throw new Error('no bot was started');
    return running;
  };
  await start();
  const reader = readerOf(sandbox.databasePath);
  return {
    ...sandbox,
    process: current,
    start,
    advance: async (ms) => {
      sandbox.clock.advance(ms);
      await current().advance(ms);
    },
    rows: reader.rows,
    end: async () => {
      reader.close();
      await running?.kill9();
      await sandbox.stop();
    },
  };
}

/** How often each message was sent to somebody, by the ID it carries; a message sent twice counts two. */
export function sendsTo({ slack }: Sandbox, slackUserId: string): Record<string, number> {
  const channels = new Set(
    slack
      .callsTo('conversations.open')
      .filter(({ args }) => args.users === slackUserId)
      .map(({ result }) => idOf(result.channel)),
  );
  const counts: Record<string, number> = {};
  for (const { args, result } of slack.callsTo('chat.postMessage')) {
    if (result.ok !== true || !channels.has(String(args.channel))) continue;
    const { event_payload } = args.metadata as { event_payload: { message_id: string } };
    counts[event_payload.message_id] = (counts[event_payload.message_id] ?? 0) + 1;
  }
  return counts;
}

function idOf(channel: unknown): string {
  return (channel as { id: string }).id;
}

/**
 * Tells a story again and again, with the bot killed one commit later each time and started again, until it outlives
 * the story. The story begins and ends at rest, and goes on through the death as a person would.
 * @param prepare gives whom or what this telling is about
 * @returns how often the bot was killed
 */
export async function killAfterEachCommit<Hero>(
  world: Outpost,
  prepare: () => Promise<Hero>,
  tell: (hero: Hero) => Promise<void>,
): Promise<number> {
  for (let kills = 0; ; kills += 1) {
    const hero = await prepare();
    await atRest(world);
    const bot = world.process();
    await bot.dieAfter(kills + 1);
    const back = startAgain(world);
    try {
      await tell(hero);
      await atRest(world);
    } catch (cause) {
      throw new Error(`killed after commit ${kills + 1}, the story ended badly: ${String(cause)}`, { cause });
    }
    // A renewal of the lease may be the commit that kills it, at this very moment.
    const hasOutlived = await bot.dieAfter(Number.MAX_SAFE_INTEGER).then(
      () => true,
      () => false,
    );
    if (hasOutlived) {
      back.cancel();
      return kills;
    }
    await back.done;
  }
}

/** Kills the bot at the first moment at which the condition holds, before Slack's answer is on its way. */
export function killWhen({ slack, process }: Outpost, condition: () => boolean): void {
  const victim = process();
  const unsubscribe = slack.changed.subscribe(() => {
    if (!condition()) return;
    unsubscribe();
    victim.child.kill('SIGKILL');
  });
}

/** Starts the bot again when the one that runs now has died, and lets the time pass that a lost send may take. */
export function startAgain(world: Outpost): { done: Promise<void>; cancel(): void } {
  let isCancelled = false;
  const done = world.process().ended.then(async () => {
    if (isCancelled) return;
    await world.start();
    await world.advance(3_000);
  });
  return {
    done,
    cancel: () => {
      isCancelled = true;
    },
  };
}

/** Resolves when everything that was begun is done: messages, links, deletions, hints, setups, verifications. */
export async function atRest(world: Outpost): Promise<void> {
  await expect.poll(() => world.rows(unfinishedSql), { timeout: patienceMs, interval: 25 }).toEqual([]);
}

const unfinishedSql = `
  select id, kind as what from messages where state = 'owed'
  union select id, state from attempts where state in ('requested', 'pending') or removal in ('owed', 'owed_with_revoke')
  union select message_id, 'hint' from webhook_deliveries where done_at is null
  union select id, state from setups where state = 'creating'
  union select id, 'sweep' from sweeps where ended_at is null and began_at = (select max(began_at) from sweeps)
  union select id, 'unverified' from connections where state = 'active' and verified_at is null`;
