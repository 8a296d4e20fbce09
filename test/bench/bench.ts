/** `npm run bench`: start-up, acknowledgements and sweeps, measured on this machine. Nothing is asserted. */

import { setUp } from '../flows/world.ts';
import { acknowledgementTimes } from './commands.ts';
import { type Figure, megabytes, milliseconds, percentile, ratio, toTable } from './figures.ts';
import { rosterTimes } from './roster.ts';
import { type RunningBot, runBot } from './running-bot.ts';
import { addConnections, sweepDuration } from './sweep.ts';

const perSecond = 50;
const seconds = 10;
const manyConnections = 10_000;
const fewPeople = 100;
const startUps = 3;

const figures: Figure[] = [];
const note = (what: string, value: string): void => {
  figures.push({ what, value });
  process.stderr.write(`${what}: ${value}\n`);
};

async function runReadyBot(): Promise<RunningBot> {
  const running = await runBot();
  const { gong, slack } = running.sandbox;
  await setUp({ gong, ana: slack.person(slack.people.ana) });
  return running;
}

async function measureStartUp(): Promise<void> {
  const times: number[] = [];
  const memory: number[] = [];
  for (let run = 0; run < startUps; run += 1) {
    const running = await runBot();
    times.push(running.readyAfterMs);
    memory.push(await running.residentBytes());
    await running.stop();
  }
  note(`start to ready, median of ${startUps}`, milliseconds(percentile(times, 0.5)));
  note('resident memory when ready', megabytes(percentile(memory, 0.5)));
}

const load = { line: '/gong-connect status', perSecond, seconds };

async function measureAlone(running: RunningBot): Promise<void> {
  const times = await acknowledgementTimes(running.sandbox, load);
  noteTimes(`${perSecond} commands/s`, times);
}

/** The busy bot and an idle one at the same time, so that whatever else the machine does is in both. */
async function measureBeside(idle: RunningBot, busy: RunningBot, what: string): Promise<void> {
  const [idleTimes, busyTimes] = await Promise.all([
    acknowledgementTimes(idle.sandbox, load),
    acknowledgementTimes(busy.sandbox, load),
  ]);
  noteTimes(`two bots side by side: ${what}`, busyTimes);
  noteTimes('two bots side by side: the idle one', idleTimes);
  for (const share of [0.5, 0.99]) note(`p${share * 100}, ${what} / idle`, ratio(busyTimes, idleTimes, share));
}

async function measureRoster(): Promise<void> {
  const { many, few } = await rosterTimes(manyConnections, fewPeople);
  note(`two pages of the roster, ${manyConnections} people, p50`, milliseconds(percentile(many, 0.5)));
  for (const share of [0.5, 0.99]) {
    note(`p${share * 100}, roster of ${manyConnections} / of ${fewPeople}`, ratio(many, few, share));
  }
}

function noteTimes(what: string, times: readonly number[]): void {
  const answered = times.filter((time) => !Number.isNaN(time));
  note(`ack p50, ${what}`, milliseconds(percentile(answered, 0.5)));
  note(`ack p99, ${what}`, milliseconds(percentile(answered, 0.99)));
  if (answered.length < times.length) note(`not acknowledged, ${what}`, String(times.length - answered.length));
}

await measureStartUp();
await measureRoster();
const idle = await runReadyBot();
const busy = await runReadyBot();
try {
  await measureAlone(idle);

  const takeBack = busy.sandbox.composio.faults.add('*', { kind: 'hang' }, Number.POSITIVE_INFINITY);
  await busy.bot.advance(301_000);
  await measureBeside(idle, busy, 'Composio hangs');
  takeBack();

  addConnections(busy, manyConnections);
  note(`sweep of ${manyConnections} connections`, milliseconds(await sweepDuration(busy)));
  note('the same once more, nothing changed', milliseconds(await sweepDuration(busy)));
  const sweeping = sweepDuration(busy);
  await measureBeside(idle, busy, `a sweep of ${manyConnections}`);
  note('such a sweep under that load', milliseconds(await sweeping));
  note('resident memory after all that', megabytes(await busy.residentBytes()));
} finally {
  await idle.stop();
  await busy.stop();
}
process.stdout.write(`${toTable(figures)}\n`);
