/** How people use the company connection: `/gong-connect` where the company shares one. */

import { knownAdmins } from '../admins/admins.ts';
import type { CompanyUse } from '../connect/company-use.ts';
import type { PersonStatus } from '../model.ts';
import type { Outside } from '../ports.ts';
import type { Sender } from '../routes.ts';
import { buildCompanyCard, buildJoining, buildNotLetIn } from './answers.ts';
import { buildBlocked } from './blocked-message.ts';
import { isConnected, testedInWords } from './words.ts';

/** Slack wants an answer within three seconds. */
const askSlackAtMostMs = 1_500;

/** @param given `admins`: `GONG_ADMINS`; `nudge`: says that there is work for the loops */
export function createCompanyUse(
  outside: Pick<Outside, 'store' | 'slack' | 'identity' | 'clock' | 'log'>,
  given: { admins: readonly string[]; nudge: () => void },
): CompanyUse {
  const { store, identity, clock } = outside;
  /** The person, where the company's connection is theirs to use. */
  const userOf = async ({ teamId, slackUserId }: Sender): Promise<PersonStatus | null> => {
    if ((await store.connectionMode(teamId)) !== 'company') return null;
    const status = await store.statusOf(teamId, slackUserId);
    return hasOwn(status) ? null : status;
  };

  const card = async (sender: Sender, withDetails: boolean, isTested = false) => {
    const { grant, person } = await store.statusOf(sender.teamId, sender.slackUserId);
    const company = await store.companyStatus(sender.teamId);
    const setup = await store.savedSetup(sender.teamId);
    if (grant !== null && grant.blockedAt !== null) return blocked(sender);
    const pause = await store.openPause(sender.teamId);
    return grant && isLetIn(grant.state)
      ? buildCompanyCard({ company, grant, person, setup, pause, isTested }, withDetails)
      : buildNotLetIn(company, pause);
  };

  const blocked = async (sender: Sender) =>
    buildBlocked(await knownAdmins(outside, given.admins, sender, askSlackAtMostMs));

  return {
    join: async (sender) => {
      const { teamId, slackUserId } = sender;
      if ((await userOf(sender)) === null || !(await store.savedSetup(teamId))) return null;
      const outcome = await store.requestGrant(teamId, slackUserId, identity.uuid(), clock.now());
      if (outcome === 'personal') return null;
      given.nudge();
      if (outcome === 'blocked') return blocked(sender);
      return outcome === 'asked'
        ? buildJoining(await store.companyStatus(teamId), await store.openPause(teamId))
        : card(sender, false);
    },

    testedInWords,

    show: async (sender, withDetails, isTested = false) => {
      const status = await userOf(sender);
      if (status === null) return null;
      // Something of their own that does not work is shown as it is, unless they are let in here.
      const isOut = !isLetIn(status.grant?.state ?? 'withdrawn');
      if (isOut && (isConnected(status.connection) || !(await store.savedSetup(sender.teamId)))) return null;
      return card(sender, withDetails, isTested);
    },

    toTest: async (sender) => {
      const status = await userOf(sender);
      if (status?.grant?.state !== 'granted' || !status.person) return null;
      const { connection } = await store.companyStatus(sender.teamId);
      if (connection?.state !== 'active' || connection.accountId === null) return null;
      const { accountId, scopes } = connection;
      return { teamId: sender.teamId, accountId, externalUserId: status.person.externalUserId, scopes };
    },

    isAwaited: async (teamId) => {
      const { mode, connection } = await store.companyStatus(teamId);
      return mode === 'company' && !isConnected(connection);
    },

    remarkOnLeaving: async ({ teamId, slackUserId }) => {
      const { approver } = await store.companyStatus(teamId);
      return approver?.slackUserId === slackUserId
        ? 'You approved it, so it would work for you all the same until an admin reconnects it with somebody else’s approval.'
        : null;
    },

    remark: async (teamId, works) =>
      (await store.connectionMode(teamId)) === 'company'
        ? `Your company shares one Gong connection now. This one is your own${works ? ' and keeps working' : ''}; if you disconnect it, \`/gong-connect\` lets you in to the company’s.`
        : null,
  };
}

function isLetIn(state: string): boolean {
  return state === 'wanted' || state === 'granted';
}

/** A connection of their own that works, or may. */
function hasOwn({ connection }: PersonStatus): boolean {
  return connection?.state === 'active' || connection?.state === 'unknown';
}
