/** Pasted credentials: trimmed, refused only when they cannot be right, and never repeated in a reason. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CredentialJudgement, judgeClientId, judgeClientSecret } from '../../src/gong/credentials.ts';

const judges: readonly [string, (text: string) => CredentialJudgement][] = [
  ['client ID', judgeClientId],
  ['client secret', judgeClientSecret],
];

describe.each(judges)('a pasted %s', (what, judge) => {
  it.each([
    ['abcdef', 'abcdef'],
    ['  7f3a-42_C.x~y+z/== \n', '7f3a-42_C.x~y+z/=='],
    ['\u200b\u00a0\ufeffabc-123\u2060\r\n', 'abc-123'],
    ['!#$%&()*+,-./:;=?@[]^_{|}~', '!#$%&()*+,-./:;=?@[]^_{|}~'],
  ])('is taken from %j', (text, value) => {
    expect(judge(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['', `The ${what} is empty`],
    [' \u200b\n', `The ${what} is empty`],
    ['••••••••••', 'hidden form'],
    ['**********', 'hidden form'],
    ['https://app.gong.io/company/api', 'web address'],
    ['I will send it to you later', 'sentence'],
    ['abc def-123', 'Character 4 is a space'],
    ['abc\tdef-123', 'Character 4 is a tab'],
    ['abc\ndef-123', 'Character 4 is a line break'],
    ['  abc\u00a0def-123', 'Character 4 is a no-break space'],
    ['abc\u200bdef-123', 'Character 4 is an invisible zero-width space'],
    ['"abc-def-123"', 'Character 1 is a double quote'],
    ['\u201cabc-def-123\u201d', 'Character 1 is a curly double quote'],
    ["abc-def-123'", 'Character 12 is a single quote'],
    ['`abc-def-123`', 'Character 1 is a backtick'],
    ['abc\u2013def-123', 'Character 4 is an en dash'],
    ['\u0430bc-def-123', 'Character 1 is a Cyrillic letter (U+0430)'],
    ['abc-\u03bf-def', 'Character 5 is a Greek letter (U+03BF)'],
    ['abc-\uff11-def', 'Character 5 is a full-width character (U+FF11)'],
    ['abc-\u00e9-def', 'Character 5 is a letter outside A to Z (U+00E9)'],
    ['abc-\u0663-def', 'Character 5 is a digit outside 0 to 9 (U+0663)'],
    ['\u{1f511}abc\u{1f511}def', 'Character 1 is an emoji (U+1F511)'],
    ['abc\u0007def', 'Character 4 is a control character (U+0007)'],
    ['abc\u2044def', 'Character 4 is an unusual character (U+2044)'],
    ['abc\u206adef', 'Character 4 is an invisible character (U+206A)'],
    ['<abc-def>', 'Character 1 is a less-than sign'],
    ['abcde', 'too short'],
    ['a'.repeat(513), 'too long'],
  ])('is refused as %j', (text, reason) => {
    expect(judge(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });

  it('is never repeated in the reason, and names itself rightly', () => {
    const core = fc.stringMatching(/^[A-Z0-9]{12,40}$/);
    const spoil = fc.constantFrom(' ', '"', '\u0430', '\n', '\u0000', '\\', ' oh dear ');
    fc.assert(
      fc.property(core, core, spoil, (first, second, between) => {
        const judgement = judge(first + between + second);
        if (judgement.ok) throw new Error('accepted');
        expect(judgement.reason).not.toContain(first);
        expect(judgement.reason).not.toContain(second);
        expect(judgement.reason).not.toContain(first.slice(0, 6));
      }),
    );
  });

  it('is judged without throwing whatever was pasted, and what is accepted is accepted again unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 600 })), (text) => {
        const judgement = judge(text);
        if (judgement.ok) {
          expect(judge(judgement.value)).toEqual(judgement);
          expect(judgement.value).toMatch(/^[!-~]{6,512}$/);
        } else {
          expect(judgement.reason).not.toBe('');
        }
      }),
    );
  });
});
