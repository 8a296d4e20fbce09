/**
 * The browser face of the sandbox: a chat client and, beside it, the control panel. It does what Slack's client could
 * do, through the same driver as the tests, and is served by the sandbox's Slack, whose `/archives/…` links it answers.
 */

import { ZodError } from 'zod';
import { createAdminSteps } from '../control/admin-steps.ts';
import { controlAct, performControlAct } from '../control/control-acts.ts';
import { readControlState } from '../control/control-state.ts';
import { createJourney } from '../control/journey.ts';
import { createOwners } from '../control/owners.ts';
import { createTrouble } from '../control/trouble.ts';
import {
  createTroubleMemory,
  createTroubleshooting,
  type TroubleMemory,
} from '../control/troubleshooting/troubleshooting.ts';
import { type HttpReply, type HttpRequest, json, type Route, redirect } from '../http.ts';
import { leadsTo, placeOfConversation } from './addresses.ts';
import { fileRoutes } from './files.ts';
import { outsidePage } from './outside-page.ts';
import { GoneError, performPersonAct, personAct } from './person-acts.ts';
import { readScene } from './scene.ts';
import { sceneStream } from './stream.ts';
import type { World } from './world.ts';

/** Only the page itself may act: another site's script cannot send JSON here without being asked first. */
function isOwnRequest({ headers }: HttpRequest): boolean {
  const { origin, host, 'content-type': type = '' } = headers;
  return type.startsWith('application/json') && (origin === undefined || origin === `http://${host}`);
}

async function acting(request: HttpRequest, act: () => Promise<unknown>): Promise<HttpReply> {
  if (!isOwnRequest(request)) return json({ error: 'only the page itself may do that' }, 403);
  try {
    return json((await act()) ?? { outcome: 'done' });
  } catch (error) {
    if (error instanceof GoneError) return json({ error: error.message }, 409);
    if (error instanceof ZodError) return json({ error: 'that cannot be read' }, 400);
    return json({ error: error instanceof Error ? error.message : String(error) }, 422);
  }
}

/** An address of Gong's Admin centre as somebody's own browser opens it; others stay as they are. */
function signedIn(place: string, gongPersonId: string): string {
  if (!URL.canParse(place)) return place;
  const url = new URL(place);
  if (url.pathname === '/company/api') url.searchParams.set('as', gongPersonId);
  return url.toString();
}

/**
 * The routes of the page, to be served by the sandbox's Slack.
 * @param memory what outlives a reset; left out: nothing does
 */
export function faceRoutes(world: World, memory: TroubleMemory = createTroubleMemory()): Route[] {
  const { slack, gong, composio, databasePath } = world.sandbox;
  const owners = createOwners(databasePath);
  const parts = {
    owners,
    troubleshooting: createTroubleshooting(world, owners, memory),
    trouble: createTrouble({ slack, composio }),
    journey: createJourney(world.sandbox, owners),
    adminSteps: createAdminSteps(world.sandbox),
  };
  /** The person that the page is for, by user name or ID; Ana when it does not say. */
  const viewerOf = ({ url }: HttpRequest): string => {
    const asked = url.searchParams.get('person');
    return slack.members().find(({ id, name }) => id === asked || name === asked)?.id ?? slack.people.ana;
  };
  const conversation = (request: HttpRequest): HttpReply =>
    redirect(placeOfConversation(request.params.id ?? '', viewerOf(request), slack) ?? '/');
  return [
    ...fileRoutes(),
    {
      method: 'GET',
      path: '/face/stream',
      handle: (request) => {
        const person = viewerOf(request);
        return sceneStream(slack.changed, () => readScene(person, world, () => readControlState(world, parts)));
      },
    },
    {
      method: 'POST',
      path: '/face/people/:person',
      handle: (request) =>
        acting(request, () => performPersonAct(personAct.parse(request.json()), request.params.person ?? '', slack)),
    },
    {
      method: 'POST',
      path: '/face/control',
      handle: (request) => acting(request, () => performControlAct(controlAct.parse(request.json()), world, parts)),
    },
    {
      method: 'GET',
      path: '/face/go',
      handle: (request) => {
        const to = request.url.searchParams.get('to') ?? '';
        const viewer = viewerOf(request);
        const place = leadsTo(to, viewer, slack, gong.dns);
        if (place === null) return outsidePage(to);
        const inGong = parts.troubleshooting.gongPersonOf(viewer);
        return redirect(inGong === null ? place : signedIn(place, inGong));
      },
    },
    { method: 'GET', path: '/archives/:id', handle: conversation },
    { method: 'GET', path: '/archives/:id/:message', handle: conversation },
  ];
}
