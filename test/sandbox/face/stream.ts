/** Keeps open pages up to date, by server-sent events: a new scene whenever something in it changed. */

import type { ServerResponse } from 'node:http';
import type { HttpReply } from '../http.ts';
import type { Changes } from '../slack/changes.ts';
import type { Scene } from './scene.ts';

/** Changes that come together make one event. */
const gatherMs = 30;
/** Gong and Composio tell nobody when something changes in them, so they are looked at. */
const lookMs = 400;

function withoutTime({ now: _now, ...rest }: Scene): string {
  return JSON.stringify(rest);
}

/** A stream of scenes, beginning with the one of now. `read` throws when the person does not exist. */
export function sceneStream(changed: Changes, read: () => Scene): HttpReply {
  const first = read();
  return {
    take: (_request, response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
      // After a reset the page should be back at once.
      response.write('retry: 400\n\n');
      let shown = '';
      let gathering: NodeJS.Timeout | undefined;
      const send = (scene: Scene): void => {
        const drawn = withoutTime(scene);
        if (drawn === shown) return;
        shown = drawn;
        response.write(`data: ${JSON.stringify(scene)}\n\n`);
      };
      const soon = (): void => {
        gathering ??= setTimeout(() => {
          gathering = undefined;
          send(read());
        }, gatherMs);
      };
      const unsubscribe = changed.subscribe(soon);
      const looking = setInterval(soon, lookMs);
      response.on('close', () => {
        unsubscribe();
        clearInterval(looking);
        clearTimeout(gathering);
      });
      send(first);
    },
  };
}
