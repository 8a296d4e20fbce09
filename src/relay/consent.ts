/** The colleague's side of a handed-over consent: a link for the company connection, made for them alone. */

import { isAdmin } from '../admins/admins.ts';
import { slackDidNotSay } from '../admins/words.ts';
import { section } from '../block-kit.ts';
import { requestCompanyLink } from '../company/request-company-link.ts';
import type { Outside } from '../ports.ts';
import type { ActionRequest } from '../routes.ts';
import type { Relay } from '../stores/relays.ts';
import type { RelayGiven } from './given.ts';
import { objectionTo, overtakenInWords, senderIsNoAdmin } from './words.ts';

/** Gives what happens when the colleague, who has the right to it, asks for the link. */
export function createConsent(
  outside: Outside,
  given: RelayGiven,
): (request: ActionRequest, relay: Relay) => Promise<void> {
  const { store, clock } = outside;

  const objectionNow = async (relay: Relay): Promise<string | null> => {
    const admin = await isAdmin(outside, given.admins, { teamId: relay.teamId, slackUserId: relay.sender });
    if (admin === 'no') return senderIsNoAdmin(relay.sender);
    return admin === 'unknown' ? `${slackDidNotSay.replace('you are', 'the sender is')} Please press again.` : null;
  };

  return async (request, relay) => {
    const { teamId, id, recipient, sender } = relay;
    const tell = async (words: string): Promise<void> => {
      await request.respond?.({ text: words, blocks: [section(words)] }, false);
    };
    const objection = await objectionNow(relay);
    if (objection !== null) return tell(objection);
    const setup = await store.savedSetup(teamId);
    if (!setup) return tell('Gong is not set up here any more, so there is nothing to approve.');
    if ((await store.connectionMode(teamId)) !== 'company') {
      await store.endRelay(teamId, id, 'overtaken', clock.now());
      given.nudge();
      return tell(overtakenInWords.consent);
    }
    if (!(await store.beginRelayWork(teamId, id, clock.now()))) {
      return tell(objectionTo(await store.relay(teamId, id), recipient, clock.now()) ?? overtakenInWords.consent);
    }
    // A crash before the link is written down is found by the keeper, which gives the relay back.
    await requestCompanyLink(outside, { teamId, approver: recipient, askedBy: sender, setup });
    given.nudge();
  };
}
