/** What people do in Slack and Gong to get to where a row begins; done here for whoever pressed the button. */

import type { PersonDriver } from '../../slack/driver/person.ts';
import type { Slack } from '../../slack/slack.ts';
import { NotPlayableError } from './rows.ts';
import type { Stage } from './stage.ts';

/** An admin walks through the wizard, with an integration that is registered in Gong as the form says. */
async function setGongUp({ sandbox: { slack, gong } }: Stage): Promise<void> {
  const ana = slack.person(slack.people.ana);
  await ana.modal()?.close(true);
  await ana.types('/gong-setup');
  await (await ana.waitForModal('Set up Gong')).submit();
  const register = await ana.waitForModal('Register in Gong');
  const lines = register.text().split('\n');
  const integration = gong.registerIntegration({
    name: 'Gong Connect',
    scopes: lines.filter((line) => /^api:\S+$/.test(line)),
    redirectUris: lines.filter((line) => /^https:\S+$/.test(line)).slice(0, 1),
  });
  await register.fill('Client ID', integration.clientId);
  await register.fill('Client secret', integration.clientSecret);
  await register.submit();
  await ana.waitForModal('Gong is set up.');
  await ana.modal()?.close(true);
}

function linkIn(person: PersonDriver, known: ReadonlySet<string>): string | null {
  const urls = person.dm().flatMap((message) => message.buttons().flatMap(({ url }) => url ?? []));
  return urls.findLast((url) => !known.has(url)) ?? null;
}

/** Who is not connected gets a form, whose connection is broken a card with a button. */
async function askForLink(person: PersonDriver, slack: Slack, baseUrl: string | undefined): Promise<void> {
  await person.modal()?.close(true);
  const seen = person.sees().length;
  await person.types('/gong-connect');
  await slack.until(() => person.modal() !== null || person.sees().length > seen, 'the command is answered');
  const form = person.modal();
  if (form === null) {
    await person.sees().at(-1)?.press('Reconnect');
    return;
  }
  if (baseUrl !== undefined) await form.fill('API base URL', baseUrl);
  await form.submit();
}

/**
 * Somebody asks for a link and allows at Gong, as its Technical Admin.
 * @param says what their DM says at last
 */
export async function connectByHand(stage: Stage, id: string, says: RegExp, baseUrl?: string): Promise<void> {
  // People do not connect in the same second: Gong takes three calls in one.
  await stage.pass(1_000);
  const { slack, composio } = stage.sandbox;
  const person = slack.person(id);
  const known = new Set(person.dm().flatMap((message) => message.buttons().flatMap(({ url }) => url ?? [])));
  const before = person.dm().length;
  await askForLink(person, slack, baseUrl);
  await slack.until(() => linkIn(person, known) !== null, 'the link is shown');
  await person.modal()?.close(true);
  await composio.follow(linkIn(person, known) ?? '', { as: 'technical-admin', decision: 'allow' });
  await slack.until(
    () =>
      person
        .dm()
        .slice(before)
        .some(({ rendered }) => says.test(rendered)),
    `the message says ${says}`,
  );
}

/** Sees to it that Gong is set up and that these people are connected. Throws when too much was changed for that. */
export async function prepare(stage: Stage, people: readonly string[]): Promise<void> {
  const { composio } = stage.sandbox;
  if (composio.accounts().some(({ accountType }) => accountType === 'SHARED')) {
    throw new NotPlayableError('people use the company connection now: choose Personal again, or reset everything');
  }
  if (!stage.isSetUp()) await setGongUp(stage);
  if (!stage.config().enabled || !stage.integration().enabled) {
    throw new NotPlayableError('Gong is switched off: enable it again, or reset everything');
  }
  for (const id of people) if (stage.activeOf(id).length === 0) await connectByHand(stage, id, /Gong answers\./);
}
