/// <reference lib="dom" />
/** Which of the bot's messages each person has read; kept for as long as the tab lives. */

/** @import { Scene } from './../scene.ts' */

const storeName = 'read-until';

/** @returns {{ epoch: string, until: Record<string, string> }} */
function load() {
  const stored = sessionStorage.getItem(storeName);
  return stored === null ? { epoch: '', until: {} } : JSON.parse(stored);
}

const read = load();

/**
 * How many of the bot's messages in somebody's DM they have not seen.
 * @param {Scene} scene
 * @param {string} personId
 */
export function unreadOf({ epoch, botDms }, personId) {
  const until = read.epoch === epoch ? Number(read.until[personId] ?? 0) : 0;
  return (botDms[personId] ?? []).filter((ts) => Number(ts) > until).length;
}

/**
 * They have seen all there is.
 * @param {Scene} scene
 * @param {string} personId
 */
export function markRead({ epoch, botDms }, personId) {
  if (read.epoch !== epoch) Object.assign(read, { epoch, until: {} });
  const last = botDms[personId]?.at(-1);
  if (last === undefined || read.until[personId] === last) return;
  read.until[personId] = last;
  sessionStorage.setItem(storeName, JSON.stringify(read));
}
