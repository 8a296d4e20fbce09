/// <reference lib="dom" />
/** The admin's side of the guide in words: what an admin does after the setup. */

/** @import { AdminStepId } from '../../control/admin-steps.ts' */
/** @import { Offer } from './offers.js' */
/** @import { Page } from './page.js' */

/** @type {Offer} */
const setup = { label: 'Write /gong-setup as Ana', be: 'admin', place: 'general', line: '/gong-setup', part: 'chat' };

/**
 * @param {Page} page
 * @returns {{ id: AdminStepId, title: string, text: string, offers: Offer[] }[]}
 */
export function adminStepsFor({ scene }) {
  const { authConfigs, connections } = scene.control;
  // Whoever has a connection of their own is not asked to use the company's.
  const reps = scene.snapshot.people.filter(({ isAdmin, deleted }) => !isAdmin && !deleted);
  const without = reps.filter(({ id }) => !connections.some(({ person, shared }) => person === id && !shared));
  const { id: newcomer, displayName: who } = without[0] ?? reps[0] ?? { id: 'rep', displayName: 'a rep' };
  const isSetUp = authConfigs.length > 0;
  const isShared = connections.some(({ shared, status }) => shared && status === 'ACTIVE');
  return [
    {
      id: 'invite',
      title: 'Invite',
      text: isSetUp
        ? 'Be Ana. In what /gong-setup shows press Invite people, choose #sales, look at the preview, and send.'
        : 'First play the story, up to its step 4: there is nothing to invite people to yet.',
      offers: [setup],
    },
    {
      id: 'nudge',
      title: 'Remind',
      text: 'Under Controls press +1 day, then Next 10:00 until it is the morning of somebody who was invited: they are reminded at ten where they are.',
      offers: [{ label: 'Show the controls', part: 'controls' }],
    },
    {
      id: 'roster',
      title: 'Roster',
      text: 'See who is connected and who is not: press Roster. Then search, filter, sort, or nudge somebody. For more pages, press Add 60 people under Controls and invite #sales once more.',
      offers: [setup],
    },
    {
      id: 'checkup',
      title: 'Check setup',
      text: 'Press Check setup. Then change something under Controls, such as Disable at the auth config, and check again.',
      offers: [setup],
    },
    {
      id: 'company',
      title: 'One connection',
      ...(isShared
        ? {
            text: `The company’s connection works. Now be ${who}: /gong-connect lets in at once, without a browser.`,
            offers: [
              {
                label: `Write /gong-connect as ${who}`,
                be: newcomer,
                place: 'general',
                line: '/gong-connect',
                part: /** @type {const} */ ('chat'),
              },
            ],
          }
        : {
            text: 'Few may approve in Gong: press How people connect, then Use one company connection, and get the link as its Technical Admin. It comes to Ana’s messages.',
            offers: [setup],
          }),
    },
    {
      id: 'audit',
      title: 'Audit',
      text: 'Press Audit: everything that admins did is written down.',
      offers: [setup],
    },
  ];
}

/** @param {Page} page */
export function adminFarewellFor({ scene }) {
  const isShared = scene.control.connections.some(({ shared }) => shared);
  return `That was the admin’s side. Look at Ana’s Home tab: hub and roster are there, too. Or go on with Troubleshooting${
    isShared
      ? ': it is about personal connections, so choose Go over to personal first, under How people connect.'
      : '.'
  }`;
}
