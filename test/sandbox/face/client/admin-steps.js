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
  const isSetUp = scene.control.authConfigs.length > 0;
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
      text: 'See who is connected and who is not: press Roster. Search, filter, sort, nudge somebody.',
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
      text: 'Press How people connect: where few may approve in Gong, one connection can serve everybody.',
      offers: [setup],
    },
    {
      id: 'audit',
      title: 'Audit',
      text: 'Press Audit: everything that admins did is written down.',
      offers: [setup],
    },
  ];
}

export const adminFarewell =
  'That was the admin’s side. Go on with Troubleshooting, or look at Ana’s Home tab: hub and roster are there, too.';
