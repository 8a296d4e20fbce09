/** A preview and a report of more people than a screen names: everybody comes as a file, harmless in a spreadsheet. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { buttonTexts, endWell, eventually, startQuietWorld } from './crowd.ts';
import { preview } from './invite-steps.ts';
import type { World } from './world.ts';

const offer = 'Send me all as CSV';
const header = 'slack_user_id,name,outcome,reason,guest';

let world: World;
let crowd: PersonDriver[];
let robot: PersonDriver;
let late: PersonDriver;
beforeAll(async () => {
  world = await startQuietWorld();
  const { slack } = world;
  crowd = Array.from({ length: 100 }, (_, index) => slack.addPerson({ realName: `Rep ${index}`, displayName: '' }));
  crowd.push(slack.addPerson({ realName: '=HYPERLINK("http://evil.example")', displayName: '', isRestricted: true }));
  robot = slack.addPerson({ realName: 'Robot', isBot: true });
  late = slack.addPerson({ realName: 'Late' });
  slack.addChannel('reps', { members: [...crowd.map(({ id }) => id), robot.id, late.id] });
});
afterAll(() => endWell(world));

/** The lines of the newest file in Ana's DM, without the header, once there are so many files. */
async function fileLines(count: number): Promise<string[]> {
  const files = () => world.ana.dm().flatMap((message) => message.files);
  await eventually(() => expect(files()).toHaveLength(count));
  const file = files().at(-1);
  expect(file?.name).toMatch(/^gong-invitations-\d{4}-\d\d-\d\d\.csv$/);
  const [first, ...lines] = (file?.content ?? '').split('\r\n').slice(0, -1);
  expect(first).toBe(header);
  return lines;
}

/** Moves the clock until all invitations are out: a hundred take their time. */
function allSent(): Promise<void> {
  return eventually(() => {
    world.clock.advance(2_000);
    expect(world.rows("select id from messages where kind = 'invitation' and state = 'owed'")).toEqual([]);
    expect(world.rows("select id from invitation_batches where state = 'sending'")).toEqual([]);
  }, 30_000);
}

test('the preview sends everybody who would be invited, and can still be sent', async () => {
  const { ana } = world;
  const shown = await preview(world, { channels: ['reps'] });
  expect(shown.text()).toMatch(/102 people will get a direct message\s[\s\S]*and 2 more/);
  await shown.press(offer);
  const lines = await fileLines(1);
  expect(lines).toHaveLength(103);
  expect(lines).toContain(`${crowd[0]?.id},Rep 0,to be invited,,`);
  expect(lines).toContain(`${crowd[100]?.id},"'=HYPERLINK(""http://evil.example"")",to be invited,,yes`);
  expect(lines).toContain(`${robot.id},Robot,left out,bot or app,`);
  const told = await ana.waitForModal('The whole list is in your direct messages with this app.');
  expect(told.submitText).toBe('Send 102 invitations');
  expect(
    world.rows("select actor, json_extract(detail, '$.people') as people from audit where action = 'people.exported'"),
  ).toEqual([{ actor: ana.id, people: 103 }]);
  // Slack refuses one of them later on.
  await world.slack.deactivate(late.id);
  await told.submit();
});

test('the report sends what became of each', async () => {
  const { ana, slack } = world;
  await world.ana.waitForModal(/\d of 102/);
  await allSent();
  const report = await ana.waitForModal((one) => {
    world.clock.advance(1_000);
    return one.text().includes('101 people invited');
  });
  expect(report.text()).toMatch(/101 people invited[\s\S]*and 1 more/);
  await report.press(offer);
  const lines = await fileLines(2);
  expect(lines).toHaveLength(103);
  expect(lines).toContain(`${crowd[7]?.id},Rep 7,invited,,`);
  expect(lines).toContain(`${late.id},Late,could not be invited,Deactivated in Slack.,`);
  expect(lines).toContain(`${robot.id},Robot,left out,bot or app,`);
  const told = await ana.waitForModal('The whole list is in your direct messages with this app.');

  slack.faults.add('files.getUploadURLExternal', { kind: 'http', status: 503 });
  await told.press(offer);
  await ana.waitForModal(/The list was not sent\.[\s\S]*try again in a minute/);

  // Who is no admin any more gets nothing.
  await slack.changePerson(ana.id, { isAdmin: false });
  await ana.modal()?.press(offer);
  await ana.waitForModal('Only admins');
  await slack.changePerson(ana.id, { isAdmin: true });
  expect(slack.callsTo('files.completeUploadExternal')).toHaveLength(2);
});

test('the report that comes by DM offers the same, and says by DM what went wrong', async () => {
  const { ana, slack, clock } = world;
  await ana.modal()?.close(true);
  clock.advance(25 * 3_600_000);
  const shown = await preview(world, { channels: ['reps'] });
  await shown.submit();
  await (await ana.waitForModal(/\d of 101/)).close();
  await allSent();
  const isReport = (text: string): boolean => text.includes('Your invitations are out: 101 people invited.');
  await eventually(() => {
    clock.advance(1_000);
    expect(ana.dm().some(({ rendered }) => isReport(rendered))).toBe(true);
  });
  const dm = await ana.waitForDm(({ rendered }) => isReport(rendered));
  expect(buttonTexts(dm)).toEqual([offer]);
  slack.faults.add('files.getUploadURLExternal', { kind: 'http', status: 503 });
  await dm.press(offer);
  await ana.waitForDm('The list was not sent.');
  await dm.press(offer);
  expect(await fileLines(3)).toHaveLength(103);
});
