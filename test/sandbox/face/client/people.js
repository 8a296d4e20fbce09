/// <reference lib="dom" />
/** The people one can be, with a badge where something unread waits. */

/** @import { Person } from '../../slack/people.ts' */
/** @import { Page } from './page.js' */

import { avatar } from './avatar.js';
import { byId, el, redraw } from './dom.js';
import { go } from './page.js';
import { unreadOf } from './unread.js';

/** @param {Person} person */
export function roleOf(person) {
  if (person.deleted) return 'deactivated';
  if (person.isOwner) return 'owner';
  return person.isAdmin ? 'admin' : 'rep';
}

/** @param {Page} page */
export function drawPeople({ scene, me }) {
  const people = scene.snapshot.people.map((person) => ({
    id: person.id,
    user: person.name,
    name: person.displayName,
    role: roleOf(person),
    unread: unreadOf(scene, person.id),
    isMe: person.id === me.id,
  }));
  redraw(byId('people'), people, () => [
    el('span', { class: 'soft', id: 'you-are' }, 'You are'),
    el(
      'ul',
      { 'aria-labelledby': 'you-are' },
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
  ]);
}
