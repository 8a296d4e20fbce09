/** The catalogue is complete and fits Slack's selects; scopes typed by hand are read or refused with a reason. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonScopes, findScope, parseScopes, scopeCatalogue, scopeGroups } from '../../src/gong/scopes.ts';

describe('the scope catalogue', () => {
  it('holds 37 scopes, each once', () => {
    expect(new Set(scopeCatalogue.map((scope) => scope.name)).size).toBe(37);
    expect(scopeCatalogue).toHaveLength(37);
  });

  it('preselects the five that the Composio guide names', () => {
    expect([...commonScopes].sort()).toEqual([
      'api:calls:create',
      'api:calls:read:transcript',
      'api:meetings:user:create',
      'api:users:read',
      'api:workspaces:read',
    ]);
  });

  it('marks the sensitive ones, and recommends none of them', () => {
    expect(scopeCatalogue.filter((scope) => scope.sensitive).map((scope) => scope.name)).toEqual([
      'api:calls:read:media-url',
      'api:crm:integration:register',
      'api:crm:integration:delete',
      'api:crm:upload',
      'api:logs:read',
      'api:permission-profile:write',
      'api:provisioning:read-write',
      'api:data-privacy:read',
      'api:data-privacy:delete',
    ]);
    expect(scopeCatalogue.filter((scope) => scope.sensitive && scope.common)).toEqual([]);
  });

  it('fits the options of a Slack select, with room for a mark', () => {
    for (const { name, description } of scopeCatalogue) {
      expect(name.length).toBeLessThanOrEqual(75);
      expect(description.length).toBeLessThanOrEqual(60);
    }
  });

  it('leaves no group empty', () => {
    expect(scopeGroups.filter((group) => !scopeCatalogue.some((scope) => scope.group === group))).toEqual([]);
  });

  it('spells every scope as the parser wants it', () => {
    const names = scopeCatalogue.map((scope) => scope.name);
    expect(parseScopes(names.join('\n'))).toEqual({ scopes: names, refused: [] });
  });

  it('finds a scope by name, and nothing for one typed by hand', () => {
    expect(findScope('api:logs:read')?.description).toBe('Read audit and activity logs');
    expect(findScope('api:new:thing')).toBeNull();
  });
});

describe('scopes typed by hand', () => {
  it.each([
    ['nothing', '', []],
    ['white space alone', ' \n\t ', []],
    ['commas', 'api:a,api:b', ['api:a', 'api:b']],
    ['spaces, line breaks and stray commas', ' api:a ,\n\n api:b, , api:c,', ['api:a', 'api:b', 'api:c']],
    ['no-break and zero-width spaces', 'api:a\u00a0api:b\u200b', ['api:a', 'api:b']],
    ['a repeated scope', 'api:b api:a api:b', ['api:b', 'api:a']],
    ['digits, hyphens and underscores', 'api:v2:read-write:a_b', ['api:v2:read-write:a_b']],
  ])('reads %s', (_what, text, scopes) => {
    expect(parseScopes(text)).toEqual({ scopes, refused: [] });
  });

  it.each([
    ['calls:read', 'does not begin with "api:"'],
    ['api', 'does not begin with "api:"'],
    ['API:Users:Read', 'has capital letters: Gong writes scopes in lower case'],
    ['api:', 'has a colon with nothing after it'],
    ['api::read', 'has a colon with nothing after it'],
    ['api:users:', 'has a colon with nothing after it'],
    ['api:users.read', 'contains "."'],
    ['api:users;api:calls', 'contains ";"'],
    ['api:us\u0435rs', 'contains a Cyrillic letter (U+0435)'],
    ['api:<b>', 'contains a less-than sign'],
    [`api:${'x'.repeat(97)}`, 'is too long: a scope has at most 100 characters'],
  ])('refuses %s and says why', (text, why) => {
    const { scopes, refused } = parseScopes(`api:fine ${text}`);
    expect(scopes).toEqual(['api:fine']);
    expect(refused.map((scope) => scope.why)).toEqual([why]);
  });

  it('shortens what it repeats of a long text', () => {
    const [refused] = parseScopes('x'.repeat(500)).refused;
    expect(refused?.text).toBe(`${'x'.repeat(59)}…`);
  });

  it('reads any list back as it was, whatever separates it', () => {
    const word = fc.stringMatching(/^[a-z0-9_-]{1,9}$/);
    const scope = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => ['api', ...words].join(':'));
    const separator = fc.constantFrom(',', ' ', '\n', ', ', '\r\n', ' ,\t');
    fc.assert(
      fc.property(fc.uniqueArray(scope), separator, (scopes, between) => {
        expect(parseScopes(scopes.join(between))).toEqual({ scopes, refused: [] });
      }),
    );
  });

  it('sorts any text into scopes of the right shape and refusals, and never throws', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.stringMatching(/^[api:, A-Z.-]*$/));
    fc.assert(
      fc.property(text, (typed) => {
        const { scopes, refused } = parseScopes(typed);
        for (const scope of scopes) expect(scope).toMatch(/^api(:[a-z0-9_-]+)+$/);
        expect(new Set(scopes).size).toBe(scopes.length);
        for (const { why } of refused) expect(why).not.toBe('');
        expect(parseScopes(scopes.join(' ')).scopes).toEqual(scopes);
      }),
    );
  });
});
