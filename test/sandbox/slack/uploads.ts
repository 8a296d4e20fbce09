/** Files on their way into Slack: an address is asked for, the content is sent there, then the file is shared. */

import { Buffer } from 'node:buffer';
import { type HttpRequest, hangUp, type Route, text } from '../http.ts';
import type { Changes } from './changes.ts';
import type { Faults } from './faults.ts';
import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';

/** A file that was shared, with its content. */
export interface SharedFile {
  id: string;
  name: string;
  title: string;
  content: string;
}

interface Upload {
  fileId: string;
  name: string;
  length: number;
  /** null: nothing was sent yet. */
  content: string | null;
}

export interface Uploads {
  /** @returns the file's ID, and where its content has to be sent */
  begin(name: string, length: number): { fileId: string; path: string };
  /** Takes the file for sharing; null: there is none, or nothing was sent. Each can be taken once. */
  take(fileId: string, title: string): SharedFile | null;
  /** The file with this ID once it is shared. */
  shared(fileId: string): SharedFile | null;
  /** Keeps what was sent; false: unknown address, or another length than was announced. */
  receive(ticket: string, content: string): boolean;
}

/** The uploads of one workspace. */
export function createUploads(ids: Ids, changes: Changes): Uploads {
  const uploads = new Map<string, Upload>();
  const files = new Map<string, SharedFile>();
  return {
    begin: (name, length) => {
      const fileId = ids.next('F');
      const ticket = ids.hex(24);
      uploads.set(ticket, { fileId, name, length, content: null });
      return { fileId, path: `upload/v1/${ticket}` };
    },
    take: (fileId, title) => {
      const [ticket, upload] = [...uploads].find(([, candidate]) => candidate.fileId === fileId) ?? [];
      if (!ticket || !upload || upload.content === null) return null;
      uploads.delete(ticket);
      const file = { id: fileId, name: upload.name, title: title || upload.name, content: upload.content };
      files.set(fileId, file);
      return file;
    },
    shared: (fileId) => files.get(fileId) ?? null,
    receive: (ticket, content) => {
      const upload = uploads.get(ticket);
      if (!upload || Buffer.byteLength(content) !== upload.length) return false;
      upload.content = content;
      changes.notify();
      return true;
    },
  };
}

/** The file object of messages. */
export function fileJson(file: SharedFile, baseUrl: string): JsonObject {
  const address = `${baseUrl}files/${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    filetype: file.name.split('.').at(-1) ?? '',
    size: Buffer.byteLength(file.content),
    mode: 'hosted',
    url_private: address,
    url_private_download: address,
  };
}

/** The content of a multipart form's first file, or the body itself. */
async function contentOf({ headers, body }: HttpRequest): Promise<string> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const file = [...form.values()].find((value) => typeof value !== 'string');
  return file ? file.text() : '';
}

/** Where contents are sent to, and where a shared file is read. Faults are ordered under the name `upload_url`; all but `http` break the line. */
export function uploadRoutes(uploads: Uploads, faults: Faults): Route[] {
  return [
    {
      method: 'POST',
      path: '/upload/v1/:ticket',
      handle: async (request) => {
        const fault = faults.take('upload_url');
        if (fault?.kind === 'http') return text('', fault.status);
        if (fault) return hangUp();
        const content = await contentOf(request);
        const isTaken = uploads.receive(request.params.ticket ?? '', content);
        return isTaken ? text(`OK - ${Buffer.byteLength(content)}`) : text('upload failed', 400);
      },
    },
    {
      method: 'GET',
      path: '/files/:id/:name',
      handle: ({ params }) => {
        const file = uploads.shared(params.id ?? '');
        if (!file) return text('file_not_found', 404);
        return text(file.content, 200, { 'content-disposition': 'attachment' });
      },
    },
  ];
}
