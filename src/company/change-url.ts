/** Changing the API base URL of the company connection, which takes a new link. For admins. */

import type { AdminGuard } from '../admins/guard.ts';
import { judgeApiBaseUrl } from '../gong/api-base-url.ts';
import type { Outside } from '../ports.ts';
import { type Routes, textOf } from '../routes.ts';
import { showView } from '../screens.ts';
import { buildNoticeView } from '../screens-view.ts';
import { changeCompanyUrlAction } from './actions.ts';
import { companyBaseUrl, requestCompanyLink } from './request-company-link.ts';
import { baseUrlBlock, buildUrlSentView, buildUrlView, changeUrlCallback } from './url-view.ts';
import { pausedByNow, personalByNow } from './words.ts';

const title = 'Company connection';
const notSetUp = 'Gong is not set up here any more. Type `/gong-setup` to set it up.';

export function changeUrlRoutes(outside: Outside, given: { guard: AdminGuard; nudge: () => void }): Routes {
  const { store } = outside;
  return {
    actions: {
      [changeCompanyUrlAction]: async (request) => {
        if (!(await given.guard.allows(request))) return;
        const setup = await store.savedSetup(request.teamId);
        const view = setup
          ? buildUrlView(companyBaseUrl(await store.companyStatus(request.teamId), setup))
          : buildNoticeView(title, notSetUp);
        await showView(outside, request, view);
      },
    },
    submissions: {
      [changeUrlCallback]: async (request) => {
        const judgement = judgeApiBaseUrl(textOf(request.values, baseUrlBlock));
        if (!judgement.ok) {
          const suggestion = judgement.suggestion === null ? '' : ` Did you mean ${judgement.suggestion}?`;
          const errors = { [baseUrlBlock]: `${judgement.reason}${suggestion}` };
          return { answer: { response_action: 'errors', errors } };
        }
        const { teamId, slackUserId } = request;
        const setup = await store.savedSetup(teamId);
        const objection = setup ? await given.guard.objection(request) : notSetUp;
        if (!setup || objection !== null) {
          return { answer: { response_action: 'update', view: buildNoticeView(title, objection ?? notSetUp) } };
        }
        const wanted = { teamId, approver: slackUserId, askedBy: slackUserId, setup, baseUrl: judgement.url };
        const { outcome } = await requestCompanyLink(outside, wanted);
        given.nudge();
        const refused = { personal: personalByNow, paused: pausedByNow, begun: null, repeated: null }[outcome];
        const view = refused === null ? buildUrlSentView() : buildNoticeView(title, refused);
        return { answer: { response_action: 'update', view } };
      },
    },
  };
}
