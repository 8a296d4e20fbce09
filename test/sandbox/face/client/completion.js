/** What the message box offers while a slash command is typed. Pure. */

/** @import { SlashCommand } from '../../slack/manifest.ts' */

/** @typedef {{ insert: string, label: string, hint: string, description: string }} Offer */

/**
 * The words of a usage hint such as `[status | disconnect | help]`; one that names somebody is taken whole.
 * @param {string} hint
 */
function wordsOf(hint) {
  if (hint.startsWith('@')) return [hint];
  return [...hint.matchAll(/[a-z][a-z0-9-]*/gi)].map(([word]) => word);
}

/**
 * What could be typed next: commands while the first word is typed, then the words of the command's usage hint.
 * @param {string} line
 * @param {readonly SlashCommand[]} commands
 * @returns {Offer[]}
 */
export function offersFor(line, commands) {
  const [, name = '', gap = '', rest = ''] = /^(\/\S*)(\s*)(.*)$/.exec(line) ?? [];
  if (name === '') return [];
  if (gap === '') {
    return commands
      .filter(({ command }) => command.startsWith(name.toLowerCase()))
      .map(({ command, usageHint, description }) => ({
        insert: `${command} `,
        label: command,
        hint: usageHint,
        description,
      }));
  }
  const command = commands.find((candidate) => candidate.command === name.toLowerCase());
  return wordsOf(command?.usageHint ?? '')
    .filter((word) => word.toLowerCase().startsWith(rest.toLowerCase()) && word.toLowerCase() !== rest.toLowerCase())
    .map((word) => ({ insert: `${name} ${word}`, label: `${name} ${word}`, hint: '', description: '' }));
}
