/// <reference lib="dom" />
/** Gong's integrations, Composio's auth configs, and how well Slack and Composio answer. */

/** @import { Page } from './page.js' */

import { el } from './dom.js';
import { steer } from './page.js';
import { control, section } from './panel-controls.js';

/** @param {Page} page */
function integrations({ scene }) {
  const { integrations: all, adminCentreUrl } = scene.control;
  return section(
    'Integration in Gong',
    ...all.map(({ id, name, enabled }) => {
      /** @param {'disable' | 'enable' | 'delete' | 'regenerate'} action */
      const act = (action) => /** @type {const} */ ({ do: 'integration', id, action });
      return el(
        'div',
        { class: 'thing' },
        el('p', {}, el('b', {}, name), !enabled && el('span', { class: 'pill inactive' }, 'disabled')),
        el(
          'div',
          { class: 'buttons' },
          enabled
            ? control('Disable', act('disable'), { name: `Disable ${name} in Gong` })
            : control('Enable', act('enable'), { name: `Enable ${name} in Gong` }),
          control('Regenerate secret', act('regenerate')),
          control('Delete', act('delete'), { name: `Delete ${name} in Gong` }),
        ),
      );
    }),
    all.length === 0 && el('p', { class: 'soft' }, 'None yet: an admin creates it in Gong.'),
    el(
      'p',
      {},
      el(
        'a',
        { href: `${adminCentreUrl}?tab=integrations`, target: '_blank', rel: 'noopener' },
        'Open Gong’s Admin centre',
      ),
    ),
  );
}

/** @param {Page} page */
function authConfigs({ scene }) {
  const { authConfigs: all } = scene.control;
  if (all.length === 0) return null;
  return section(
    'Auth config at Composio',
    ...all.map(({ id, name, enabled }) =>
      el(
        'div',
        { class: 'thing' },
        el(
          'p',
          {},
          el('b', {}, name),
          ' ',
          el('code', {}, id),
          !enabled && el('span', { class: 'pill inactive' }, 'disabled'),
        ),
        el(
          'div',
          { class: 'buttons' },
          enabled
            ? control('Disable', { do: 'auth-config', id, action: 'disable' }, { name: `Disable auth config ${id}` })
            : control('Enable', { do: 'auth-config', id, action: 'enable' }, { name: `Enable auth config ${id}` }),
          control('Delete', { do: 'auth-config', id, action: 'delete' }, { name: `Delete auth config ${id}` }),
        ),
      ),
    ),
  );
}

/** @param {Page} page */
function gongPeople({ scene }) {
  return section(
    'People in Gong',
    ...scene.control.gongPeople.map(({ id, name, role }) => {
      const isAdmin = role === 'technical-admin';
      /** @param {'leave' | 'promote' | 'demote'} action */
      const act = (action) => /** @type {const} */ ({ do: 'gong-person', id, action });
      return el(
        'div',
        { class: 'thing' },
        el('p', {}, el('b', {}, name), isAdmin && el('span', { class: 'pill active' }, 'Technical Admin')),
        el(
          'div',
          { class: 'buttons' },
          isAdmin
            ? control('Take the role away', act('demote'), { name: `Take the role away from ${name}` })
            : control('Make Technical Admin', act('promote'), { name: `Make ${name} Technical Admin` }),
          control('Leaves the company', act('leave'), { name: `${name} leaves the company` }),
        ),
      );
    }),
  );
}

/** @param {Page} page */
function trouble({ scene }) {
  const { trouble: now, troubles } = scene.control;
  const names = /** @type {const} */ ([
    ['slack', 'Slack’s API is'],
    ['composio', 'Composio’s API is'],
  ]);
  return section(
    'Trouble',
    ...names.map(([service, words]) => {
      const select = el(
        'select',
        {
          class: 'field',
          id: `trouble-${service}`,
          'data-focus': `trouble-${service}`,
          change: () => void steer({ do: 'trouble', service, name: select.value }),
        },
        troubles[service].map((name) => el('option', { value: name }, name === 'none' ? 'fine' : name)),
      );
      select.value = now[service];
      return el(
        'p',
        { class: now[service] === 'none' ? 'row' : 'row troubled' },
        el('label', { for: `trouble-${service}` }, words),
        select,
      );
    }),
  );
}

/** @param {Page} page */
export function servicesSection(page) {
  return el('div', {}, integrations(page), gongPeople(page), authConfigs(page), trouble(page));
}
