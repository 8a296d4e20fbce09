/** What pausing and resuming show, and what they ask before. Pure. */

import type { Button, ModalView } from '@slack/types';
import { button, context, mention, moment, section } from '../block-kit.ts';
import { buildPlainView } from '../screens-view.ts';
import type { Pause } from '../stores/pauses.ts';
import { pauseAction, resumeAction } from './actions.ts';

const title = 'Pause Gong';

/** The hub's button: one or the other. */
export function pauseButton(pause: Pause | null): Button {
  return pause === null
    ? button('Pause', pauseAction, { confirm: confirmPause })
    : button('Resume', resumeAction, { style: 'primary' });
}

/**
 * What the hub says while Gong is paused, as mrkdwn.
 * @param isEnabled Composio says that the auth config is enabled: the pause never reached it, or was undone there
 */
export function pausedInWords({ pausedBy, beganAt }: Pause, isEnabled: boolean): string {
  if (isEnabled) {
    return `:warning: *Not paused at Composio*, although ${mention(pausedBy)} pressed *Pause*, ${moment(beganAt)}: the auth config is enabled there, and agents and automations can read Gong. Press *Resume* to leave it so; to pause, press *Pause* after that.`;
  }
  return `:double_vertical_bar: *Paused* by ${mention(pausedBy)}, ${moment(beganAt)}. Agents and automations cannot read Gong until somebody presses *Resume*.`;
}

export function buildPauseWorkingView(): ModalView {
  return buildPlainView(title, [section(':hourglass_flowing_sand: *Telling Composio…*\nThis takes a few seconds.')]);
}

export function buildPausedView(): ModalView {
  return buildPlainView(title, [
    section(
      ':double_vertical_bar: *Gong is paused.*\nComposio lets nobody use a Gong connection now. Nothing was deleted: permissions and connections stay, and nobody is sent an alert.',
    ),
    context('To go on, type `/gong-setup` and press *Resume*.'),
  ]);
}

export function buildResumedView(): ModalView {
  return buildPlainView(title, [
    section(
      ':arrow_forward: *Gong goes on.*\nComposio lets everybody use their connection again; nobody has to approve anything. The bot looks at all connections now and tells whoever has to reconnect.',
    ),
  ]);
}

/** @param words what happened and what to do now, as mrkdwn */
export function buildNotPausedView(words: string): ModalView {
  return buildPlainView(title, [section(`:warning: ${words}`)]);
}

const confirmPause = {
  title: { type: 'plain_text' as const, text: 'Pause Gong?' },
  text: {
    type: 'plain_text' as const,
    text: 'The auth config is disabled at Composio: agents and automations cannot read Gong for anybody. Connections and permissions stay, and Resume switches them on again.',
  },
  confirm: { type: 'plain_text' as const, text: 'Pause' },
  deny: { type: 'plain_text' as const, text: 'Not now' },
};
