/** A modal that is kept up to date is left alone as soon as it is something else. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Outside, Slack } from '../../src/ports.ts';
import { createLiveViews, type LiveViews } from '../../src/reconnects/live-views.ts';
import { buildNoticeView } from '../../src/screens-view.ts';
import { createMovableClock, type MovableClock } from '../sandbox/movable-clock.ts';

type Redraw = Slack['redrawView'];
let clock: MovableClock;
let live: LiveViews;
/** The hash that each drawing was asked to hold to. */
let hashes: (string | null)[];
let answer: () => ReturnType<Redraw>;
let drawn: number;

beforeEach(() => {
  clock = createMovableClock();
  [hashes, drawn] = [[], 0];
  answer = async () => ({ outcome: 'updated', hash: `h${hashes.length}` });
  const redrawView: Redraw = (_teamId, _viewId, _view, hash) => {
    hashes.push(hash);
    return answer();
  };
  live = createLiveViews({ slack: { redrawView }, clock, log: { warn: () => undefined } } as unknown as Outside);
});
afterEach(async () => {
  await live.stop();
  clock.stop();
});

const draw = async () => {
  drawn += 1;
  return { view: buildNoticeView('Progress', `step ${drawn}`), isOver: false };
};

async function beat(): Promise<void> {
  const before = drawn;
  clock.advance(2_000);
  await vi.waitFor(() => expect(drawn).toBeGreaterThan(before), { interval: 5 });
  await vi.waitFor(() => expect(hashes.length).toBe(drawn), { interval: 5 });
}

test('each drawing replaces the one before, and nothing else', async () => {
  live.follow('T1', 'V1', draw, 'h0');
  for (let beats = 0; beats < 3; beats += 1) await beat();
  expect(hashes).toEqual(['h0', 'h1', 'h2']);
});

test.each(['changed', 'closed'] as const)('a view that is %s is not drawn again', async (outcome) => {
  live.follow('T1', 'V1', draw);
  answer = async () => ({ outcome });
  await beat();
  clock.advance(20_000);
  await live.stop();
  expect(hashes).toEqual([null]);
});

test('unfollowing waits for the drawing that is on its way, and there is none after it', async () => {
  const answered = Promise.withResolvers<Awaited<ReturnType<Redraw>>>();
  answer = () => answered.promise;
  live.follow('T1', 'V1', draw, 'h0');
  live.follow('T1', 'V2', draw, 'h0');
  clock.advance(2_000);
  await vi.waitFor(() => expect(hashes).toHaveLength(2), { interval: 5 });
  let isDone = false;
  const unfollowed = live.unfollow('V1').then(() => {
    isDone = true;
  });
  await Promise.resolve();
  expect(isDone).toBe(false);
  answered.resolve({ outcome: 'updated', hash: 'h1' });
  await unfollowed;
  answer = async () => ({ outcome: 'updated', hash: 'h2' });
  clock.advance(2_000);
  await vi.waitFor(() => expect(hashes).toHaveLength(3), { interval: 5 });
  await live.stop();
  expect(hashes).toEqual(['h0', 'h0', 'h1']);
});
