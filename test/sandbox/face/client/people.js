/// <reference lib="dom" />
/** The people one can be, with a badge where something unread waits. */

/** @import { Person } from '../../slack/people.ts' */
/** @import { Page } from './page.js' */

import { avatar } from './avatar.js';
import { castAndCrowd } from './cast.js';
import { bringIntoSight, byId, el, redraw } from './dom.js';
import { go } from './page.js';
import { unreadOf } from './unread.js';

/** @param {Person} person */
export function roleOf(person) {
  if (person.deleted) return 'deactivated';
  if (person.isOwner) return 'owner';
  return person.isAdmin ? 'admin' : 'rep';
}

/**
 * @param {Person[]} crowd
 * @param {Person} me
 */
function drawCrowd(crowd, me) {
  if (crowd.length === 0) return null;
  const select = el(
    'select',
    {
      class: 'field somebody',
      'aria-label': 'Somebody else',
      'data-focus': 'somebody',
      change: () => select.value !== '' && go({ person: select.value }),
    },
    el('option', { value: '' }, 'Somebody else…'),
    crowd.map(({ name, realName }) => el('option', { value: name }, realName)),
  );
  select.value = crowd.some(({ id }) => id === me.id) ? me.name : '';
  return select;
}

/** @param {Page} page */
export function drawPeople({ scene, me }) {
  const { cast, crowd } = castAndCrowd(scene);
  const people = cast.map((person) => ({
    id: person.id,
    user: person.name,
    name: person.displayName,
    role: roleOf(person),
    unread: unreadOf(scene, person.id),
    isMe: person.id === me.id,
  }));
  const wasDrawn = redraw(byId('people'), [people, crowd.length, me.id], () => [
    el('span', { class: 'soft', id: 'you-are' }, 'You are'),
    el(
      'ul',
      { 'aria-labelledby': 'you-are', 'data-scroll': 'people' },
      people.map(({ id, user, name, role, unread, isMe }) =>
        el(
          'li',
          {},
          el(
            'button',
            {
              type: 'button',
              class: 'person',
              'aria-current': isMe ? 'true' : null,
              'data-focus': id,
              click: () => go({ person: user }),
            },
            avatar(name),
            el('span', { class: 'person-name' }, name, el('small', {}, role)),
            unread > 0 && el('span', { class: 'badge', 'aria-label': `${unread} unread` }, String(unread)),
          ),
        ),
      ),
    ),
    drawCrowd(crowd, me),
  ]);
  if (wasDrawn) bringIntoSight('#people [aria-current]');
}
