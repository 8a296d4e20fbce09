/**
 * One-time pages on which a client secret is typed outside Slack. Each belongs to one person and one form; what is
 * typed stays in memory, until that very form takes it or its ten minutes are over.
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import { judgeClientSecret } from '../gong/credentials.ts';
import type { Cancel, Outside } from '../ports.ts';
import type { Sender } from '../routes.ts';
import { buildEndedPage, buildReceivedPage, buildSecretPage } from './page-view.ts';

/** So long may be typed, and so long what was typed is kept for the form. */
export const pageLifetimeMs = 10 * 60_000;

/** `taken`: the form has the secret already. */
export type OfferState = 'waiting' | 'received' | 'taken';

export interface SecretOffer {
  /** Whoever opens it can type a secret for this one form, and see none. */
  url: string;
  /** Unix milliseconds. */
  expiresAt: number;
  state: OfferState;
}

/** What a browser is answered: an HTTP status and a whole page. */
export interface PageAnswer {
  status: number;
  html: string;
}

export interface SecretPages {
  /** Whether the bot has pages to offer: that takes `PUBLIC_URL`. */
  readonly isOn: boolean;
  /**
   * A new page for a person's form, in place of the one before; null without `PUBLIC_URL`.
   * @param onReceived run once when the secret has arrived; what it throws is logged
   */
  offer(asker: Sender, formId: string, onReceived?: () => Promise<unknown>): SecretOffer | null;
  /** The page that was offered to this person for this form is over. */
  withdraw(asker: Sender, formId: string): void;
  /** The page that was offered last to this person for this form; null: none, or its time is over. */
  find(asker: Sender, formId: string): SecretOffer | null;
  /** Whether the secret is there to be taken. */
  has(asker: Sender, formId: string): boolean;
  /** Hands the secret out, once, to the person and form it was typed for; null: it is not there. */
  take(asker: Sender, formId: string): string | null;
  /** What a browser that opens a page is shown. Never uses the page up: Slack and others look at links, too. */
  show(token: string): PageAnswer;
  /** What was typed: kept, or refused with the page once more. */
  receive(token: string, typed: { csrf: string; secret: string }): PageAnswer;
}

interface Page {
  offer: SecretOffer;
  /** The person and the form, as one key. */
  form: string;
  csrf: string;
  secret: string | null;
  onReceived: () => Promise<unknown>;
  keepUntil: Cancel;
}

export function createSecretPages(
  { clock, identity, log }: Pick<Outside, 'clock' | 'identity' | 'log'>,
  { publicUrl }: { publicUrl: string | null },
): SecretPages {
  /** By the hash of the token: a look-up tells nothing about a token by the time that it takes. */
  const pages = new Map<string, Page>();
  const pageOfForm = new Map<string, string>();

  const forget = (key: string, page: Page): void => {
    page.keepUntil();
    page.secret = null;
    pages.delete(key);
    if (pageOfForm.get(page.form) === key) pageOfForm.delete(page.form);
  };

  const keepFor = (key: string, page: Page): Cancel => clock.after(pageLifetimeMs, () => forget(key, page));

  const pageFor = (asker: Sender, formId: string): Page | null => {
    const key = pageOfForm.get(formKey(asker, formId));
    const page = key === undefined ? undefined : pages.get(key);
    return page && clock.now() < page.offer.expiresAt ? page : null;
  };

  /** A page on which something can still be typed. */
  const openPage = (token: string): Page | null => {
    const page = pages.get(hash(token));
    return page && page.offer.state === 'waiting' && clock.now() < page.offer.expiresAt ? page : null;
  };

  const offer = (asker: Sender, formId: string, onReceived: () => Promise<unknown>): SecretOffer | null => {
    if (publicUrl === null) return null;
    withdraw(asker, formId);
    const token = identity.nonce();
    const key = hash(token);
    const page: Page = {
      offer: { url: `${publicUrl}/secret/${token}`, expiresAt: clock.now() + pageLifetimeMs, state: 'waiting' },
      form: formKey(asker, formId),
      csrf: identity.nonce(),
      secret: null,
      onReceived,
      keepUntil: () => undefined,
    };
    page.keepUntil = keepFor(key, page);
    pages.set(key, page);
    pageOfForm.set(page.form, key);
    return { ...page.offer };
  };

  const withdraw = (asker: Sender, formId: string): void => {
    const key = pageOfForm.get(formKey(asker, formId));
    const page = key === undefined ? undefined : pages.get(key);
    if (key !== undefined && page) forget(key, page);
  };

  const tell = async (page: Page): Promise<void> => {
    try {
      await page.onReceived();
    } catch (error) {
      log.warn({ error }, 'a form could not be told that its secret has arrived');
    }
  };

  const ended: PageAnswer = { status: 410, html: buildEndedPage() };
  const unknown: PageAnswer = { status: 404, html: buildEndedPage() };
  const notOpen = (token: string): PageAnswer => (pages.has(hash(token)) ? ended : unknown);

  return {
    isOn: publicUrl !== null,
    offer: (asker, formId, onReceived = async () => undefined) => offer(asker, formId, onReceived),
    withdraw,
    find: (asker, formId) => {
      const page = pageFor(asker, formId);
      return page && { ...page.offer };
    },
    has: (asker, formId) => pageFor(asker, formId)?.secret != null,
    take: (asker, formId) => {
      const page = pageFor(asker, formId);
      if (!page || page.secret === null) return null;
      const { secret } = page;
      page.secret = null;
      page.offer.state = 'taken';
      return secret;
    },
    show: (token) => {
      const page = openPage(token);
      return page ? { status: 200, html: buildSecretPage({ csrf: page.csrf, error: null }) } : notOpen(token);
    },
    receive: (token, typed) => {
      const page = openPage(token);
      if (!page) return notOpen(token);
      const again = (status: number, error: string): PageAnswer => ({
        status,
        html: buildSecretPage({ csrf: page.csrf, error }),
      });
      if (!isSame(typed.csrf, page.csrf))
        return again(403, 'This was not sent from this page. Please paste it here again.');
      const judgement = judgeClientSecret(typed.secret);
      if (!judgement.ok) return again(422, judgement.reason);
      page.secret = judgement.value;
      page.offer = { ...page.offer, state: 'received', expiresAt: clock.now() + pageLifetimeMs };
      page.keepUntil();
      page.keepUntil = keepFor(hash(token), page);
      void tell(page);
      return { status: 200, html: buildReceivedPage() };
    },
  };
}

function formKey({ teamId, slackUserId }: Sender, formId: string): string {
  return JSON.stringify([teamId, slackUserId, formId]);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(hash(given)), Buffer.from(hash(expected)));
}
