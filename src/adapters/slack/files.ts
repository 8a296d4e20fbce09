/** Sharing a file: Slack gives an address, the content goes there, and only then is the file shared. */

import { SlackError } from '../../errors.ts';
import type { Metrics, NewFile, Slack } from '../../ports.ts';
import { toSlackError } from './failures.ts';
import { anything, uploadPlace } from './shapes.ts';
import { patientTimeoutMs, type WebCalls } from './web-calls.ts';

export function createFiles(apiUrl: string, calls: WebCalls, metrics: Metrics): Pick<Slack, 'uploadFile'> {
  return {
    uploadFile: async (_teamId, channel, file) => {
      const content = Buffer.from(file.content, 'utf8');
      const place = await calls.patient(
        'files.getUploadURLExternal',
        { filename: file.name, length: content.byteLength },
        uploadPlace,
      );
      await send(apiUrl, place.uploadUrl, content, file, metrics);
      await calls.patient(
        'files.completeUploadExternal',
        { files: [{ id: place.fileId, title: file.title }], channel_id: channel, initial_comment: file.comment },
        anything,
      );
    },
  };
}

/** Until the last step nobody sees the file, so whatever fails here was not done. */
async function send(apiUrl: string, uploadUrl: string, content: Buffer, file: NewFile, metrics: Metrics) {
  if (!isSlacks(uploadUrl, apiUrl)) throw new SlackError('upload_url_refused', { isOutcomeUnknown: false });
  try {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(content)]), file.name);
    const answer = await fetch(uploadUrl, {
      method: 'POST',
      body: form,
      redirect: 'error',
      signal: AbortSignal.timeout(patientTimeoutMs),
    });
    if (!answer.ok) throw new SlackError(`upload_${answer.status}`, { isOutcomeUnknown: false });
    metrics.slackCalled('upload_url', 'ok');
  } catch (error) {
    const failure = toSlackError(error);
    metrics.slackCalled('upload_url', failure.slackError);
    throw new SlackError(failure.slackError, { isOutcomeUnknown: false }, { cause: failure });
  }
}

/** A file may say who has which connection: it goes to Slack and nowhere else. */
function isSlacks(uploadUrl: string, apiUrl: string): boolean {
  if (!URL.canParse(uploadUrl)) return false;
  const { protocol, hostname, host } = new URL(uploadUrl);
  return host === new URL(apiUrl).host || (protocol === 'https:' && /(^|\.)slack(-gov)?\.com$/.test(hostname));
}
