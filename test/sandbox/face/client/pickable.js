/** Who and what can be picked in the menus of a surface. Pure. */

/** @import { Snapshot } from '../../slack/snapshot.ts' */

/** @param {Snapshot} snapshot */
export function pickableIn({ people, channels }) {
  return {
    people: people.filter(({ deleted }) => !deleted).map(({ id, realName }) => ({ id, name: realName })),
    channels: channels.map(({ id, name }) => ({ id, name: `# ${name}` })),
  };
}
