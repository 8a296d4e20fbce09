/** The query of `GET /connected_accounts`: filters joined by commas, order, sharing. */

import { badRequest } from './api-error.ts';
import { type ConnectedAccount, STATUSES } from './connected-account.ts';

/** The values of a filter; null when it is not given or empty, which filters nothing. */
function values(query: URLSearchParams, name: string): string[] | null {
  const given = query.getAll(name).flatMap((value) => value.split(','));
  const named = given.filter((value) => value !== '');
  return named.length > 0 ? named : null;
}

function oneOf<Value extends string>(
  query: URLSearchParams,
  name: string,
  allowed: readonly Value[],
): Value | undefined {
  const given = query.get(name);
  if (given === null || given === '') return allowed[0];
  const found = allowed.find((value) => value === given);
  if (found === undefined) throw badRequest(`Invalid ${name}`, [`${name}: expected one of ${allowed.join(', ')}`]);
  return found;
}

/** The accounts that the query asks for, in its order. */
export function selectAccounts(accounts: Iterable<ConnectedAccount>, query: URLSearchParams): ConnectedAccount[] {
  const statuses = values(query, 'statuses');
  const known: readonly string[] = STATUSES;
  const unknown = statuses?.find((status) => !known.includes(status));
  if (unknown !== undefined) throw badRequest('Invalid statuses', [`statuses: "${unknown}" is not a status`]);
  const sharing = oneOf(query, 'account_type', ['PRIVATE', 'SHARED', 'ALL']);
  const orderBy = oneOf(query, 'order_by', ['created_at', 'updated_at']);
  const direction = oneOf(query, 'order_direction', ['desc', 'asc']) === 'asc' ? 1 : -1;
  const fits = (
    filter: string,
    value: (account: ConnectedAccount) => string,
  ): ((account: ConnectedAccount) => boolean) => {
    const wanted = values(query, filter);
    const set = wanted && new Set(wanted);
    return (account) => !set || set.has(value(account));
  };
  const tests = [
    fits('auth_config_ids', ({ authConfigId }) => authConfigId),
    fits('user_ids', ({ userId }) => userId),
    fits('connected_account_ids', ({ id }) => id),
    fits('toolkit_slugs', () => 'gong'),
    (account: ConnectedAccount) => !statuses || statuses.includes(account.status),
    (account: ConnectedAccount) => sharing === 'ALL' || account.accountType === sharing,
  ];
  const when = (account: ConnectedAccount): number =>
    orderBy === 'updated_at' ? account.updatedAt : account.createdAt;
  return [...accounts]
    .filter((account) => tests.every((test) => test(account)))
    .sort((one, other) => direction * (when(one) - when(other) || (one.id < other.id ? -1 : 1)));
}
