/** The guide's steps in words, and what is offered at each. */

/** @import { StepId } from '../../control/journey.ts' */
/** @import { Offer } from './offers.js' */
/** @import { Page } from './page.js' */

/**
 * @typedef {{ id: StepId, title: string, text: string, offers: Offer[] }} Step
 */

/**
 * @param {Page} page
 * @returns {Step[]}
 */
export function stepsFor({ scene }) {
  const { adminCentreUrl } = scene.control;
  const integrations = `${adminCentreUrl}?tab=integrations`;
  return [
    {
      id: 'setup',
      title: 'Be the admin',
      text: 'You are Ana, an admin. Type /gong-setup in #general and press Enter.',
      offers: [{ label: 'Write /gong-setup for me', be: 'admin', place: 'general', line: '/gong-setup', part: 'chat' }],
    },
    {
      id: 'choose',
      title: 'Choose scopes',
      text: 'The usual scopes are already chosen: go on with the form as it is.',
      offers: [{ label: 'Go to Ana', be: 'admin', part: 'chat' }],
    },
    {
      id: 'register',
      title: 'Register in Gong',
      text: 'Follow the form: in Gong press CREATE INTEGRATION, tick the same scopes, paste the redirect URI, and save.',
      offers: [{ label: 'Open Gong’s Admin centre', url: `${adminCentreUrl}?tab=create` }],
    },
    {
      id: 'save',
      title: 'Save',
      text: 'Copy Client ID and Client secret from Gong’s list of integrations into the form, and submit it.',
      offers: [
        { label: 'Open the list in Gong', url: integrations },
        { label: 'Go to Ana', be: 'admin', part: 'chat' },
      ],
    },
    {
      id: 'connect',
      title: 'Be a rep',
      text: 'Now be Ben, a sales rep. Type /gong-connect and send yourself a link.',
      offers: [
        { label: 'Write /gong-connect as Ben', be: 'rep', place: 'general', line: '/gong-connect', part: 'chat' },
      ],
    },
    {
      id: 'allow',
      title: 'Allow',
      text: 'Ben has a direct message: press Connect Gong in it, continue as Tova, Gong’s Technical Admin, and Allow.',
      offers: [{ label: 'Open Ben’s messages', be: 'rep', place: 'dm', part: 'chat' }],
    },
    {
      id: 'break',
      title: 'Break it',
      text: 'Under Controls, press Expire at Ben’s connection. Then look at what Ben is told.',
      offers: [{ label: 'Show the controls', be: 'rep', place: 'dm', part: 'controls' }],
    },
    {
      id: 'repair',
      title: 'Repair it',
      text: 'Ben got an alert: press Reconnect, then Connect Gong in the new message, and Allow.',
      offers: [{ label: 'Open Ben’s messages', be: 'rep', place: 'dm', part: 'chat' }],
    },
  ];
}

export const farewell =
  'That was the whole story. Go on with the admin’s side or with troubleshooting, or by yourself: expire Ben again and move time by a day for a reminder; deactivate Ben; kill the bot.';
