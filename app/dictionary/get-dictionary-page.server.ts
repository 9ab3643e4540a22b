import { z } from 'zod';

import type { Services } from '~/app/services.server';
import { editableEntries, listEntries, listHints } from '~/knowledge/search/dictionary/list-entries.server';
import { listDictionaryChanges } from '~/knowledge/search/dictionary/list-changes.server';
import { entryKinds } from '~/knowledge/search/understanding/dictionary-entry';
import { understandQuestion } from '~/knowledge/search/understanding/understand-question';
import type { Reader } from '~/prisma/access/reader';

import { readEntryForm, type EntryFields } from './read-entry-form';

export const pageSize = 50;

const querySchema = z.object({
  q: z.string().trim().max(100).catch(''),
  kind: z.enum(entryKinds).optional().catch(undefined),
  own: z.literal('on').optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  try: z.string().trim().max(500).catch(''),
  new: z.enum(entryKinds).optional().catch(undefined),
  edit: z.string().max(64).optional().catch(undefined),
});

/** All that the dictionary's page shows, by its address. */
export async function getDictionaryPage(services: Services, reader: Reader, url: URL) {
  const { db, sql, now, dictionary } = services;
  const query = querySchema.parse(Object.fromEntries(url.searchParams));
  const found = await listEntries(
    db,
    reader,
    { q: query.q, ...(query.kind && { kind: query.kind }), own: query.own === 'on' },
    { page: query.page, pageSize },
  );
  const editing = query.edit
    ? await db.dictionaryEntry.findFirst({ where: { AND: [{ id: query.edit }, editableEntries(reader)] } })
    : null;
  const prefilled: (EntryFields & { id?: string }) | null = query.new
    ? { ...readEntryForm((name) => url.searchParams.get(name) ?? ''), kind: query.new }
    : null;
  return {
    query,
    ...found,
    pageSize,
    hints: listHints(sql, now),
    changes: await listDictionaryChanges(db, reader),
    tried: query.try === '' ? null : understandQuestion(query.try, dictionary.current()),
    draft: editing
      ? {
          id: editing.id,
          kind: editing.kind,
          term: editing.term,
          targets: editing.targets as string[],
          weight: editing.weight,
          note: editing.note,
        }
      : prefilled,
  };
}

export type DictionaryPageData = Awaited<ReturnType<typeof getDictionaryPage>>;
