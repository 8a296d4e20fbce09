/// <reference lib="dom" />
/** The control panel: what the world does to the bot. */

/** @import { Page } from './page.js' */

import { connectionsSection } from './connections-section.js';
import { byId, el, redraw } from './dom.js';
import { requestsSection } from './requests-section.js';
import { servicesSection } from './services-section.js';
import { localTimes, timeSection } from './time-section.js';
import { workspaceSection } from './workspace-section.js';

/** @param {Page} page */
export function drawPanel(page) {
  const frame = byId('controls');
  if (!frame.firstChild) {
    frame.append(
      el('h2', {}, 'Controls'),
      el('p', { class: 'soft' }, 'Not part of the chat: here you do what the world does to the bot.'),
      ...['time', 'connections', 'services', 'workspace', 'requests'].map((name) => el('div', { id: `panel-${name}` })),
    );
  }
  const { control: state, snapshot } = page.scene;
  redraw(byId('panel-time'), [state.movedMs, localTimes(page)], () => [timeSection(page)]);
  redraw(byId('panel-connections'), [state.connections, snapshot.people], () => [connectionsSection(page)]);
  redraw(byId('panel-services'), [state.integrations, state.gongPeople, state.authConfigs, state.trouble], () => [
    servicesSection(page),
  ]);
  redraw(byId('panel-workspace'), [state.bot, snapshot.people], () => [workspaceSection(page)]);
  redraw(byId('panel-requests'), state.requests, () => [requestsSection(page)]);
}
