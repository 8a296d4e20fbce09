/** How people connect: what holds now, what each way means, and one press to change it. Pure. */

import type { Button, KnownBlock, ModalView } from '@slack/types';
import { actions, button, code, context, mention, moment, section } from '../block-kit.ts';
import { pauseInWords, verificationInWords } from '../connect/words.ts';
import { isNotAnswering } from '../connections-port.ts';
import type { CompanyStatus } from '../model.ts';
import { handOverConsentButton } from '../relay/actions.ts';
import { buildPlainView } from '../screens-view.ts';
import type { Pause } from '../stores/pauses.ts';
import {
  changeCompanyUrlAction,
  chooseCompanyAction,
  choosePersonalAction,
  connectCompanyAction,
  testCompanyAction,
} from './actions.ts';
import { confirmPersonal } from './company-link-message.ts';
import { accessInWords, companyCauseInWords, companyInWords, isConnected, personalInWords } from './words.ts';

const title = 'How people connect';

export interface ModeGiven {
  company: CompanyStatus;
  /** How many are in each state of a grant. */
  grants: Readonly<Record<string, number>>;
  /** How many people have a working connection of their own. */
  ownActive: number;
  /** The admins' own that goes on. */
  pause?: Pause | null;
}

/** @param news what has just been done, as mrkdwn; null: nothing */
export function buildModeView(given: ModeGiven, news: string | null = null): ModalView {
  const isCompany = given.company.mode === 'company';
  return buildPlainView(title, [
    ...(news === null ? [] : [section(news)]),
    section(`*Now: ${isCompany ? 'Company' : 'Personal'}.* ${isCompany ? nowCompany(given) : nowPersonal(given)}`),
    ...(isCompany ? companyBlocks(given) : personalBlocks(given)),
    section(`${personalInWords}\n\n${companyInWords}`),
  ]);
}

function nowPersonal({ ownActive }: ModeGiven): string {
  return `Each person connects with a link of their own; ${ownActive === 1 ? 'one works' : `${ownActive} work`}.`;
}

function nowCompany({ grants }: ModeGiven): string {
  const owed = grants.wanted ?? 0;
  return `Let in: ${grants.granted ?? 0}${owed > 0 ? ` · waiting to be let in: ${owed}` : ''}.`;
}

function personalBlocks({ ownActive }: ModeGiven): KnownBlock[] {
  return [
    actions(button('Use one company connection', chooseCompanyAction, { style: 'primary' })),
    context(
      ownActive > 0
        ? 'Nobody is cut off by that: personal connections that work keep working.'
        : 'Nobody is cut off by that.',
    ),
  ];
}

function companyBlocks({ company, ownActive, pause = null }: ModeGiven): KnownBlock[] {
  const kept =
    ownActive === 1
      ? 'One personal connection goes on beside it.'
      : `${ownActive} personal connections go on beside it.`;
  return [
    section(companyInFull(company, pause)),
    actions(...companyButtons(company)),
    ...(ownActive > 0 ? [context(kept)] : []),
  ];
}

function companyInFull(company: CompanyStatus, pause: Pause | null): string {
  const { connection, approver, attempt } = company;
  if (!isConnected(connection)) {
    return attempt?.state === 'pending' || attempt?.state === 'requested'
      ? `:hourglass: *Not connected yet.* A link is waiting in the direct messages of ${mention(attempt.approver)}.`
      : '*Not connected yet.* A Gong *Technical Admin* connects once. If that is you, get the link; if not, hand this to a colleague who is.';
  }
  const by = approver ? `, approved by ${mention(approver.slackUserId)}` : '';
  const how =
    pause !== null
      ? pauseInWords(pause)
      : connection.state === 'active'
        ? `:white_check_mark: *Connected* since ${moment(connection.since)}${by}. ${verificationInWords(connection.verification)}`
        : `:warning: *Not working* since ${moment(connection.since)}${by}. ${companyCauseInWords(connection.cause)}`;
  return `${how}\nConnected account: ${code(connection.accountId ?? '')}\n${accessInWords(company)}`;
}

function companyButtons({ connection }: CompanyStatus): Button[] {
  const back = (cutsOff: boolean): Button =>
    button('Go over to personal', choosePersonalAction, cutsOff ? { style: 'danger', confirm: confirmPersonal } : {});
  if (!isConnected(connection)) {
    return [
      button('I am a Technical Admin: get the link', connectCompanyAction, { style: 'primary' }),
      handOverConsentButton(),
      back(false),
    ];
  }
  const isActive = connection.state === 'active';
  return [
    button('Reconnect', connectCompanyAction, isActive ? {} : { style: 'primary' }),
    ...(isActive ? [button('Test it', testCompanyAction)] : []),
    ...(isNotAnswering(connection.verification) ? [button('Change the URL', changeCompanyUrlAction)] : []),
    handOverConsentButton(),
    back(true),
  ];
}

export function buildNotSetUpForMode(): ModalView {
  return buildPlainView(title, [
    section(
      '*Gong is not set up here any more.* Type `/gong-setup` to set it up; how people connect can be chosen then.',
    ),
  ]);
}
