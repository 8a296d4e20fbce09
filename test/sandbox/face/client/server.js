/// <reference lib="dom" />
/** Talks to the sandbox: scenes come as a stream, acts are sent one by one. */

/** @import { PersonAct } from '../person-acts.ts' */
/** @import { ControlAct } from '../../control/control-acts.ts' */
/** @import { Scene } from '../scene.ts' */
/** @import { Option } from '../../slack/block-kit/types.ts' */

/**
 * Receives scenes for one person until it is stopped.
 * @param {string} person user name; empty for whoever comes first
 * @param {(scene: Scene) => void} onScene
 * @param {(isThere: boolean) => void} onConnection
 * @returns {() => void} stops it
 */
export function follow(person, onScene, onConnection) {
  const source = new EventSource(`/face/stream?person=${encodeURIComponent(person)}`);
  source.addEventListener('message', ({ data }) => onScene(JSON.parse(data)));
  source.addEventListener('open', () => onConnection(true));
  source.addEventListener('error', () => onConnection(false));
  return () => source.close();
}

/**
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<{ outcome: string, options?: Option[] } | { error: string }>}
 */
async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch (error) {
    return { error: `the sandbox did not answer (${error instanceof Error ? error.message : error})` };
  }
}

/**
 * Something that a person does in the chat.
 * @param {string} personId
 * @param {PersonAct} act
 */
export function doAs(personId, act) {
  return post(`/face/people/${encodeURIComponent(personId)}`, act);
}

/**
 * Something that the control panel does to the world.
 * @param {ControlAct} act
 */
export function control(act) {
  return post('/face/control', act);
}
