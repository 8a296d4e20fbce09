/** How a rotation goes, in a modal and in a DM that is edited in place. Pure. */

import type { ActionsBlock, Button, KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, mention, moment, section } from '../block-kit.ts';
import { companyOwner, type NewMessage } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import { countsInWords, isSettled, progressBlocks, type RoundProgress } from '../reconnects/progress-view.ts';
import { buildPlainView } from '../screens-view.ts';
import type { Rotation } from '../stores/rotations.ts';
import { roundNoticeKinds } from '../stores/rounds.ts';
import { anotherSecretAction, askEverybodyAction, stopAction, tryCanaryAction } from './actions.ts';
import { canaryFailedInWords, canaryInWords, givenUpInWords, isSecretSuspected, rotateTitle } from './words.ts';

/** The DM of a rotation to who began it, or to who hears of it in their place: one for all its steps. */
export const rotationMessageKind = roundNoticeKinds.rotation;

/** Nobody gets two of one rotation. */
export function rotationMessageKey(rotationId: string, recipient: string): string {
  return `rotation:${rotationId}:${recipient}`;
}

export function rotationMessage(id: string, rotation: Pick<Rotation, 'id' | 'createdBy'>): NewMessage {
  return {
    id,
    recipient: rotation.createdBy,
    kind: rotationMessageKind,
    subject: rotation.id,
    dedupeKey: rotationMessageKey(rotation.id, rotation.createdBy),
  };
}

export interface RotationFacts {
  rotation: Rotation;
  /** Once the canary has passed. */
  progress: RoundProgress | null;
}

export function buildRotationView(facts: RotationFacts): ModalView {
  return buildPlainView(rotateTitle, blocksOf(facts, ' You can close this: it goes on all the same.'));
}

/** @param leaver who began it and has left Slack, so that the reader hears of it instead; null: nobody */
export function buildRotationMessage(facts: RotationFacts, leaver: string | null = null): SlackMessage {
  const { headline } = saidOf(facts);
  const counts = facts.progress ? ` ${countsInWords(facts.progress.counts)}` : '';
  const { rotation } = facts;
  const why =
    leaver === null
      ? []
      : [
          section(
            `:wave: ${mention(leaver)} began to rotate the client secret and has left Slack, so you hear of it.${rotation.endedAt === null ? goOn : ''}`,
          ),
        ];
  return {
    text: `Rotating the client secret: ${headline}.${counts}`,
    blocks: [...why, ...blocksOf(facts, ' This message goes on telling how it is.')],
  };
}

const goOn = ' Any admin can go on here: the canary’s link goes to whoever presses its button.';

/** Whether nothing more will change. */
export function isEnded({ rotation }: RotationFacts): boolean {
  return rotation.endedAt !== null;
}

/** @param goesOn what is said of one that goes on, which differs where it can be closed */
function blocksOf(facts: RotationFacts, goesOn: string): KnownBlock[] {
  const { rotation, progress } = facts;
  const { icon, headline, words } = saidOf(facts);
  const buttons = buttonsOf(facts);
  return [
    section(`${icon} *${headline}*${words === '' ? '' : `\n${words}`}`),
    ...(progress === null ? [] : progressBlocks(progress)),
    ...(buttons === null ? [] : [buttons]),
    context(
      rotation.endedAt === null
        ? `Begun by ${mention(rotation.createdBy)}, ${moment(rotation.beganAt)}.${goesOn}`
        : `Begun by ${mention(rotation.createdBy)}, ${moment(rotation.beganAt)}; ended ${moment(rotation.endedAt)}.`,
    ),
  ];
}

function saidOf({ rotation, progress }: RotationFacts): { icon: string; headline: string; words: string } {
  switch (rotation.state) {
    case 'patching':
      return { icon: ':hourglass_flowing_sand:', headline: 'Composio is being told the new client secret', words: '' };
    case 'patched':
    case 'canary':
      return {
        icon: ':hatching_chick:',
        headline: 'Composio has the new client secret; the canary is next',
        words: `The canary is ${canaryInWords(rotation)}: the first one made with the new secret, which shows whether it works. Its link is in the direct messages with this app: open it and press Allow in Gong. Nobody else is asked before that works.`,
      };
    case 'canary_failed':
      return { icon: ':warning:', headline: 'The canary failed', words: canaryFailedInWords(rotation.reason) };
    case 'waves':
      return {
        icon: ':white_check_mark:',
        headline: 'The new client secret works',
        words: `${capital(canaryInWords(rotation))} is ACTIVE with it. ${rotation.canary === companyOwner ? ofCompany : ofPeople}`,
      };
    case 'done':
      return {
        icon: ':white_check_mark:',
        headline:
          progress && isSettled(progress.counts)
            ? 'The client secret is rotated'
            : 'The client secret is rotated; some people have not reconnected',
        words:
          progress && isSettled(progress.counts)
            ? 'Everybody who had to has reconnected. The old secret is of no use any more.'
            : 'Whoever is left can press Reconnect in their message at any time.',
      };
    case 'given_up':
      return { icon: ':octagonal_sign:', headline: 'The rotation has ended', words: givenUpInWords(rotation) };
  }
}

function buttonsOf({ rotation }: RotationFacts): ActionsBlock | null {
  const value = rotation.id;
  const primary = { style: 'primary' as const };
  const isSuspected = isSecretSuspected(rotation.reason);
  const stop = (text: string, words: string): Button =>
    button(text, stopAction, { value, confirm: confirm(text, words) });
  switch (rotation.state) {
    case 'canary':
      return actions(
        button('Send the canary’s link again', tryCanaryAction, { value }),
        stop('Stop here', 'Composio keeps the new secret. Nobody is asked to reconnect.'),
      );
    case 'canary_failed':
      return actions(
        button('Try the canary again', tryCanaryAction, { value, ...(isSuspected ? {} : primary) }),
        button('Type another secret', anotherSecretAction, { value, ...(isSuspected ? primary : {}) }),
        stop('Stop here', 'Composio keeps the secret that was typed last. Nobody is asked to reconnect.'),
      );
    case 'waves':
      return actions(
        // Whoever shares the company's connection has nothing to reconnect.
        ...(rotation.canary === companyOwner
          ? []
          : [
              button('Ask everybody', askEverybodyAction, { value, confirm: confirm('Ask everybody', everybodyWords) }),
            ]),
        stop('Stop asking', 'Nobody else is asked. Whoever was asked can still press Reconnect in their message.'),
      );
    default:
      return null;
  }
}

const ofCompany =
  'Nobody else has to do anything. This stays open for a quarter of an hour, in case that something breaks.';
const ofPeople =
  'Those whose connection is broken are asked to reconnect; the others go on working, and are counted in here if they break.';

const everybodyWords =
  'People whose connection works are asked to reconnect as well, 20 a minute. There is no need to: Composio renews their connections with the new secret.';

function confirm(title: string, words: string) {
  return {
    title: { type: 'plain_text' as const, text: `${title}?` },
    text: { type: 'plain_text' as const, text: words },
    confirm: { type: 'plain_text' as const, text: title },
    deny: { type: 'plain_text' as const, text: 'Not now' },
  };
}

function capital(text: string): string {
  return text.startsWith('the ') ? `T${text.slice(1)}` : text;
}
