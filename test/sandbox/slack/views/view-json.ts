/** The view object of the Web API and of the payloads. */

import type { JsonObject } from '../json.ts';
import type { Workspace } from '../workspace.ts';
import type { View } from './view-store.ts';

/** A view as the Web API and the payloads carry it. */
export function viewJson(view: View, workspace: Workspace): JsonObject {
  const home = { type: 'plain_text', text: 'View Title', emoji: true };
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: view.values },
    hash: view.hash,
    title: view.title ?? home,
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: workspace.bot.appId,
    external_id: view.externalId,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.bot.botId,
  };
}
