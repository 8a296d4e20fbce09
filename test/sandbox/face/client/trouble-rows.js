/// <reference lib="dom" />
/** The rows of the guide's troubleshooting section in words: what the trouble is, and how it is repaired. */

/** @import { RowId, RowShown } from '../../control/troubleshooting/rows.ts' */
/** @import { Offer } from './offers.js' */
/** @import { Page } from './page.js' */

/**
 * @typedef {object} RowWords
 * @property {string} title
 * @property {string} about
 * @property {string[]} steps what to do about it, in order
 * @property {Offer[]} offers
 */

/**
 * @param {RowShown} row
 * @param {Page} page
 * @returns {RowWords}
 */
export function wordsFor({ id, person }, { scene, reader }) {
  const who = person === null ? 'a rep' : reader.nameOf(person);
  const inGong = `${scene.control.adminCentreUrl}?tab=integrations`;
  /** @type {Offer} */
  const gong = { label: 'Open the list in Gong', url: inGong };
  /** @type {Offer} */
  const setup = { label: 'Write /gong-setup as Ana', be: 'admin', place: 'general', line: '/gong-setup', part: 'chat' };
  /** @type {Offer} */
  const connect = {
    label: `Write /gong-connect as ${who}`,
    be: person ?? 'rep',
    place: 'general',
    line: '/gong-connect',
    part: 'chat',
  };
  /** @type {Offer} */
  const messages = { label: `Open ${who}’s messages`, be: person ?? 'rep', place: 'dm', part: 'chat' };
  /** @type {Record<RowId, RowWords>} */
  const words = {
    'redirect-uri': {
      title: 'Redirect URI mismatch',
      about: 'Gong compares the redirect URI byte by byte. With one slash too many, nobody can connect.',
      steps: [
        `Be ${who}: type /gong-connect, send the link and press Connect Gong. Gong refuses it.`,
        'Be Ana: /gong-setup shows the redirect URI as Composio stored it. Copy it.',
        'In Gong, press Edit redirect URIs, put it in place of the wrong one, and save.',
        `Be ${who} and press Connect Gong again; once ten minutes have passed, Get a new link.`,
      ],
      offers: [connect, setup, gong, messages],
    },
    'admin-centre': {
      title: 'Admin centre not visible',
      about:
        'Only a Technical Admin sees Gong’s Admin centre, and Ana is not one. This row starts over with an empty workspace.',
      steps: [
        'Be Ana: type /gong-setup, press Next, then Open Gong’s API page. Gong does not let Ana in.',
        'Back in the form, press Hand this to a colleague and choose Dirk, who is a Technical Admin.',
        'Be Dirk: press Register Gong in the message, do what the form says, and save.',
        'Or, under Controls, make Bram Business a Technical Admin: that is who Ana is in Gong.',
      ],
      offers: [setup],
    },
    'lost-secret': {
      title: 'Lost client secret',
      about: 'Nobody kept the client secret, so Gong makes another one. Every connection stops working.',
      steps: [
        'Be Ana: one message tells of all of them. Press Rotate client secret there, or in /gong-setup.',
        'In Gong’s list press Show secret, copy it, and paste it into the form.',
        'Ana connects first, as the canary: press Connect Gong in the new message, and Allow.',
        'Then everybody else is asked. Be Ben: press Reconnect in the message, and Allow.',
      ],
      offers: [messages, gong, setup],
    },
    scopes: {
      title: 'Scopes mismatch',
      about: 'What is ticked in Gong is not what the setup asks for. Gong refuses whoever connects.',
      steps: [
        `Be ${who}: type /gong-connect, send the link and press Connect Gong. Gong names the scope.`,
        'Be Ana: press Change scopes in /gong-setup, and choose what Gong has ticked (Edit scopes shows it), or tick in Gong what you want to ask for. It says, too, who has to reconnect.',
        `Be ${who}: /gong-connect once more, and Allow.`,
      ],
      offers: [connect, gong, setup, messages],
    },
    inactive: {
      title: 'Connection goes inactive',
      about: 'A connection is INACTIVE, and the integration behind it is disabled in Gong.',
      steps: [
        `Be ${who}: an alert came. Press Reconnect, then Connect Gong. Gong says that the integration is disabled.`,
        'In Gong’s list, press Enable.',
        `Be ${who}: press Connect Gong again, and Allow.`,
      ],
      offers: [messages, gong],
    },
    'base-url': {
      title: 'Wrong API base URL',
      about: 'Somebody connects with another company’s API base URL. It connects well, and Gong does not answer there.',
      steps: [
        `Be ${who}: the message says that Gong did not accept it. Press Change the URL.`,
        'Type https://us-35894.api.gong.io and send the link. Gong shows it at Admin centre › API.',
        'Press Connect Gong in the new message, and Allow: Gong answers.',
      ],
      offers: [messages, { label: 'Open API in Gong', url: scene.control.adminCentreUrl }],
    },
  };
  return words[id];
}
