/** Comparing and changing scopes: the form, its two steps, and asking those who must reconnect. For admins alone. */

import type { ModalView } from '@slack/types';
import type { AdminGuard } from '../admins/guard.ts';
import { ComposioError } from '../errors.ts';
import { companyOwner, type SavedSetup } from '../model.ts';
import type { Outside } from '../ports.ts';
import type { LiveViews } from '../reconnects/live-views.ts';
import { drawScopesRound } from '../reconnects/scopes-round.ts';
import type { ActionRequest, Routes, SubmissionReply, SubmissionRequest } from '../routes.ts';
import { answerLater, showView } from '../screens.ts';
import { buildNoticeView } from '../screens-view.ts';
import { readScopes, scopesBlock } from '../setup/scope-fields.ts';
import { roundNoticeKinds } from '../stores/rounds.ts';
import {
  askLackingAction,
  askUnknownAction,
  chooseScopesCallback,
  openScopesAction,
  tickedCallback,
} from './actions.ts';
import { lackingSets } from './comparison.ts';
import { buildComparisonView, buildLookingView, scopesTitle } from './comparison-view.ts';
import { checkDrift } from './drift-check.ts';
import { fitsIntoView, readComparisonMemory, readTickedMemory, type TickedMemory } from './form-memory.ts';
import { lookAtScopes, tickedIn } from './look.ts';
import { scopesResultMessage } from './result-message.ts';
import { saveScopes } from './save.ts';
import { buildSavedView, buildSavingView, buildTickedView, readTicked } from './ticked-view.ts';
import { isPaused, notSetUp, outcomeInWords, savedInWords, takenMeanwhile, tooMany } from './words.ts';

export interface ScopeChangesGiven {
  guard: AdminGuard;
  admins: readonly string[];
  nudge: () => void;
  live: LiveViews;
}

export function scopeChangeRoutes(outside: Outside, given: ScopeChangesGiven): Routes {
  const { store, slack, clock, identity, log } = outside;
  const { guard, live } = given;
  const notice = (words: string): ModalView => buildNoticeView(scopesTitle, words);

  const open = async (request: ActionRequest): Promise<void> => {
    const { teamId } = request;
    if (!(await guard.allows(request))) return;
    const viewId = await showView(outside, request, buildLookingView());
    if (viewId !== null) await slack.updateView(teamId, viewId, await comparisonView(teamId));
  };

  const comparisonView = async (teamId: string): Promise<ModalView> => {
    const setup = await store.savedSetup(teamId);
    if (!setup) return notice(notSetUp);
    const seen = await lookAtScopes(outside, setup);
    const memory = { setupId: setup.id, revision: seen.record.revision };
    return buildComparisonView({ memory, ...seen, scopes: setup.scopes });
  };

  const choose = async (request: SubmissionRequest): Promise<SubmissionReply> => {
    const objection = await guard.objection(request);
    if (objection !== null) return { answer: { response_action: 'update', view: notice(objection) } };
    const reading = readScopes(request.values);
    if (!reading.ok) return { answer: { response_action: 'errors', errors: reading.errors } };
    const memory: TickedMemory = { ...readComparisonMemory(request.privateMetadata), scopes: reading.value };
    if (!fitsIntoView(memory)) return { answer: { response_action: 'errors', errors: { [scopesBlock]: tooMany } } };
    const setup = await inForce(request.teamId, memory);
    const view = setup ? await tickedView(setup, memory) : notice(takenMeanwhile);
    return { answer: { response_action: 'update', view } };
  };

  /** The setup that a form was drawn for; null: another is in force meanwhile. */
  const inForce = async (teamId: string, { setupId }: { setupId: string }): Promise<SavedSetup | null> => {
    const setup = await store.savedSetup(teamId);
    return setup?.id === setupId ? setup : null;
  };

  const tickedView = async (setup: SavedSetup, memory: TickedMemory, failure?: string): Promise<ModalView> => {
    const record = await store.scopeRecord(setup.teamId, setup.id);
    const drawn = { memory, ticked: tickedIn(setup, record), workspaceUrl: setup.workspaceUrl };
    return buildTickedView(failure === undefined ? drawn : { ...drawn, failure });
  };

  const save = async (request: SubmissionRequest): Promise<SubmissionReply> => {
    const memory = readTickedMemory(request.privateMetadata);
    const reading = readTicked(request.values, memory.scopes);
    if (!reading.ok) return { answer: { response_action: 'errors', errors: reading.errors } };
    /** What is left to say to somebody who has closed the view meanwhile. */
    let words = takenMeanwhile;
    const work = async (): Promise<ModalView> => {
      const objection = await guard.objection(request);
      const setup = objection === null ? await inForce(request.teamId, memory) : null;
      if (setup) {
        const result = await saved(setup, request, memory, reading.value);
        words = result.words;
        return result.view;
      }
      words = objection ?? takenMeanwhile;
      return notice(words);
    };
    return answerLater(outside, request, buildSavingView(), work, async () => {
      await store.owe(request.teamId, scopesResultMessage(identity.uuid(), request, words), clock.now());
      given.nudge();
    });
  };

  const saved = async (
    setup: SavedSetup,
    { slackUserId }: SubmissionRequest,
    memory: TickedMemory,
    ticked: readonly string[],
  ): Promise<{ view: ModalView; words: string }> => {
    const outcome = await saveScopes(outside, { setup, slackUserId, ...memory, ticked });
    if (outcome.kind === 'saved') {
      await settleDrift(outcome.setup);
      const seen = await lookAtScopes(outside, outcome.setup, outcome.setup.scopes);
      return {
        view: buildSavedView({ ...seen, isReadBack: outcome.isReadBack }),
        words: savedInWords(seen.comparison.lacking),
      };
    }
    const words = outcomeInWords(outcome);
    if (outcome.kind === 'taken' || outcome.kind === 'gone') return { view: notice(words), words };
    const { revision } = await store.scopeRecord(setup.teamId, setup.id);
    return { view: await tickedView(setup, { ...memory, revision }, words), words };
  };

  /** What was told of drift is over at once where a change has ended it; new drift waits for the daily look. */
  const settleDrift = async (setup: SavedSetup): Promise<void> => {
    if (!(await store.openDrift(setup.teamId))) return;
    try {
      await checkDrift(outside, { setup, admins: given.admins });
      given.nudge();
    } catch (error) {
      if (!(error instanceof ComposioError)) throw error;
      log.warn({ error }, 'the scopes could not be compared after a change');
    }
  };

  const ask = (which: 'lacking' | 'unknown') => async (request: ActionRequest) => {
    const { teamId, slackUserId } = request;
    if (!(await guard.allows(request))) return;
    const setup = await store.savedSetup(teamId);
    if (!setup) return void (await showView(outside, request, notice(notSetUp)));
    if (await store.openPause(teamId)) return void (await showView(outside, request, notice(isPaused)));
    const granted = await store.grantedScopes(teamId, setup.authConfigId);
    const sets =
      which === 'lacking' ? lackingSets(setup.scopes, granted) : granted.filter(({ requested }) => requested === null);
    const owners = await store.ownersWithScopes(
      teamId,
      setup.authConfigId,
      sets.map(({ requested }) => requested),
      null,
    );
    const people = owners.filter((owner) => owner !== companyOwner);
    if (people.length === 0) return void (await showView(outside, request, await comparisonView(teamId)));
    const id = (await store.openRound(teamId, 'scopes'))?.id ?? identity.uuid();
    const draft = { id, teamId, cause: 'scopes', authConfigId: setup.authConfigId, createdBy: slackUserId } as const;
    const { round } = await store.askToReconnect(draft, people, roundMessage(id, slackUserId), clock.now());
    given.nudge();
    const draw = () => drawScopesRound(outside, teamId, round.id);
    const viewId = await showView(outside, request, (await draw()).view);
    if (viewId !== null) live.follow(teamId, viewId, draw);
  };

  /** One for each admin who asks in a round. */
  const roundMessage = (roundId: string, recipient: string) => ({
    id: identity.uuid(),
    recipient,
    kind: roundNoticeKinds.scopes,
    subject: roundId,
    dedupeKey: `${roundNoticeKinds.scopes}:${roundId}:${recipient}`,
  });

  return {
    submissions: { [chooseScopesCallback]: choose, [tickedCallback]: save },
    actions: {
      [openScopesAction]: open,
      [askLackingAction]: ask('lacking'),
      [askUnknownAction]: ask('unknown'),
    },
  };
}
