import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import * as cases from '~/app/routes/desk.cases.$id';
import * as caseFile from '~/app/routes/desk.cases.$id_.files.$fileId';
import * as exportFile from '~/app/routes/desk.forms.$id_.exports_.$exportId';
import * as saveDesign from '~/app/routes/desk.forms.$id_.save';
import * as versions from '~/app/routes/desk.forms.$id_.versions';
import * as draftFile from '~/app/routes/drafts.$id_.files_.$fileId';
import * as save from '~/app/routes/drafts.$id_.save';
import * as submit from '~/app/routes/drafts.$id_.submit';
import * as uploads from '~/app/routes/drafts.$id_.uploads';
import * as upload from '~/app/routes/drafts.$id_.uploads_.$uploadId';
import * as receiptPdf from '~/app/routes/receipts.$number[.]pdf';
import { startSession } from '~/app/session/start-session.server';
import { exportsDir } from '~/forms/exports/export-file.server';
import { requestExport } from '~/forms/exports/request-export.server';
import { writeExportHandler } from '~/forms/exports/write-export.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { crc32 } from '~/forms/upload/crc32';
import { openReader } from '~/prisma/database.server';
import { answers, buildCity, member, noon, publish, reviewer } from '~/test/forms/small-city';
import { useDatabase } from '~/test/setup/database';
import { openRouteServer } from '~/test/setup/route-server';

/** Abuse cases 10 and 15 on forms by real requests through all of the server's layers. */
const database = useDatabase();
const { db } = database;
let server: Awaited<ReturnType<typeof openRouteServer>>;
let formId: string;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  await buildCity(db);
  ({ formId } = await publish(db, 'rd'));
  await db.appointment.create({ data: { personId: 'ding', departmentId: 'science', role: 'designer' } });
  const routes = {
    'drafts/:id/save': save,
    'drafts/:id/submit': submit,
    'drafts/:id/uploads': uploads,
    'drafts/:id/uploads/:uploadId': upload,
    'drafts/:id/files/:fileId': draftFile,
    'desk/cases/:id': cases,
    'desk/cases/:id/files/:fileId': caseFile,
    'desk/forms/:id/save': saveDesign,
    'desk/forms/:id/versions': versions,
    'desk/forms/:id/exports/:exportId': exportFile,
    'receipts/:number.pdf': receiptPdf,
  };
  server = await openRouteServer(database, routes, noon);
  for (const personId of ['lin', 'shen', 'ding']) {
    const enterpriseId = personId === 'lin' ? 'zhizao' : null;
    const token = await startSession(db, { personId, now: noon, enterpriseId });
    cookies[personId] = `hq_session=${token}`;
  }
});
afterAll(() => server.close());

const draftOf = async () => {
  const start = { form: 'rd', enterpriseId: 'zhizao', fresh: true };
  return (await startDraft({ db, now: () => noon, signingKey: server.services.signingKey }, member, start))
    .draftId;
};

function ask(
  who: string,
  address: string,
  { method = 'GET', body, headers = {} }: { method?: string; body?: unknown; headers?: object } = {},
) {
  const isBytes = body instanceof Uint8Array;
  return fetch(`${server.url}${address}`, {
    method,
    redirect: 'manual',
    headers: {
      cookie: cookies[who] ?? '',
      ...(body !== undefined && {
        'Content-Type': isBytes ? 'application/octet-stream' : 'application/json',
      }),
      ...headers,
    },
    ...(body !== undefined && { body: isBytes ? (body as never) : JSON.stringify(body) }),
  });
}

const ownPage = () => ({ 'Sec-Fetch-Site': 'same-origin', Origin: server.url });

describe('abuse 10: another site makes a signed-in browser send', () => {
  const evidence = [
    ['a browser that says so', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example.cn' }],
    ['a page of a sister domain', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://a.example.cn' }],
    ['an older browser', { Origin: 'https://evil.example.cn' }],
    ['a sandboxed frame', { Origin: 'null' }],
    ['a browser that says nothing', {}],
  ] as const;

  test.each(evidence)('%s: nothing is saved, filed, uploaded, decided or published', async (_, headers) => {
    const id = await draftOf();
    const before = await db.draft.findUniqueOrThrow({ where: { id } });
    const draft = { revision: before.revision, data: answers };
    const file = { path: 'report', name: '报告.pdf', sizeBytes: 10, fingerprint: 'x' };
    const sent: [who: string, address: string, body: unknown][] = [
      ['lin', `/drafts/${id}/save`, draft],
      ['lin', `/drafts/${id}/submit`, draft],
      ['lin', `/drafts/${id}/uploads`, file],
      ['shen', '/desk/cases/any', { do: 'decide', decision: 'approve' }],
      ['ding', `/desk/forms/${formId}/save`, { revision: 1, title: '改', definition: { components: [] } }],
      ['ding', `/desk/forms/${formId}/versions`, { intent: 'propose' }],
    ];
    for (const [who, address, body] of sent) {
      const refused = await ask(who, address, { method: 'POST', body, headers });
      expect([address, refused.status]).toEqual([address, 403]);
      expect(await refused.json()).toMatchObject({ code: 'cross-site' });
    }
    expect(await db.draft.findUniqueOrThrow({ where: { id } })).toEqual(before);
    expect(await db.draftUpload.count({ where: { draftId: id } })).toBe(0);
    expect(await db.formVersion.count({ where: { formId } })).toBe(1);
  });

  test('a form that the other site posts, with the type that needs no leave, is refused as well', async () => {
    const id = await draftOf();
    const headers = { 'Content-Type': 'text/plain', Origin: 'https://evil.example.cn' };
    const refused = await ask('lin', `/drafts/${id}/submit`, { method: 'POST', body: answers, headers });
    expect(refused.status).toBe(403);
    expect((await db.draft.findUniqueOrThrow({ where: { id } })).submittedAt).toBeNull();
  });

  test('the page itself may: the same requests are taken', async () => {
    const id = await draftOf();
    const { revision } = await db.draft.findUniqueOrThrow({ where: { id } });
    const body = { revision, data: { ...answers, contact: '林晓' } };
    const taken = await ask('lin', `/drafts/${id}/save`, { method: 'POST', body, headers: ownPage() });
    expect(taken.status).toBe(200);
    expect((await db.draft.findUniqueOrThrow({ where: { id } })).revision).toBe(revision + 1);
  });
});

describe('abuse 15: what was uploaded comes back as a file, and as nothing else', () => {
  /** As the page uploads: begin, a piece, finish. */
  async function send(draftId: string, name: string, bytes: Uint8Array) {
    const file = {
      path: 'report',
      name,
      sizeBytes: bytes.length,
      fingerprint: `${name} ${String(bytes.length)}`,
    };
    const headers = ownPage();
    const begun = await ask('lin', `/drafts/${draftId}/uploads`, { method: 'POST', body: file, headers });
    if (!begun.ok) return begun;
    const { uploadId } = (await begun.json()) as { uploadId: string };
    const address = `/drafts/${draftId}/uploads/${uploadId}`;
    await ask('lin', `${address}?offset=0&crc=${crc32(bytes)}`, { method: 'PUT', body: bytes, headers });
    return ask('lin', address, { method: 'POST', headers });
  }

  const expectDownload = (answer: Response, type: string) => {
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename/);
    expect(answer.headers.get('x-content-type-options')).toMatch(/^nosniff/);
    expect(answer.headers.get('cache-control')).toContain('no-store');
  };

  test.each([
    ['a page', '<!doctype html><script>alert(document.cookie)</script>'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a page behind blanks', ' \n\n<html onload=alert(1)>'],
  ])('%s isn’t taken under any name, and nothing of it is kept', async (_, text) => {
    const id = await draftOf();
    for (const name of ['报告.pdf', '报告.html', '报告.svg', '报告.png']) {
      const refused = await send(id, name, strToU8(text));
      expect([name, refused.status]).toEqual([name, 422]);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
    }
    expect(await db.storedFile.count({ where: { ownerId: id } })).toBe(0);
  });

  test('a document with a wicked name is downloaded by the firm and the department, sandboxed, and by nobody else', async () => {
    const id = await draftOf();
    const name = '"><script>alert(1)</script>\r\nX-Evil: 1.pdf';
    const pdf = strToU8('%PDF-1.7\n<script>app.alert(1)</script>\n%%EOF');
    const answer = await send(id, name, pdf);
    expect(answer.status).toBe(200);
    const { fileId } = (await answer.json()) as { fileId: string };
    const mine = await ask('lin', `/drafts/${id}/files/${fileId}`);
    expectDownload(mine, 'application/pdf');
    expect(mine.headers.get('content-security-policy')).toContain("default-src 'none'; sandbox");
    expect(mine.headers.get('x-evil')).toBeNull();
    expect(mine.headers.get('content-disposition')).not.toMatch(/[<>"]/);
    expect(new Uint8Array(await mine.arrayBuffer())).toEqual(pdf);
    // The department sees it once it is filed; until then, and for others, there is no such file.
    expect((await ask('shen', `/desk/cases/any/files/${fileId}`)).status).toBe(404);
    expect((await ask('nobody', `/drafts/${id}/files/${fileId}`)).status).toBe(302);
    const { revision } = await db.draft.findUniqueOrThrow({ where: { id } });
    const report = [
      { fileId, storage: 'own', name, originalName: name, size: pdf.length, type: 'application/pdf' },
    ];
    const body = { revision, data: { ...answers, contact: '林晓', report } };
    const filed = await ask('lin', `/drafts/${id}/submit`, { method: 'POST', body, headers: ownPage() });
    expect(filed.status).toBe(200);
    const { receiptNumber } = (await filed.json()) as { receiptNumber: string };
    expectDownload(await ask('shen', `/desk/cases/any/files/${fileId}`), 'application/pdf');
    expectDownload(await ask('lin', `/receipts/${receiptNumber}.pdf`), 'application/pdf');
    expect((await ask('ding', `/receipts/${receiptNumber}.pdf`)).status).toBe(404);

    const { settings } = server.services;
    const deps = {
      ...{ db, sql: server.services.sql, now: () => noon, locale: 'zh-CN' as const },
      ...{ filesDir: settings.filesDir, exportsDir: exportsDir(settings) },
      openReader: () => openReader(database.file),
    };
    const exportId = await requestExport(deps, reviewer, { formId, format: 'csv', choice: {} });
    const job = { id: 'job', payload: { exportId } as never, attempt: 1, progress: () => Promise.resolve() };
    await writeExportHandler(deps)({ ...job, signal: new AbortController().signal });
    expectDownload(await ask('shen', `/desk/forms/${formId}/exports/${exportId}`), 'text/csv; charset=utf-8');
    expect((await ask('ding', `/desk/forms/${formId}/exports/${exportId}`)).status).toBe(403);
  });
});
