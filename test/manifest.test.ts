/**
 * Holds manifest.yml to Slack's rules and to the code: what is used is declared, what is declared is used.
 * manifest/slack-manifest.schema.json is schemas/manifest.schema.1.0.0.json of https://github.com/slackapi/manifest-schema
 * (MIT, Slack Technologies), unchanged.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readSource } from './boundaries/source.ts';
import { findMentionedCommands, findUsage, scopesFor } from './manifest/usage.ts';

const text = readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8');
const schemaText = readFileSync(new URL('./manifest/slack-manifest.schema.json', import.meta.url), 'utf8');
const isValid = new Ajv({ strict: false, formats: { uri: true } }).compile(JSON.parse(schemaText));

const manifestShape = z.object({
  display_information: z.looseObject({ background_color: z.string().regex(/^#[0-9a-f]{6}$/) }),
  features: z.object({
    app_home: z.object({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.looseObject({ display_name: z.string() }),
    slash_commands: z.array(z.looseObject({ command: z.string(), url: z.string().optional() })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.looseObject({
    event_subscriptions: z.object({ bot_events: z.array(z.string()), request_url: z.string().optional() }),
    interactivity: z.object({
      is_enabled: z.boolean(),
      request_url: z.string().optional(),
      message_menu_options_url: z.string().optional(),
    }),
    socket_mode_enabled: z.boolean(),
  }),
});

/** Every address that Slack would call. */
function requestUrls({ features, settings }: z.infer<typeof manifestShape>) {
  return [
    ...features.slash_commands.map((command) => command.url),
    settings.event_subscriptions.request_url,
    settings.interactivity.request_url,
    settings.interactivity.message_menu_options_url,
  ];
}

const manifest = manifestShape.parse(parse(text));
const declared = {
  commands: manifest.features.slash_commands.map((command) => command.command).sort(),
  events: [...manifest.settings.event_subscriptions.bot_events].sort(),
  scopes: [...manifest.oauth_config.scopes.bot].sort(),
};

describe('manifest.yml', () => {
  it("is valid against Slack's schema", () => {
    expect([isValid(parse(text)), isValid.errors]).toEqual([true, null]);
  });

  it('has the two tabs of the app open, and its buttons working', () => {
    expect(manifest.features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true });
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
  });

  it('is for Socket Mode, where Slack calls no address', () => {
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(requestUrls(manifest)).toEqual(Array(5).fill(undefined));
  });

  it('is for HTTP mode once its own instructions are followed', () => {
    const changed = text
      .replace(/^( *)# (.*) # HTTP mode$/gm, '$1$2')
      .replace('socket_mode_enabled: true', 'socket_mode_enabled: false');
    expect(isValid(parse(changed))).toBe(true);
    const forHttp = manifestShape.parse(parse(changed));
    expect(forHttp.settings.socket_mode_enabled).toBe(false);
    expect(requestUrls(forHttp)).toEqual(Array(5).fill('https://gong-connect.example.com/slack/events'));
  });

  it('is what the Slack CLI gets from its get-manifest hook', () => {
    const hooks = z
      .object({ hooks: z.object({ 'get-manifest': z.string() }) })
      .parse(JSON.parse(readFileSync(new URL('../.slack/hooks.json', import.meta.url), 'utf8')));
    const [program = '', ...options] = hooks.hooks['get-manifest'].split(' ');
    const root = fileURLToPath(new URL('..', import.meta.url));
    const run = (more: string[]) => execFileSync(program, [...options, ...more], { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(run([]))).toEqual(parse(text));
    const [before, json = '', after] = run(['--protocol=message-boundaries', '--boundary=--7f3a--']).split('--7f3a--');
    expect([before, JSON.parse(json), after]).toEqual(['', parse(text), '\n']);
  });
});

describe('manifest.yml and the code agree on', () => {
  const source = readSource();
  const usage = findUsage(source);

  it('commands', () => {
    expect(usage.commands).toEqual(declared.commands);
  });

  it('the commands that people are told of', () => {
    expect(findMentionedCommands(source)).toEqual(declared.commands);
  });

  it('events', () => {
    expect(usage.events).toEqual(declared.events);
  });

  it('scopes', () => {
    expect(scopesFor(usage)).toEqual(declared.scopes);
  });
});

describe('what disagrees is found out:', () => {
  it('a manifest that Slack would refuse', () => {
    expect(isValid({ ...parse(text), surprise: true })).toBe(false);
    expect(isValid({ ...parse(text), display_information: { name: 'x'.repeat(36) } })).toBe(false);
  });

  it('commands, events and methods, however they are written', () => {
    const usage = findUsage([
      { path: 'setup/routes.ts', text: "const routes = { commands: { '/gong-setup': open } };" },
      { path: 'connect/routes.ts', text: "app.command('/gong-connect', connect); // app.command('/gong-gone')" },
      {
        path: 'home/routes.ts',
        text: 'return { events: { app_home_opened: (asked) => show({ user: 1, view: { type } }), odd_event: look, ...more } };',
      },
      { path: 'watch/routes.ts', text: "app.event('some_new_event', look); const member = ['team_join'];" },
      {
        path: 'adapters/slack.ts',
        text: "await web.apiCall('chat.postMessage', {}); await web.users.profile.get({});",
      },
    ]);
    expect(usage).toEqual({
      commands: ['/gong-connect', '/gong-setup'],
      events: ['app_home_opened', 'odd_event', 'some_new_event', 'team_join'],
      methods: ['chat.postMessage', 'users.profile.get'],
    });
    expect(() => scopesFor(usage)).toThrow('odd_event');
    expect(scopesFor({ ...usage, events: ['team_join'] })).toEqual([
      'chat:write',
      'commands',
      'users.profile:read',
      'users:read',
    ]);
  });

  it('a method that nobody wrote down', () => {
    const usage = findUsage([
      { path: 'adapters/slack.ts', text: "await web.chat.startStream({}); call('users.setPresence');" },
    ]);
    expect(usage.methods).toEqual(['chat.startStream', 'users.setPresence']);
    expect(() => scopesFor(usage)).toThrow('chat.startStream');
  });

  it('a command in a sentence, but no path that looks like one', () => {
    const file = { path: 'home/messages.ts', text: "'Type `/gong-gone` or /gong-connect.', 'data/gong-connect.db'" };
    expect(findMentionedCommands([file])).toEqual(['/gong-connect', '/gong-gone']);
  });
});
