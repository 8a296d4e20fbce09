/** The Home tab: a card with one button for everybody, and for admins the hub and the roster. Pure. */

import type { HomeView, KnownBlock } from '@slack/types';
import { actions, button, context, header, section } from '../block-kit.ts';
import { allowedInWords } from '../connect/words.ts';
import type { CompanyStatus, PersonStatus, SavedSetup } from '../model.ts';
import { writePlace } from '../roster/place-memory.ts';
import { type RosterShown, rosterBlocks } from '../roster/roster-view.ts';
import { setUpAction } from '../setup/actions.ts';
import type { Pause } from '../stores/pauses.ts';
import type { HistoryLine } from '../stores/roster.ts';
import { buildCard } from './card-view.ts';
import { buildCompanyCard } from './company-card-view.ts';
import { historyInWords } from './history-words.ts';

/** More lines than this nobody reads here; `/gong-connect status` has them all. */
const mostUses = 6;

export interface HomeFacts {
  slackUserId: string;
  status: PersonStatus;
  /** null: Gong is not set up. */
  setup: SavedSetup | null;
  company: CompanyStatus;
  /** The admins' own pause that goes on; null: there is none. */
  pause: Pause | null;
  /** Newest first. */
  history: readonly HistoryLine[];
  /** null: no admin looks at it. */
  admin: AdminFacts | null;
}

export interface AdminFacts {
  /** What `/gong-setup` answers; empty while Gong is not set up. */
  hub: readonly KnownBlock[];
  roster: RosterShown;
  /** What became of the last press. */
  notice: string | null;
}

export function buildHome(facts: HomeFacts): HomeView {
  const { admin, setup } = facts;
  return {
    type: 'home',
    ...(admin === null ? {} : { private_metadata: writePlace(admin.roster.place, admin.roster.page) }),
    blocks: [
      ...(setup === null && admin !== null ? leadIntoSetup() : own(facts)),
      ...(setup === null || admin === null ? [] : forAdmin(admin)),
    ],
  };
}

function own(facts: HomeFacts): KnownBlock[] {
  const { status, setup, company, pause, history, slackUserId } = facts;
  const lines = historyInWords(history, slackUserId);
  return [
    header('Your Gong connection'),
    ...(isNewcomer(status) ? [section(whatThisIs)] : []),
    ...(usesCompany(status, company)
      ? buildCompanyCard(company, status.grant, pause)
      : buildCard(status, setup, pause)),
    ...(setup === null ? [] : usedFor(facts, setup)),
    ...(lines.length === 0 ? [] : [section(['*History*', ...lines].join('\n'))]),
    context('`/gong-connect help` shows what else you can do.'),
  ];
}

/** A connection of one's own goes before the company's. */
export function usesCompany({ connection, grant }: PersonStatus, { mode }: CompanyStatus): boolean {
  const hasOwn = connection !== null && connection.state !== 'none' && connection.state !== 'left';
  return !hasOwn && (mode === 'company' || grant?.state === 'granted');
}

function isNewcomer({ person, connection, attempt, grant }: PersonStatus): boolean {
  return person === null && connection === null && attempt === null && grant === null;
}

const whatThisIs =
  ':wave: *Welcome.* This app connects your Gong account with the agents and automations of your team. You press one button and approve once; when the connection ever stops working, you get a message with the button that repairs it.';

function usedFor({ status, company }: HomeFacts, setup: SavedSetup): KnownBlock[] {
  const connection = usesCompany(status, company) ? company.connection : status.connection;
  const scopes = connection && connection.scopes.length > 0 ? connection.scopes : setup.scopes;
  const lines = allowedInWords(scopes);
  const more =
    lines.length > mostUses ? [`• and ${lines.length - mostUses} more: \`/gong-connect status\` shows them all`] : [];
  return [
    section(
      ['*What it is used for:* your team’s agents and automations may', ...lines.slice(0, mostUses), ...more].join(
        '\n',
      ),
    ),
  ];
}

function leadIntoSetup(): KnownBlock[] {
  return [
    header('Set up Gong for your workspace'),
    section(
      ':wave: *Welcome. Gong is not set up in this workspace yet, and you can do it.*\nThe wizard goes with you through it in about five minutes: it says what to register in Gong, makes the connection settings, and then lets you invite people.',
    ),
    actions(button('Set up Gong', setUpAction, { style: 'primary' })),
    context(
      'You need somebody who may open Admin centre &gt; API in Gong: a *Technical Admin*. Everybody else connects afterwards with `/gong-connect`.',
    ),
  ];
}

function forAdmin({ hub, roster, notice }: AdminFacts): KnownBlock[] {
  return [
    { type: 'divider' },
    header('Gong in this workspace'),
    ...hub.map(withoutPrimary),
    { type: 'divider' },
    header('Roster'),
    ...rosterBlocks(roster, notice),
  ];
}

/** One button of a screen is the primary one, and here that is the card's. */
function withoutPrimary(block: KnownBlock): KnownBlock {
  if (block.type !== 'actions') return block;
  const elements = block.elements.map((element) => {
    if (element.type !== 'button' || element.style !== 'primary') return element;
    const { style: _style, ...plainly } = element;
    return plainly;
  });
  return { ...block, elements };
}
