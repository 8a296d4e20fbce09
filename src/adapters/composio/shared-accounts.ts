/** Shared connected accounts: who may use one, and Composio's ways of refusing to share (Composio: "Shared connections"). */

import type { AccessList, Connections } from '../../connections-port.ts';
import { ComposioError } from '../../errors.ts';
import { isKnown, unlessAbsent } from './absence.ts';
import type { ComposioClient } from './client.ts';
import { nonEmpty } from './non-empty.ts';
import { accountAccess } from './shapes.ts';

/** Statuses with which an API declines one part of what is asked, and much else: its words have to say which part. */
const worded: ReadonlySet<number | null> = new Set([400, 403, 404]);
/** What Composio calls it in its requests and in its documentation ("Shared connections"). */
const sharingWords = /\bshar(?:e|ed|ing)\b|\bacl(?:s|_\w+)?\b|account_?type|\bexperimental\b/i;

/** An access list as Composio takes it: always whole, for what is left out would stay as it was. */
export function toAcl(list: AccessList): {
  allow_all_users: boolean;
  allowed_user_ids: string[];
  not_allowed_user_ids: string[];
} {
  return {
    allow_all_users: list.allowsAll,
    allowed_user_ids: [...list.allowed],
    not_allowed_user_ids: [...list.denied],
  };
}

/** The part of the Connections port that is about who may use an account. */
export function sharedAccountCalls(client: ComposioClient): Pick<Connections, 'accessList' | 'writeAccessList'> {
  return {
    accessList: (_teamId, accountId) =>
      unlessAbsent(
        client.read('connected_accounts.retrieve', async (raw, signal) =>
          accountAccess.parse(await raw.connectedAccounts.retrieve(nonEmpty(accountId), { signal })),
        ),
        null,
      ),

    writeAccessList: (_teamId, accountId, list) => {
      const written = client.write('connected_accounts.patch', (_sdk, raw, signal) =>
        raw.connectedAccounts.patch(
          nonEmpty(accountId),
          { experimental: { acl_config_for_shared: toAcl(list) } },
          { signal },
        ),
      );
      return isKnown(written).catch((error: unknown) => {
        // A list is sharing and nothing else. With 403 the key may lack a right, which is no answer to the list.
        const isAboutTheList = error instanceof ComposioError && error.status === 400;
        throw isAboutTheList || isRefusal(error) ? sharingRefused(error) : error;
      });
    },
  };
}

/** What a link that was to be shared failed with: the refusal to share where that, and nothing else, is the reason. */
export function sharedLinkFailure(error: unknown): unknown {
  return isRefusal(error) ? sharingRefused(error) : error;
}

/** The refusal in the port's terms, with Composio's own words when it said any. */
export function sharingRefused(cause: ComposioError | null): ComposioError {
  const { status = null, detail = null, requestId = null } = cause ?? {};
  const facts = { isOutcomeUnknown: false, status, detail, requestId };
  return new ComposioError('sharing_refused', facts, cause ? { cause } : undefined);
}

/** 501 says by itself that a part is not there; what else fails says so in words, or a private link would fail as well. */
function isRefusal(error: unknown): error is ComposioError {
  if (!(error instanceof ComposioError)) return false;
  return error.status === 501 || (worded.has(error.status) && sharingWords.test(error.detail ?? ''));
}
