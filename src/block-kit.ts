/** The few Block Kit shapes that the bot's screens are made of, and mrkdwn's escaping. Pure. */

import type { ActionsBlock, Button, ContextBlock, HeaderBlock, PlainTextElement, SectionBlock } from '@slack/types';

const longestText = 2_900;

/** Text from outside, made safe for mrkdwn (Slack: "Formatting message text"). */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text from outside as inline code: a backtick would end it. */
export function code(text: string): string {
  return `\`${escapeMrkdwn(text.replaceAll('`', "'"))}\``;
}

export function mention(slackUserId: string): string {
  return `<@${slackUserId}>`;
}

/** People in words: "A, B and C". */
export function mentions(slackUserIds: readonly string[]): string {
  const all = slackUserIds.map(mention);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** A moment, shown in the reader's own time zone. */
export function moment(atMs: number): string {
  const fallback = new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(atMs / 1000)}^{date_short_pretty} at {time}|${fallback} UTC>`;
}

/** A moment that may have passed when somebody reads of it: with its date, never as "tomorrow" or "yesterday". */
export function fixedMoment(atMs: number): string {
  const fallback = new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(atMs / 1000)}^{date_short} at {time}|${fallback} UTC>`;
}

/** A time of today, shown in the reader's own time zone. */
export function timeOfDay(atMs: number): string {
  return `<!date^${Math.floor(atMs / 1000)}^{time}|${new Date(atMs).toISOString().slice(11, 16)} UTC>`;
}

const halfADayMs = 12 * 3_600_000;

/** A span of time such as "from today at 09:12 until 10:40": the second day is said only where it is needed. */
export function span(fromMs: number, untilMs: number): string {
  const until = untilMs - fromMs < halfADayMs ? timeOfDay(untilMs) : moment(untilMs);
  return `from ${moment(fromMs)} until ${until}`;
}

export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: true };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text) };
}

export function section(mrkdwn: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: mrkdwn } };
}

/** A title with its lines, over as many sections as Slack's 3,000 characters a text need. */
export function sections(title: string, lines: readonly string[]): SectionBlock[] {
  const texts: string[] = [title];
  for (const line of lines) {
    const last = texts.at(-1) ?? '';
    if (last.length + line.length + 1 > longestText) texts.push(line);
    else texts[texts.length - 1] = `${last}\n${line}`;
  }
  return texts.map(section);
}

export function context(mrkdwn: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: mrkdwn }] };
}

export function button(
  text: string,
  actionId: string,
  options: Pick<Button, 'value' | 'style' | 'url' | 'confirm' | 'accessibility_label'> = {},
): Button {
  return { type: 'button', text: plain(text), action_id: actionId, ...options };
}

export function actions(...elements: Button[]): ActionsBlock {
  return { type: 'actions', elements };
}

const barLength = 20;

/** How far something has come, as text: "▓▓▓░░ 40 of 120". */
export function progressBar(done: number, all: number): string {
  const filled = all === 0 ? barLength : Math.floor((done / all) * barLength);
  const [some, whole] = [done, all].map((count) => count.toLocaleString('en-US'));
  return `${'▓'.repeat(filled)}${'░'.repeat(barLength - filled)} ${some} of ${whole}`;
}
