/** Who is in the workspace from the start, and who came later. Pure. */

/** @import { Person } from '../../slack/people.ts' */
/** @import { Scene } from '../scene.ts' */

/** @param {Pick<Scene, 'snapshot' | 'botDms'>} scene */
export function castAndCrowd({ snapshot, botDms }) {
  const isCast = (/** @type {Person} */ { id }) => id in botDms;
  return { cast: snapshot.people.filter(isCast), crowd: snapshot.people.filter((person) => !isCast(person)) };
}
