/**
 * Faults to order in advance: for an endpoint, a number of times, in the order in which they were asked for. The request
 * itself is not carried out unless the kind says so or `processed` is set.
 */

export type Fault =
  /** 429 with Composio's bare body. */
  | { kind: 'rate_limited'; retryAfterSeconds?: number }
  /** Any status. Without a body, one in Composio's envelope. */
  | { kind: 'http'; status: number; body?: unknown; processed?: boolean }
  /** 200 with an HTML page, as a proxy in trouble gives. */
  | { kind: 'html'; processed?: boolean }
  /** The request is done, and half of the JSON answer arrives. */
  | { kind: 'truncated' }
  /** The answer comes `ms` later on the sandbox's clock. */
  | { kind: 'delay'; ms: number }
  /** No answer ever. */
  | { kind: 'hang'; processed?: boolean }
  /** The request is done, then the connection drops: the answer is lost. */
  | { kind: 'reset' }
  /** The connection drops before anything is done. */
  | { kind: 'reset-before' };

export interface Faults {
  /**
   * Orders a fault for an endpoint such as `POST /connected_accounts/link` or `GET /connected_accounts/:id`, without
   * the version prefix; `*` alone is every endpoint. Gives a function that takes the order back.
   */
  add(endpoint: string, fault: Fault, times?: number): () => void;
  clear(): void;
  /** The fault that is due for a request, counted as used. */
  take(method: string, path: string): Fault | null;
}

interface Order {
  fits: (method: string, path: string) => boolean;
  fault: Fault;
  left: number;
}

function matcher(endpoint: string): Order['fits'] {
  if (endpoint === '*') return () => true;
  const [wanted = '', pattern = ''] = endpoint.split(' ');
  const source = pattern.replace(/[.$]/g, '\\$&').replace(/:\w+/g, '[^/]+').replace(/\*/g, '.*');
  const path = new RegExp(`^${source}$`);
  return (method, asked) => (wanted === '*' || wanted === method) && path.test(asked);
}

/** No faults ordered. */
export function createFaults(): Faults {
  let orders: Order[] = [];
  return {
    add: (endpoint, fault, times = 1) => {
      const order: Order = { fits: matcher(endpoint), fault, left: times };
      orders.push(order);
      return () => {
        orders = orders.filter((other) => other !== order);
      };
    },
    clear: () => {
      orders = [];
    },
    take: (method, path) => {
      const order = orders.find(({ fits }) => fits(method, path));
      if (!order) return null;
      order.left -= 1;
      if (order.left <= 0) orders = orders.filter((other) => other !== order);
      return order.fault;
    },
  };
}
