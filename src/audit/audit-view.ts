/** The audit as an admin reads it: a page of lines, what to look for, and the way to get them all. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, plain, section } from '../block-kit.ts';
import { buildPlainView } from '../screens-view.ts';
import type { AuditLine } from '../stores/audit.ts';
import {
  anyActorAction,
  anySubjectAction,
  chooseActorAction,
  chooseSubjectAction,
  chooseTopicAction,
  newestAction,
  olderAction,
  sendLinesAction,
} from './actions.ts';
import { type AuditMemory, writeAuditMemory } from './audit-memory.ts';
import { lineInWords, topicGroups } from './words.ts';

export const linesAPage = 15;

/** @param lines up to `linesAPage` of them, newest first; `hasOlder`: there are more */
export function buildAuditView(given: {
  memory: AuditMemory;
  lines: readonly AuditLine[];
  hasOlder: boolean;
  /** What became of the last press, as mrkdwn. */
  note?: string;
}): ModalView {
  const { memory, lines, hasOlder, note } = given;
  const buttons = [
    ...(hasOlder ? [button('Older', olderAction, { value: String(lines.at(-1)?.id ?? 0) })] : []),
    ...(memory.before === null ? [] : [button('Back to the newest', newestAction)]),
    button('Send me these as JSON Lines', sendLinesAction),
  ];
  return {
    ...buildPlainView('Audit', [
      ...(note === undefined ? [] : [section(note)]),
      filters(memory),
      ...(lines.length === 0 ? [section('Nothing here.')] : lines.map((line) => section(lineInWords(line)))),
      actions(...buttons),
      context(
        'Every line carries a hash over itself and the line before it. `npm run audit:verify` shows whoever runs this bot if one was changed or left out.',
      ),
    ]),
    private_metadata: writeAuditMemory(memory),
  };
}

export function buildAuditLoadingView(): ModalView {
  return buildPlainView('Audit', [section(':hourglass_flowing_sand: *Reading the audit…*')]);
}

function filters({ actor, subject, topic }: AuditMemory): KnownBlock {
  const everything = { text: plain('Everything'), value: 'all' };
  const options = [everything, ...topicGroups.map(({ value, label }) => ({ text: plain(label), value }))];
  const chosen = options.find(({ value }) => value === topic) ?? everything;
  return {
    type: 'actions',
    // Slack keeps what is chosen in a block that it knows, and none of its selects can be emptied by hand.
    block_id: `audit_filters:${actor ?? ''}:${subject ?? ''}`,
    elements: [
      { type: 'static_select', action_id: chooseTopicAction, options, initial_option: chosen },
      {
        type: 'users_select',
        action_id: chooseActorAction,
        placeholder: plain('By anybody'),
        ...(actor === null ? {} : { initial_user: actor }),
      },
      {
        type: 'users_select',
        action_id: chooseSubjectAction,
        placeholder: plain('About anybody'),
        ...(subject === null ? {} : { initial_user: subject }),
      },
      ...(actor === null ? [] : [button('By anybody', anyActorAction)]),
      ...(subject === null ? [] : [button('About anybody', anySubjectAction)]),
    ],
  };
}
