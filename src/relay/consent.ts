/** The colleague's side of a handed-over consent: a link for the company connection, made for them alone. */

import { isAdmin } from '../admins/admins.ts';
import { slackDidNotSay } from '../admins/words.ts';
import { section } from '../block-kit.ts';
import { requestCompanyLink } from '../company/request-company-link.ts';
import { pauseInWords } from '../connect/words.ts';
import type { Outside } from '../ports.ts';
import type { ActionRequest } from '../routes.ts';
import type { Relay } from '../stores/relays.ts';
import type { RelayGiven } from './given.ts';
import { objectionTo, overtakenInWords, senderIsNoAdmin } from './words.ts';

export interface Consent {
  /** The colleague, who has the right to it, asks for the link. */
  take(request: ActionRequest, relay: Relay): Promise<void>;
  /**
   * Somebody asks for another link after one that came to nothing: another try of what they were asked for last, with its
   * time and its right. False: they were asked for nothing that is still open, or need nobody's leave.
   */
  renew(request: ActionRequest): Promise<boolean>;
}

export function createConsent(outside: Outside, given: Pick<RelayGiven, 'admins' | 'nudge'>): Consent {
  const { store, clock } = outside;

  const tell = async (request: ActionRequest, words: string): Promise<void> => {
    await request.respond?.({ text: words, blocks: [section(words)] }, false);
  };

  /** The colleague's right is the sender's, handed on. */
  const objectionNow = async (relay: Relay): Promise<string | null> => {
    const admin = await isAdmin(outside, given.admins, { teamId: relay.teamId, slackUserId: relay.sender });
    if (admin === 'no') return senderIsNoAdmin(relay.sender);
    return admin === 'unknown' ? `${slackDidNotSay.replace('you are', 'the sender is')} Please press again.` : null;
  };

  const begin = async (request: ActionRequest, relay: Relay): Promise<void> => {
    const { teamId, id, recipient, sender } = relay;
    const setup = await store.savedSetup(teamId);
    if (!setup) return tell(request, 'Gong is not set up here any more, so there is nothing to approve.');
    const pause = await store.openPause(teamId);
    if (pause) return tell(request, pauseInWords(pause));
    if (!(await store.beginRelayWork(teamId, id, clock.now()))) {
      const now = (await store.relay(teamId, id)) ?? relay;
      return tell(request, objectionTo(now, recipient, clock.now()) ?? overtakenInWords(now));
    }
    // A crash before the link is written down is found by the keeper, which gives the relay back.
    const { outcome } = await requestCompanyLink(outside, { teamId, approver: recipient, askedBy: sender, setup });
    if (outcome === 'personal') {
      await store.overtakeRelay(teamId, id, 'personal', clock.now());
      await tell(request, overtakenInWords({ ...relay, failure: 'personal' }));
    }
    if (outcome === 'paused') await store.failRelay(teamId, id, outcome, clock.now());
    given.nudge();
  };

  /** The newest that has not expired. */
  const openRelayFor = async (teamId: string, recipient: string): Promise<Relay | undefined> => {
    const open = await store.openRelays(teamId);
    return open.findLast(
      (relay) => relay.kind === 'consent' && relay.recipient === recipient && clock.now() < relay.expiresAt,
    );
  };

  return {
    take: async (request, relay) => {
      const objection = await objectionNow(relay);
      await (objection === null ? begin(request, relay) : tell(request, objection));
    },

    renew: async (request) => {
      const relay = await openRelayFor(request.teamId, request.slackUserId);
      if (!relay) return false;
      const objection = await objectionNow(relay);
      if (objection === null) await begin(request, relay);
      else if ((await isAdmin(outside, given.admins, request)) === 'yes') return false;
      else await tell(request, objection);
      return true;
    },
  };
}
