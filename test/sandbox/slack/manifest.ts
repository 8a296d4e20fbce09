/** What the sandbox takes from the app's manifest: only what is declared there exists in the workspace. */

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject, type JsonObject, stringOf } from './json.ts';

export interface SlashCommand {
  command: string;
  description: string;
  usageHint: string;
  shouldEscape: boolean;
}

export interface Manifest {
  /** The app's name as people see it. */
  name: string;
  scopes: string[];
  commands: SlashCommand[];
  /** Events the app is subscribed to. */
  events: string[];
  homeTab: boolean;
  messagesTab: boolean;
  /** People cannot write in the app's Messages tab, slash commands included. */
  messagesTabReadOnly: boolean;
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce((inner: unknown, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function commandOf(value: JsonObject): SlashCommand {
  return {
    command: stringOf(value.command),
    description: stringOf(value.description),
    usageHint: stringOf(value.usage_hint),
    shouldEscape: value.should_escape === true,
  };
}

/** Reads a manifest (YAML or JSON text). */
export function readManifest(source: string): Manifest {
  const manifest: unknown = parse(source);
  const commands = at(manifest, 'features', 'slash_commands');
  return {
    name:
      stringOf(at(manifest, 'features', 'bot_user', 'display_name')) ||
      stringOf(at(manifest, 'display_information', 'name')),
    scopes: strings(at(manifest, 'oauth_config', 'scopes', 'bot')),
    commands: Array.isArray(commands) ? commands.filter(isObject).map(commandOf) : [],
    events: strings(at(manifest, 'settings', 'event_subscriptions', 'bot_events')),
    homeTab: at(manifest, 'features', 'app_home', 'home_tab_enabled') === true,
    messagesTab: at(manifest, 'features', 'app_home', 'messages_tab_enabled') === true,
    messagesTabReadOnly: at(manifest, 'features', 'app_home', 'messages_tab_read_only_enabled') === true,
  };
}

/** The repository's own `manifest.yml`. */
export function readOwnManifest(): Manifest {
  return readManifest(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8'));
}
