/// <reference lib="dom" />
/** The connected accounts at Composio, and what can happen to each. */

/** @import { ConnectionState } from '../../control/control-state.ts' */
/** @import { Page } from './page.js' */

import { el } from './dom.js';
import { control, section } from './panel-controls.js';

const opening = ['INITIALIZING', 'INITIATED'];

/** @param {NonNullable<ConnectionState['shared']>} shared */
function sharedWords({ allowsAll, allowed, denied }) {
  return `Shared with ${allowsAll ? 'everybody' : `${allowed} allowed`}, ${denied} denied`;
}

/**
 * @param {ConnectionState} connection
 * @param {Page} page
 */
function drawConnection({ id, person, shared, status, reason }, { reader }) {
  const by = person === null ? 'Somebody' : reader.nameOf(person);
  const who = shared ? 'the company' : by;
  const isActive = status === 'ACTIVE';
  /** @param {'expire' | 'revoke' | 'disable' | 'enable' | 'delete'} action */
  const act = (action) => /** @type {const} */ ({ do: 'connection', id, action });
  return el(
    'li',
    { class: 'connection', 'data-account': id },
    el(
      'p',
      {},
      el('b', {}, shared ? 'The company' : who),
      el('span', { class: `pill ${status.toLowerCase()}` }, status),
    ),
    el('p', { class: 'soft' }, el('code', {}, id)),
    shared && el('p', { class: 'soft' }, `Made by ${by}. ${sharedWords(shared)}`),
    reason !== null && el('p', { class: 'soft' }, reason),
    el(
      'div',
      { class: 'buttons' },
      control('Expire', act('expire'), { name: `Expire ${who}’s connection`, isOff: !isActive }),
      control('Revoke', act('revoke'), { name: `Revoke ${who}’s connection`, isOff: !isActive }),
      status === 'INACTIVE'
        ? control('Enable', act('enable'), { name: `Enable ${who}’s connection` })
        : control('Disable', act('disable'), { name: `Disable ${who}’s connection`, isOff: !isActive }),
      control('Delete', act('delete'), { name: `Delete ${who}’s connection`, isOff: opening.includes(status) }),
    ),
  );
}

/** @param {Page} page */
export function connectionsSection(page) {
  const { connections } = page.scene.control;
  return section(
    'Connections at Composio',
    connections.length === 0
      ? el('p', { class: 'soft' }, 'None yet: they appear once a rep asked for a link.')
      : el(
          'ul',
          { class: 'plain' },
          [...connections].reverse().map((connection) => drawConnection(connection, page)),
        ),
    el(
      'div',
      { class: 'buttons' },
      control('Composio refreshes all tokens now', { do: 'refresh' }, { isOff: connections.length === 0 }),
    ),
  );
}
