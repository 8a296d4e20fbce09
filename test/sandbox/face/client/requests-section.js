/// <reference lib="dom" />
/** What the bot asked Composio, the newest first. */

/** @import { Page } from './page.js' */

import { writeTime } from './dates.js';
import { el } from './dom.js';
import { section } from './panel-controls.js';

/** @param {number | null} status */
function statusText(status) {
  if (status === null) return '…';
  return status === 0 ? 'no answer' : String(status);
}

/** @param {Page} page */
export function requestsSection({ scene, reader }) {
  const { requests } = scene.control;
  return section(
    'Requests to Composio',
    requests.length === 0
      ? el('p', { class: 'soft' }, 'None yet.')
      : el(
          'ol',
          {
            class: 'requests',
            'data-scroll': 'requests',
            tabindex: '0',
            'aria-label': 'Requests to Composio, the newest first',
          },
          requests.map(({ at, method, path, status, times }) =>
            el(
              'li',
              {},
              el('time', { class: 'soft' }, writeTime(at, reader.timeZone)),
              el('b', {}, method),
              el('span', { class: 'path', title: path }, path),
              el('span', { class: 'soft' }, times > 1 && `${times}×`),
              el(
                'span',
                { class: status !== null && status >= 200 && status < 300 ? 'ok' : 'bad' },
                statusText(status),
              ),
            ),
          ),
        ),
  );
}
