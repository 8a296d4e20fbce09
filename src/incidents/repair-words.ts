/** The repair of each cause as buttons, the one to press first in front. Pure. */

import type { Button } from '@slack/types';
import { button } from '../block-kit.ts';
import { reconnectAction } from '../connect/actions.ts';
import { readWorkspaceUrl, sharedWorkspace } from '../gong/workspace-url.ts';
import { type Incident, type IncidentCause, isSeen } from '../incident.ts';
import { openRotationAction } from '../rotation/actions.ts';
import { openGongAction, startOverAction } from '../setup/actions.ts';
import { checkAgainAction, enableAuthConfigAction, tellPeopleAction } from './actions.ts';

/** What the buttons need of the setup; null: nothing is set up any more. */
export type SetupOfButtons = { id: string; workspaceUrl: string | null } | null;

type Repair = 'rotate' | 'rotate_both' | 'gong' | 'enable' | 'start_over' | 'first' | 'tell';

const repairsOf: Readonly<Record<IncidentCause, readonly Repair[]>> = {
  one_person: [],
  secret_changed: ['rotate', 'gong', 'first', 'tell'],
  integration_off: ['gong', 'rotate_both', 'first', 'tell'],
  approver_left: ['first', 'tell'],
  auth_config_disabled: ['enable'],
  auth_config_gone: ['start_over'],
  accounts_deleted: ['tell'],
  accounts_paused: ['tell'],
  accounts_revoked: ['first', 'tell'],
  composio_silent: [],
};

/**
 * @param told how many of those who are not back were told before people were held back
 * @returns none when the incident is over, or nobody can do anything
 */
export function repairButtons(incident: Incident, told: number, setup: SetupOfButtons): Button[] {
  if (incident.endedAt !== null) return [];
  const check = button('Check again', checkAgainAction, { value: incident.id });
  if (incident.repair !== null && isSeen(incident.repair)) return [check];
  const isReleased = incident.releasedAt !== null;
  const wanted = repairsOf[incident.diagnosis.cause].filter((one) => !isReleased || one !== 'tell');
  const [first, ...others] = wanted.flatMap((one) => buttonFor[one](incident, setup, told));
  return first ? [{ ...first, style: 'primary' }, ...others, check] : [check];
}

const buttonFor: Readonly<Record<Repair, (incident: Incident, setup: SetupOfButtons, told: number) => Button[]>> = {
  gong: (_incident, setup) => [gongButton(setup)],
  rotate: () => [button('Rotate client secret', openRotationAction)],
  rotate_both: () => [button('New client ID and secret', openRotationAction)],
  enable: ({ id }) => [button('Enable the auth config', enableAuthConfigAction, { value: id })],
  start_over: (_incident, setup) => (setup ? [button('Start over', startOverAction, { value: setup.id })] : []),
  first: () => [button('Reconnect mine first', reconnectAction)],
  tell: (incident, _setup, told) => [
    button('Ask everybody to reconnect', tellPeopleAction, {
      value: incident.id,
      confirm: confirmTell(incident, told),
    }),
  ],
};

/** A button that leads to the list of integrations in Gong. */
export function gongButton(setup: Pick<NonNullable<SetupOfButtons>, 'workspaceUrl'> | null): Button {
  const reading = setup?.workspaceUrl ? readWorkspaceUrl(setup.workspaceUrl) : null;
  const { apiPageUrl } = reading?.ok ? reading.workspace : sharedWorkspace;
  return button('Open Gong’s integrations', openGongAction, { url: apiPageUrl });
}

function confirmTell({ affected, restored }: Incident, told: number) {
  const left = Math.max(0, affected - restored - told);
  const early =
    told === 0 ? '' : ` ${told === 1 ? 'One who has it reads' : `${told} who have it read`} there that it works.`;
  return {
    title: { type: 'plain_text' as const, text: 'Tell people now?' },
    text: {
      type: 'plain_text' as const,
      text: `${left === 1 ? 'One person gets' : `${left} people get`} a direct message with a Reconnect button.${early} If the cause is not repaired yet, it will fail for them.`,
    },
    confirm: { type: 'plain_text' as const, text: 'Tell them' },
    deny: { type: 'plain_text' as const, text: 'Not yet' },
  };
}
