/** What `/gong-connect` answers in private where the company shares one connection. Pure. */

import { actions, button, code, context, moment, section, sections } from '../block-kit.ts';
import { askAdminsAction, detailsAction, disconnectAction, openFormAction, testAction } from '../connect/actions.ts';
import { allowedInWords, pausedPlainly, pauseInWords, testedJustNow } from '../connect/words.ts';
import type { CompanyStatus, Grant, Person, SavedSetup } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import type { Pause } from '../stores/pauses.ts';
import { companyCauseInWords, isConnected, testedInWords } from './words.ts';

/** Somebody has just asked to be let in. @param pause the admins' own that goes on */
export function buildJoining({ connection, accessTrouble }: CompanyStatus, pause: Pause | null = null): SlackMessage {
  if (!isConnected(connection)) return buildNotConnectedYet(pause);
  if (pause !== null) {
    const text = 'You are being let in to the company’s Gong connection.';
    return { text: `${text} ${pausedPlainly}`, blocks: [section(`*${text}*\n${pauseInWords(pause)}`)] };
  }
  const works = connection.state === 'active' || connection.state === 'unknown';
  if (works && accessTrouble !== null) return buildJoiningLater();
  const text = works
    ? 'You can use the company’s Gong connection.'
    : 'You are being let in to the company’s Gong connection. It does not work at the moment; the admins have been told.';
  const next =
    'No browser, nothing to approve: you are being entered now, and a direct message says when that is done.';
  return {
    text: `${text} ${next}`,
    blocks: [section(`${works ? ':white_check_mark:' : ':warning:'} *${text}*\n${next}`)],
  };
}

function buildJoiningLater(): SlackMessage {
  const text = 'You are being let in to the company’s Gong connection, which takes longer than usual at the moment.';
  const next = 'There is nothing for you to do: a direct message says when it is done.';
  return { text: `${text} ${next}`, blocks: [section(`:hourglass: *${text}*\n${next}`)] };
}

function buildNotConnectedYet(pause: Pause | null): SlackMessage {
  const text = 'Gong is not connected for your company yet.';
  const next = 'You will be let in as soon as it is, and a direct message will say so. There is nothing else to do.';
  return {
    text: `${text} ${next}`,
    blocks: [
      section(`*${text}*\n${next}`),
      ...(pause === null ? [] : [section(pauseInWords(pause))]),
      actions(button('Ask the admins', askAdminsAction, { style: 'primary' })),
    ],
  };
}

/** They have not asked to be let in, or are out again. */
export function buildNotLetIn({ connection }: CompanyStatus, pause: Pause | null = null): SlackMessage {
  const text = 'You are not using the company’s Gong connection.';
  const how = isConnected(connection)
    ? 'One press lets you in: no browser, nothing to approve.'
    : 'It is not connected yet; ask now, and you are let in as soon as it is.';
  return {
    text: `${text} ${how}`,
    blocks: [
      section(`*${text}*\n${how}`),
      ...(pause === null ? [] : [section(pauseInWords(pause))]),
      actions(button('Use the company’s connection', openFormAction, { style: 'primary' })),
    ],
  };
}

/** @param withDetails what a developer needs to use the connection */
export function buildCompanyCard(
  given: {
    company: CompanyStatus;
    grant: Grant;
    person: Person | null;
    setup: SavedSetup | null;
    /** The admins' own that goes on. */
    pause?: Pause | null;
    /** It was tested just now, which the card is the answer to. */
    isTested?: boolean;
  },
  withDetails: boolean,
): SlackMessage {
  const { company, grant, person, setup, pause = null, isTested = false } = given;
  const { connection } = company;
  if (!isConnected(connection)) return buildNotConnectedYet(pause);
  const isActive = connection.state === 'active' && pause === null;
  const checked = company.lastCheckedAt === null ? 'not yet' : moment(company.lastCheckedAt);
  const scopes = connection.scopes.length > 0 ? connection.scopes : (setup?.scopes ?? []);
  const head = headline(company, grant);
  return {
    text: pause === null ? head.replaceAll('*', '').replace(/<!date[^|]*\|([^>]*)>/g, '$1') : pausedPlainly,
    blocks: [
      section(pause === null ? `${isActive ? ':white_check_mark:' : ':warning:'} ${head}` : pauseInWords(pause)),
      ...(isTested ? [section(testedJustNow(testedInWords(connection.verification)))] : []),
      context(`Last checked: ${checked}${isActive && !isTested ? ` · ${testedInWords(connection.verification)}` : ''}`),
      ...sections('*What it is allowed to do*', allowedInWords(scopes)),
      ...(withDetails ? [section(details(connection, person))] : []),
      actions(
        ...(isActive && grant.state === 'granted' ? [button('Test it', testAction)] : []),
        button('Disconnect', disconnectAction, { style: 'danger', confirm: confirmLeaving }),
        ...(withDetails ? [] : [button('Details', detailsAction)]),
      ),
    ],
  };
}

function headline({ connection, access, accessTrouble }: CompanyStatus, grant: Grant): string {
  if (connection?.state === 'unknown') {
    return '*The company’s Gong connection is in an unknown state.* It may or may not work.';
  }
  if (connection?.state !== 'active') {
    return `*The company’s Gong connection does not work* since ${moment(connection?.since ?? grant.since)}. ${companyCauseInWords(connection?.cause ?? null)} The admins have been told; you need not do anything.`;
  }
  if (grant.state === 'granted') return `*You can use the company’s Gong connection* since ${moment(grant.since)}`;
  if (accessTrouble !== null) {
    return '*You are being let in to the company’s Gong connection,* which takes longer than usual at the moment. A direct message says when it is done.';
  }
  return access?.form === 'full'
    ? '*You are waiting for a place in the company’s Gong connection:* it is full. An admin sees that in `/gong-setup`.'
    : '*You are being let in to the company’s Gong connection.* A direct message says when that is done.';
}

function details(connection: CompanyStatus['connection'], person: Person | null): string {
  return [
    '*Details*, for those who use the connection',
    `Status: ${code(connection?.status ?? 'deleted')}${connection?.statusReason ? ` (${code(connection.statusReason)})` : ''}`,
    `Account ID: ${code(connection?.accountId ?? '')}, shared by the company: a call has to name it, it is never picked by itself`,
    `External user ID: ${code(person?.externalUserId ?? '')}`,
    `Auth config ID: ${code(connection?.authConfigId ?? '')}`,
    `Toolkit: ${code('GONG')} · Authentication: ${code('OAUTH2')}`,
    `API base URL: ${code(connection?.baseUrl ?? '')}`,
  ].join('\n');
}

const confirmLeaving = {
  title: { type: 'plain_text' as const, text: 'Disconnect Gong?' },
  text: {
    type: 'plain_text' as const,
    text: 'Agents and automations will no longer be able to read Gong for you. The company’s connection stays for the others. You can come back at any time.',
  },
  confirm: { type: 'plain_text' as const, text: 'Disconnect' },
  deny: { type: 'plain_text' as const, text: 'Keep it' },
  style: 'danger' as const,
};
