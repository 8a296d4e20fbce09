/** Text that somebody pasted: what to take off its ends, and what to call a character that does not belong in it. */

const invisible = '\\s\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff';
const invisibleAtTheEnds = new RegExp(`^[${invisible}]+|[${invisible}]+$`, 'g');

const names: Readonly<Record<string, string>> = {
  ' ': 'a space',
  '\t': 'a tab',
  '\n': 'a line break',
  '\r': 'a line break',
  '\u00a0': 'a no-break space',
  '\u00ad': 'an invisible soft hyphen',
  '\u200b': 'an invisible zero-width space',
  '\u200c': 'an invisible zero-width non-joiner',
  '\u200d': 'an invisible zero-width joiner',
  '\u2060': 'an invisible word joiner',
  '\ufeff': 'an invisible byte order mark',
  '"': 'a double quote',
  "'": 'a single quote',
  '`': 'a backtick',
  '\u2018': 'a curly single quote',
  '\u2019': 'a curly single quote',
  '\u201c': 'a curly double quote',
  '\u201d': 'a curly double quote',
  '\u2013': 'an en dash',
  '\u2014': 'an em dash',
  '\u2022': 'a bullet',
  '\u2026': 'an ellipsis',
  '\\': 'a backslash',
  '<': 'a less-than sign',
  '>': 'a greater-than sign',
  '&': 'an ampersand',
  ',': 'a comma',
};

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^\p{Cc}$/u, 'a control character'],
  [/^\p{Cf}$/u, 'an invisible character'],
  [/^\p{Z}$/u, 'an unusual space'],
  [/^\p{Script=Cyrillic}$/u, 'a Cyrillic letter'],
  [/^\p{Script=Greek}$/u, 'a Greek letter'],
  [/^[\uff01-\uff5e]$/u, 'a full-width character'],
  [/^\p{Extended_Pictographic}$/u, 'an emoji'],
  [/^\p{L}$/u, 'a letter outside A to Z'],
  [/^\p{N}$/u, 'a digit outside 0 to 9'],
];

/** Gives back `text` without the white space and the invisible characters that copying leaves at its ends. */
export function trimPasted(text: string): string {
  return text.replace(invisibleAtTheEnds, '');
}

/**
 * Gives back what to call one character (a code point): its everyday name, else its kind with its code point.
 * Harmless characters are quoted; nothing that means something to Slack's mrkdwn is.
 */
export function nameCharacter(character: string): string {
  const name = names[character];
  if (name !== undefined) return name;
  if (/^[!-~]$/.test(character)) return `"${character}"`;
  const kind = kinds.find(([pattern]) => pattern.test(character))?.[1] ?? 'an unusual character';
  const codePoint = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `${kind} (U+${codePoint})`;
}

/**
 * Finds the first character that has no place in an address or a credential: white space, quotes, angle brackets, a
 * backslash, anything outside plain ASCII. Gives back its position, counted from 1, and its name; null when all is well.
 */
export function findStrayCharacter(text: string): { position: number; name: string } | null {
  const characters = [...text];
  const index = characters.findIndex((character) => !/^[!-~]$/.test(character) || /["'`<>\\]/.test(character));
  const stray = characters[index];
  return stray === undefined ? null : { position: index + 1, name: nameCharacter(stray) };
}
