/** The roster as blocks, for its modal and for the Home tab. Pure. */

import type { ActionsBlock, InputBlock, KnownBlock, ModalView, Option, StaticSelect } from '@slack/types';
import { actions, button, context, plain, section } from '../block-kit.ts';
import { type AccessKept, accessInWords } from '../company/words.ts';
import { inviteAction } from '../invitations/actions.ts';
import { type RosterPage, type RosterState, rosterSorts, rosterStates } from '../stores/roster.ts';
import {
  clearSearchAction,
  filterAction,
  nextAction,
  nudgeAllAction,
  previousAction,
  searchAction,
  searchBlock,
  searchCallback,
  sendFileAction,
  sortAction,
} from './actions.ts';
import { longestSearch, type RosterPlace, writePlace } from './place-memory.ts';
import { rowBlocks } from './row-view.ts';
import { countsInWords, nudgeableStates, number, peopleInWords, sortNames, stateNames } from './words.ts';

/** What one look at the roster showed. */
export interface RosterShown {
  place: RosterPlace;
  page: RosterPage;
  counts: Readonly<Record<RosterState, number>>;
  /** How the company's access list is kept; null: there is no company connection. */
  access: AccessKept | null;
}

/** A Slack select's option for every state. */
const anyState = 'any';

export function buildRosterView(shown: RosterShown, notice: string | null = null): ModalView {
  const blocks = rosterBlocks(shown, notice);
  // Slack wants a submit button where there is an input.
  const canSearch = blocks.some(({ type }) => type === 'input');
  return {
    type: 'modal',
    callback_id: searchCallback,
    title: plain('Roster'),
    ...(canSearch ? { submit: plain('Search') } : {}),
    close: plain('Close'),
    private_metadata: writePlace(shown.place, shown.page),
    blocks: [section(`*People*\n${countsInWords(shown.counts)}`), ...blocks],
  };
}

/** Search, filter, sort, one page of rows, and what can be done for all of them. */
export function rosterBlocks(shown: RosterShown, notice: string | null): KnownBlock[] {
  const { counts, page, place, access } = shown;
  const told = notice === null ? [] : [section(notice)];
  if (Object.values(counts).every((people) => people === 0)) {
    return [
      ...told,
      section('*Nobody is here yet.* Everybody who is invited or asks for a connection appears here.'),
      actions(button('Invite people', inviteAction)),
    ];
  }
  // Up to 1,000 people, everybody let in is simply on the list.
  const isSimple = access?.accessTrouble === null && (access.access?.form ?? 'allow_list') === 'allow_list';
  const kept = access === null || isSimple ? null : accessInWords(access);
  return [
    ...told,
    ...(kept === null ? [] : [context(kept)]),
    ...controls(place),
    context(pageInWords(place, page)),
    ...page.entries.flatMap(rowBlocks),
    ...pager(place, page),
    { type: 'divider' },
    forAll(counts),
  ];
}

function controls({ query }: RosterPlace): KnownBlock[] {
  const isSearching = query.search !== '';
  const search: InputBlock = {
    type: 'input',
    // Another ID once it is cleared: Slack keeps what was typed under the old one.
    block_id: `${searchBlock}:${isSearching ? 'typed' : 'empty'}`,
    dispatch_action: true,
    optional: true,
    label: plain('Search'),
    hint: plain('The beginning of a name, or a Slack user ID. Then press Enter.'),
    element: {
      type: 'plain_text_input',
      action_id: searchAction,
      max_length: longestSearch,
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
      ...(isSearching ? { initial_value: query.search } : {}),
    },
  };
  const menus: ActionsBlock = {
    type: 'actions',
    block_id: 'roster_menus',
    elements: [
      menu(filterAction, 'State', query.state ?? anyState, [
        option(anyState, 'Every state'),
        ...rosterStates.map((state) => option(state, stateNames[state])),
      ]),
      menu(
        sortAction,
        'Order',
        query.sort,
        rosterSorts.map((sort) => option(sort, sortNames[sort])),
      ),
      ...(isSearching ? [button('Clear the search', clearSearchAction)] : []),
    ],
  };
  return [search, menus];
}

function menu(actionId: string, placeholder: string, chosen: string, options: Option[]): StaticSelect {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'static_select',
    action_id: actionId,
    placeholder: plain(placeholder),
    options,
    ...(initial ? { initial_option: initial } : {}),
  } as StaticSelect;
}

function option(value: string, text: string): Option {
  return { text: plain(text), value };
}

/** What a select's choice stands for; null: every state. */
export function stateChosen(value: string | undefined): RosterState | null {
  return rosterStates.find((state) => state === value) ?? null;
}

function pageInWords({ skipped }: RosterPlace, { entries, total, isCut }: RosterPage): string {
  if (entries.length === 0) return 'Nobody matches.';
  const last = skipped + entries.length;
  const all = isCut ? `more than ${number(total)}: type more of the name` : number(Math.max(total, last));
  return `${number(skipped + 1)}–${number(last)} of ${all}`;
}

function pager({ skipped }: RosterPlace, { hasMore }: RosterPage): KnownBlock[] {
  const buttons = [
    ...(skipped > 0 ? [button('Previous', previousAction)] : []),
    ...(hasMore ? [button('Next', nextAction)] : []),
  ];
  return buttons.length === 0 ? [] : [{ ...actions(...buttons), block_id: 'roster_pager' }];
}

function forAll(counts: RosterShown['counts']): KnownBlock {
  const nudgeable = nudgeableStates.reduce((sum, state) => sum + counts[state], 0);
  const nudgeAll = button(`Nudge all who are not connected (${number(nudgeable)})`, nudgeAllAction, {
    confirm: {
      title: { type: 'plain_text', text: 'Nudge them all?' },
      text: {
        type: 'plain_text',
        text: `${peopleInWords(nudgeable)} ${nudgeable === 1 ? 'is' : 'are'} not connected. Those of them get one direct message who were not invited or reminded in the last day, and have not asked for no more reminders.`,
      },
      confirm: { type: 'plain_text', text: 'Nudge them' },
      deny: { type: 'plain_text', text: 'Not now' },
    },
  });
  return {
    ...actions(...(nudgeable > 0 ? [nudgeAll] : []), button('Send me the list as CSV', sendFileAction)),
    block_id: 'roster_for_all',
  };
}
