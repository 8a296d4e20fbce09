/** The guide's steps in words, and what is offered at each. */

/** @import { StepId } from '../../control/journey.ts' */
/** @import { Offer } from './offers.js' */
/** @import { Page } from './page.js' */

/**
 * @typedef {{ id: StepId, title: string, text: string, offers: Offer[] }} Step
 */

/**
 * Whom the story is about now: a rep, and whether one connection of the company's serves them.
 * @param {Page} page
 */
function plot({ scene, reader }) {
  const { rep, connections } = scene.control;
  const reps = scene.snapshot.people.filter(({ isAdmin, deleted }) => !isAdmin && !deleted);
  const isActive = (/** @type {string | null} */ id) =>
    connections.some(({ person, shared, status }) => person === id && !shared && status === 'ACTIVE');
  const connected = isActive(rep) ? rep : reps.find(({ id }) => isActive(id))?.id;
  const hero = connected ?? reps.find(({ id }) => id === rep)?.id ?? reps[0]?.id;
  return {
    id: hero ?? 'rep',
    who: hero === undefined ? 'a rep' : reader.nameOf(hero),
    isConnected: connected !== undefined,
    isShared: connections.some(({ shared, status }) => shared && status === 'ACTIVE'),
  };
}

/**
 * @param {Page} page
 * @returns {Step[]}
 */
export function stepsFor(page) {
  const { adminCentreUrl, wizard } = page.scene.control;
  const { id, who, isConnected, isShared } = plot(page);
  /** @type {Offer} */
  const setup = { label: 'Write /gong-setup for me', be: 'admin', place: 'general', line: '/gong-setup', part: 'chat' };
  /** @type {Offer} */
  const connect = {
    label: `Write /gong-connect as ${who}`,
    be: id,
    place: 'general',
    line: '/gong-connect',
    part: 'chat',
  };
  /** @type {Offer} */
  const messages = { label: `Open ${who}’s messages`, be: id, place: 'dm', part: 'chat' };
  const admin = wizard === null ? 'Ana' : page.reader.nameOf(wizard.person);
  /** @type {Offer} */
  const form = { label: `Go to ${admin}`, be: wizard?.person ?? 'admin', part: 'chat' };
  return [
    {
      id: 'setup',
      title: 'Be the admin',
      text: 'You are Ana, an admin. Type /gong-setup in #general and press Enter.',
      offers: [setup],
    },
    {
      id: 'choose',
      title: 'Choose scopes',
      text: 'The usual scopes are already chosen: press Next in the form as it is.',
      offers: [form],
    },
    {
      id: 'register',
      title: 'Register in Gong',
      text: 'Follow the form: in Gong press CREATE INTEGRATION, tick the same scopes, paste the redirect URI, and save.',
      offers: [{ label: 'Open Gong’s Admin centre', url: `${adminCentreUrl}?tab=create` }, form],
    },
    {
      id: 'save',
      title: 'Save',
      text: {
        register: 'Copy Client ID and Client secret from Gong’s list of integrations into the form, and submit it.',
        choose:
          'Press Next in the form, and copy Client ID and Client secret from Gong’s list of integrations into it.',
        closed: 'The form is closed: type /gong-setup again, press Next, and copy Client ID and Client secret into it.',
      }[wizard?.step ?? 'closed'],
      offers: [
        { label: 'Open the list in Gong', url: `${adminCentreUrl}?tab=integrations` },
        wizard === null ? setup : form,
      ],
    },
    {
      id: 'connect',
      title: 'Be a rep',
      text: `Now be ${who}, a sales rep. Type /gong-connect and send yourself a link.`,
      offers: [connect],
    },
    {
      id: 'allow',
      title: 'Allow',
      text: `${who} has a direct message: press Connect Gong in it, continue as Tova, Gong’s Technical Admin, and Allow.`,
      offers: [messages],
    },
    {
      id: 'break',
      title: 'Break it',
      ...(isConnected
        ? {
            text: `Under Controls, press Expire at ${who}’s connection. Then look at what ${who} is told.`,
            offers: [{ label: 'Show the controls', be: id, place: 'dm', part: /** @type {const} */ ('controls') }],
          }
        : isShared
          ? {
              text: 'Under Controls, press Expire at the company’s connection. Then look at what Ana is told.',
              offers: [
                { label: 'Show the controls', be: 'admin', place: 'dm', part: /** @type {const} */ ('controls') },
              ],
            }
          : {
              text: `Nobody is connected any more: be ${who}, type /gong-connect, follow the link, and Allow.`,
              offers: [connect],
            }),
    },
    {
      id: 'repair',
      title: 'Repair it',
      text: `${who} got an alert: press Reconnect, then Connect Gong in the new message, and Allow.`,
      offers: [messages],
    },
  ];
}

export const farewell =
  'That was the whole story. Go on with the admin’s side or with troubleshooting, or by yourself: expire Ben again and move time by a day for a reminder; deactivate Ben; kill the bot.';
