import { expect, test } from 'vitest';

import { confirmRecognition } from '~/knowledge/documents/confirm-recognition.server';
import { AccessDeniedError } from '~/prisma/access/access-denied';
import { anonymousReader, systemReader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const { db } = useDatabase();
const deps = { db, now: () => new Date('2026-01-01T00:00:00Z') };

test('a recognised text is confirmed once, taken back, and never by a reader without the right', async () => {
  const face = { titleKey: 'a', title: 'a', metadata: {}, text: 'a', format: 'pdf' };
  await db.document.create({
    data: { ...face, id: 'scan', textHash: '1', textOrigin: 'ocr-unchecked', ocrPages: '1' },
  });
  await db.document.create({ data: { ...face, id: 'text', textHash: '2' } });
  const originOf = async (id: string) => (await db.document.findUniqueOrThrow({ where: { id } })).textOrigin;
  await expect(confirmRecognition(deps, anonymousReader, 'scan', true)).rejects.toThrow(AccessDeniedError);
  await confirmRecognition(deps, systemReader, 'scan', true);
  await confirmRecognition(deps, systemReader, 'scan', true);
  expect(await originOf('scan')).toBe('ocr-confirmed');
  await confirmRecognition(deps, systemReader, 'scan', false);
  expect(await originOf('scan')).toBe('ocr-unchecked');
  await confirmRecognition(deps, systemReader, 'text', true);
  expect(await originOf('text')).toBe('original');
  const entries = await db.auditEntry.findMany({ orderBy: { seq: 'asc' }, select: { action: true } });
  expect(entries.map(({ action }) => action)).toEqual([
    'document.recognition-confirmed',
    'document.recognition-reopened',
  ]);
});
