/** The form in which people, channels and user groups are chosen. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { context, plain, section } from '../block-kit.ts';
import type { ConnectionMode } from '../model.ts';
import { choicesOf, type FormValues } from '../routes.ts';
import { formCallback, userGroupsAction } from './actions.ts';
import { factForInviters } from './words.ts';

export const peopleBlock = 'people';
const channelsBlock = 'channels';
const userGroupsBlock = 'user_groups';
const mostPeople = 100;
const mostSources = 20;

/** What was chosen. */
export interface Sources {
  people: readonly string[];
  channels: readonly string[];
  userGroups: readonly string[];
}

/** @param withoutUserGroups why there are none to choose from, as mrkdwn; null: there are */
export function buildForm(mode: ConnectionMode, withoutUserGroups: string | null): ModalView {
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plain('Invite people'),
    submit: plain('Preview'),
    close: plain('Cancel'),
    blocks: [
      section('Each gets a direct message with the button *Connect Gong*. You see who, before anything is sent.'),
      {
        type: 'input',
        block_id: peopleBlock,
        optional: true,
        label: plain('People'),
        element: {
          type: 'multi_users_select',
          action_id: 'value',
          placeholder: plain('Choose people'),
          max_selected_items: mostPeople,
        },
      },
      {
        type: 'input',
        block_id: channelsBlock,
        optional: true,
        label: plain('Channels'),
        hint: plain('Everybody in them. A private channel needs this app in it.'),
        element: {
          type: 'multi_conversations_select',
          action_id: 'value',
          placeholder: plain('Choose channels'),
          max_selected_items: mostSources,
          filter: { include: ['public', 'private'], exclude_bot_users: true },
        },
      },
      userGroups(withoutUserGroups),
      context(`:information_source: ${factForInviters(mode)}`),
    ],
  };
}

function userGroups(without: string | null): KnownBlock {
  if (without !== null) return context(`*User groups*: ${without}`);
  return {
    type: 'input',
    block_id: userGroupsBlock,
    optional: true,
    label: plain('User groups'),
    element: {
      type: 'multi_external_select',
      action_id: userGroupsAction,
      placeholder: plain('Choose user groups'),
      min_query_length: 0,
      max_selected_items: mostSources,
    },
  };
}

/** What was chosen; null: nothing at all. */
export function readSources(values: FormValues): Sources | null {
  const sources = {
    people: choicesOf(values, peopleBlock),
    channels: choicesOf(values, channelsBlock),
    userGroups: choicesOf(values, userGroupsBlock),
  };
  return Object.values(sources).some((chosen) => chosen.length > 0) ? sources : null;
}
