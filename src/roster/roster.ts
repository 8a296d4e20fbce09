/** The roster's buttons, in its modal and on the Home tab: each for admins alone, each followed by a fresh look. */

import type { AdminGuard } from '../admins/guard.ts';
import { mention } from '../block-kit.ts';
import { type Outside, pause } from '../ports.ts';
import type { ActionRequest, Routes, Sender, SubmissionReply, SubmissionRequest } from '../routes.ts';
import { textOf } from '../routes.ts';
import { sayInPlace, showView } from '../screens.ts';
import { buildNoticeView } from '../screens-view.ts';
import { type RosterQuery, type RosterSort, rosterSorts } from '../stores/roster.ts';
import {
  clearSearchAction,
  disconnectAction,
  filterAction,
  nextAction,
  nudgeAction,
  nudgeAllAction,
  openRosterAction,
  personOfRow,
  previousAction,
  searchAction,
  searchBlock,
  searchCallback,
  sendFileAction,
  sortAction,
} from './actions.ts';
import { lookAtRoster } from './look.ts';
import { createNameLook } from './names.ts';
import { nudgeAll, nudgeOne } from './nudging.ts';
import { everybody, firstPage, longestSearch, type RosterPlace, readPlace } from './place-memory.ts';
import { sendInWords } from './roster-file.ts';
import { disconnectedMessage, rosterResultMessage } from './roster-message.ts';
import { buildRosterView, stateChosen } from './roster-view.ts';

/** Searching and sorting wait for missing names at most this long. */
const waitForNamesAtMostMs = 2_000;
const waitInSubmissionAtMostMs = 500;
/** Slack hands out a long member list slowly. */
const waitForFileAtMostMs = 60_000;

type Press = (request: ActionRequest) => Promise<void>;

export interface RosterGiven {
  guard: AdminGuard;
  /** Says that there is work for the loops. */
  nudge: () => void;
  home: {
    /** Shows another place of the roster on somebody's Home tab. */
    showRoster(slackUserId: string, place: RosterPlace, notice: string | null): void;
    /** Says something on somebody's Home tab, wherever in the roster they are. */
    tell(slackUserId: string, notice: string): void;
    /** Somebody turned out to be no admin: their Home tab is a rep's. */
    forgetAdmin(slackUserId: string): void;
    /** Publishes again for somebody whose connection changed. */
    refresh(slackUserId: string): void;
  };
}

export function rosterRoutes(outside: Outside, given: RosterGiven): Routes {
  const { store, slack, clock, identity } = outside;
  const readNames = createNameLook(outside);

  /** What only an admin may do; on the Home tab of somebody who no longer is one, the roster goes. */
  const forAdmins =
    (press: Press): Press =>
    async (request) => {
      if (await given.guard.allows(request)) return press(request);
      if (request.view?.type === 'home') given.home.forgetAdmin(request.slackUserId);
    };

  const show = async (request: ActionRequest, place: RosterPlace, notice: string | null = null): Promise<void> => {
    if (request.view?.type !== 'modal') return given.home.showRoster(request.slackUserId, place, notice);
    const view = buildRosterView(await lookAtRoster(store, request.teamId, place), notice);
    await slack.updateView(request.teamId, request.view.viewId, view);
  };

  const haveNames = ({ teamId }: Sender, atMostMs = waitForNamesAtMostMs): Promise<void> =>
    Promise.race([readNames(teamId), pause(clock, atMostMs)]);

  const here = (request: ActionRequest) => readPlace(request.view?.privateMetadata ?? '');

  const open: Press = async (request) => {
    // The rows are drawn with mentions; names are for what is searched and sorted next.
    void readNames(request.teamId);
    const shown = await lookAtRoster(store, request.teamId, firstPage(everybody));
    await showView(outside, request, buildRosterView(shown));
  };

  const search: Press = async (request) => {
    await haveNames(request);
    await show(request, found(here(request).query, request.value ?? ''));
  };

  /** Answered within Slack's three seconds: asking who is an admin may take two of them. */
  const submitSearch = async (request: SubmissionRequest): Promise<SubmissionReply> => {
    const objection = await given.guard.objection(request);
    if (objection !== null) {
      return { answer: { response_action: 'update', view: buildNoticeView('Roster', objection) } };
    }
    await haveNames(request, waitInSubmissionAtMostMs);
    const { query } = readPlace(request.privateMetadata);
    const place = found(query, textOf(request.values, searchBlock));
    const view = buildRosterView(await lookAtRoster(store, request.teamId, place));
    return { answer: { response_action: 'update', view } };
  };

  const disconnect: Press = async (request) => {
    const person = personOfRow(request.blockId);
    if (person === null) return;
    const message = disconnectedMessage(identity.uuid(), person, request.slackUserId);
    const by = { actor: request.slackUserId, message };
    const hadAnything = await store.disconnect(request.teamId, person, clock.now(), by);
    given.nudge();
    given.home.refresh(person);
    const words = hadAnything
      ? `:white_check_mark: ${mention(person)} is disconnected and is told that it was you.`
      : `${mention(person)} had nothing to disconnect any more.`;
    await show(request, here(request).same, words);
  };

  const nudge: Press = async (request) => {
    const person = personOfRow(request.blockId);
    if (person === null) return;
    const words = await nudgeOne(outside, request, person);
    given.nudge();
    await show(request, here(request).same, words);
  };

  /**
   * Work that takes a while: said at once, and again when it is done. Who has turned the page or closed the view
   * meanwhile is left where they are: a DM tells them.
   */
  const longWork = async (request: ActionRequest, begun: string, work: () => Promise<string>): Promise<void> => {
    const { teamId, slackUserId, view } = request;
    const { same } = here(request);
    if (view?.type !== 'modal') {
      given.home.showRoster(slackUserId, same, begun);
      given.home.tell(slackUserId, await work());
      return given.nudge();
    }
    const draw = async (notice: string) => buildRosterView(await lookAtRoster(store, teamId, same), notice);
    const { words, isShown } = await sayInPlace(outside, { teamId, viewId: view.viewId }, draw, begun, work);
    given.nudge();
    if (isShown) return;
    await store.owe(teamId, rosterResultMessage(identity.uuid(), slackUserId, words), clock.now());
    given.nudge();
  };

  const sendFile = async (request: ActionRequest): Promise<string> => {
    await haveNames(request, waitForFileAtMostMs);
    return sendInWords(outside, request);
  };

  const turn =
    (to: 'previous' | 'next'): Press =>
    async (request) => {
      await show(request, here(request)[to]);
    };
  const change =
    (how: (request: ActionRequest) => Partial<RosterPlace['query']>): Press =>
    async (request) => {
      await show(request, firstPage({ ...here(request).query, ...how(request) }));
    };

  const presses: Record<string, Press> = {
    [openRosterAction]: open,
    [searchAction]: search,
    [clearSearchAction]: change(() => ({ search: '' })),
    [filterAction]: change(({ selected: [state] }) => ({ state: stateChosen(state) })),
    [sortAction]: async (request) => {
      await haveNames(request);
      await change(({ selected: [sort] }) => ({ sort: sortChosen(sort) }))(request);
    },
    [previousAction]: turn('previous'),
    [nextAction]: turn('next'),
    [nudgeAction]: nudge,
    [disconnectAction]: disconnect,
    [nudgeAllAction]: (request) => longWork(request, ':hourglass: Reminding them…', () => nudgeAll(outside, request)),
    [sendFileAction]: (request) => longWork(request, ':hourglass: Making the list…', () => sendFile(request)),
  };
  return {
    submissions: { [searchCallback]: submitSearch },
    actions: Object.fromEntries(Object.entries(presses).map(([name, press]) => [name, forAdmins(press)])),
  };
}

function found(query: RosterQuery, typed: string): RosterPlace {
  return firstPage({ ...query, search: typed.trim().slice(0, longestSearch) });
}

function sortChosen(value: string | undefined): RosterSort {
  return rosterSorts.find((sort) => sort === value) ?? everybody.sort;
}
