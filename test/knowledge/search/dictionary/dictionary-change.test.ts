import { afterEach, beforeAll, describe, expect, test } from 'vitest';

import type { ChangeContext } from '~/knowledge/evaluation/gate/change-applier';
import { dictionaryApplier } from '~/knowledge/search/dictionary/apply-dictionary-change.server';
import type { DictionaryUndo } from '~/knowledge/search/dictionary/dictionary-change';
import { exportEntries } from '~/knowledge/search/dictionary/export-entries.server';
import { listDictionaryChanges } from '~/knowledge/search/dictionary/list-changes.server';
import { listEntries, listHints } from '~/knowledge/search/dictionary/list-entries.server';
import {
  proposeEntry,
  proposeImport,
  proposeRemoval,
  proposeUndo,
} from '~/knowledge/search/dictionary/propose-dictionary-change.server';
import { openDictionary } from '~/knowledge/search/understanding/open-dictionary.server';
import { understandQuestion } from '~/knowledge/search/understanding/understand-question';
import { AccessDeniedError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type HeldRole, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
let clock = new Date('2026-11-22T08:00:00Z');
const now = () => clock;
const deps = { db, now };
const staff = (role: HeldRole['role'], departmentId: string | null): Reader => ({
  ...anonymousReader,
  kind: 'person',
  personId: `person-${departmentId ?? role}`,
  appointments: [{ role, departmentId }],
});
const science = staff('designer', 'science');
const tax = staff('helpdesk', 'tax');
const administrator = staff('administrator', null);
const fields = { kind: 'synonym', term: '评高企', targets: ['高新技术企业认定'], weight: 0.9, note: '' };

beforeAll(async () => {
  await db.department.createMany({
    data: [
      { id: 'science', name: '科技局' },
      { id: 'tax', name: '税务局' },
    ],
  });
});

afterEach(async () => {
  await db.dictionaryEntry.deleteMany();
  await db.knowledgeChange.deleteMany();
});

/** What the gate does when the check passed. */
async function publish(changeId: string | null): Promise<void> {
  const change = await db.knowledgeChange.findUniqueOrThrow({ where: { id: changeId ?? '' } });
  clock = new Date(clock.valueOf() + 60_000);
  await db.$transaction(async (tx) => {
    const undo = await dictionaryApplier.apply(tx, change.payload as never, contextOf(change));
    await tx.knowledgeChange.update({
      where: { id: change.id },
      data: { state: 'published', undo: undo as object },
    });
  });
}

const contextOf = (change: {
  id: string;
  proposedById: string | null;
  departmentId: string | null;
}): ChangeContext => ({
  where: 'live',
  changeId: change.id,
  proposedById: change.proposedById,
  departmentId: change.departmentId,
  reader: science,
  now: clock,
});

describe('a change of the dictionary', () => {
  test('waits for the gate, then holds, and tells who made it', async () => {
    const { changeId } = await proposeEntry(deps, science, { fields });
    expect(await db.dictionaryEntry.count()).toBe(0);
    expect((await listDictionaryChanges(db, science))[0]).toMatchObject({
      title: '新增词条：评高企',
      state: 'waiting',
      canUndo: false,
    });
    await publish(changeId);
    const { entries, total } = await listEntries(db, science, {}, { page: 1, pageSize: 10 });
    expect(total).toBe(1);
    expect(entries[0]).toMatchObject({
      term: '评高企',
      departmentId: 'science',
      department: '科技局',
      mine: true,
    });
    expect(await db.auditEntry.count({ where: { action: 'dictionary.changed' } })).toBe(1);
  });

  test('is taken back by its undo, whatever was written since', async () => {
    await publish((await proposeEntry(deps, science, { fields })).changeId);
    const [entry] = await db.dictionaryEntry.findMany();
    const changed = { ...fields, targets: ['科技型中小企业'] };
    const { changeId } = await proposeEntry(deps, science, { id: entry?.id ?? '', fields: changed });
    await publish(changeId);
    expect((await db.dictionaryEntry.findFirst())?.targets).toEqual(['科技型中小企业']);
    const change = await db.knowledgeChange.findUniqueOrThrow({ where: { id: changeId ?? '' } });
    await db.$transaction((tx) =>
      dictionaryApplier.revert(tx, change.undo as DictionaryUndo as never, contextOf(change)),
    );
    expect(await db.dictionaryEntry.findMany()).toMatchObject([
      { id: entry?.id, targets: ['高新技术企业认定'] },
    ]);
  });

  test('is undone from the page by a change of its own', async () => {
    await publish((await proposeEntry(deps, science, { fields })).changeId);
    const [entry] = await db.dictionaryEntry.findMany();
    const removal = await proposeRemoval(deps, science, [entry?.id ?? '']);
    await publish(removal.changeId);
    expect(await db.dictionaryEntry.count()).toBe(0);
    expect((await listDictionaryChanges(db, science))[0]).toMatchObject({ canUndo: true });
    expect((await listDictionaryChanges(db, tax)).length).toBe(0);
    await expect(proposeUndo(deps, tax, removal.changeId ?? '')).rejects.toThrow(NotFoundError);
    await publish((await proposeUndo(deps, science, removal.changeId ?? '')).changeId);
    expect(await db.dictionaryEntry.findMany()).toMatchObject([{ term: '评高企', departmentId: 'science' }]);
  });

  test('is refused where the term stands already, is wrong, or is another department’s', async () => {
    await publish((await proposeEntry(deps, science, { fields })).changeId);
    const [entry] = await db.dictionaryEntry.findMany();
    await expect(proposeEntry(deps, tax, { fields })).rejects.toThrow(InvalidInputError);
    await expect(proposeEntry(deps, tax, { fields: { ...fields, term: '' } })).rejects.toMatchObject({
      fields: { term: '请填写词语' },
    });
    await expect(proposeEntry(deps, tax, { id: entry?.id ?? '', fields })).rejects.toThrow(AccessDeniedError);
    await expect(proposeRemoval(deps, tax, [entry?.id ?? ''])).rejects.toThrow(AccessDeniedError);
    await expect(
      proposeEntry(deps, tax, { id: 'gone', fields: { ...fields, term: '新词' } }),
    ).rejects.toThrow(NotFoundError);
    expect(await proposeRemoval(deps, tax, ['gone'])).toEqual({ changeId: null });
    expect((await listEntries(db, tax, {}, { page: 1, pageSize: 10 })).entries[0]?.mine).toBe(false);
    expect((await listEntries(db, administrator, {}, { page: 1, pageSize: 10 })).entries[0]?.mine).toBe(true);
  });

  test('applied twice writes the entry once', async () => {
    const { changeId } = await proposeEntry(deps, science, { fields });
    await publish(changeId);
    await publish(changeId);
    expect(await db.dictionaryEntry.count()).toBe(1);
  });
});

describe('a table', () => {
  const entry = { ...fields, kind: 'synonym' as const, isSample: false };

  test('is imported as one change that leaves alone what is the same', async () => {
    const more = { ...entry, term: '交社保', targets: ['社会保险费征缴'] };
    const first = await proposeImport(deps, science, [entry, more]);
    expect(first).toMatchObject({ added: 2, changed: 0, same: 0 });
    await publish(first.changeId);
    const again = await proposeImport(deps, science, [entry, { ...more, weight: 0.5 }]);
    expect(again).toMatchObject({ added: 0, changed: 1, same: 1 });
    await publish(again.changeId);
    expect(await proposeImport(deps, science, [entry])).toMatchObject({ changeId: null, same: 1 });
    expect(await exportEntries(db)).toContain('口语,交社保,社会保险费征缴,0.5,,否');
  });
});

describe('the dictionary of the process', () => {
  test('follows what is published, finds by words, and knows what a change would do', async () => {
    const live = openDictionary({ sql: database.reader(), now });
    const added = () => understandQuestion('想评高企', live.current()).expansions.map(({ text }) => text);
    expect(added()).toEqual([]);
    const draft = { kind: 'synonym' as const, term: '评高企', targets: ['认定办法'], weight: 1 };
    expect(understandQuestion('想评高企', live.with({ upserts: [draft] })).expansions).toHaveLength(1);
    await publish((await proposeEntry(deps, science, { fields })).changeId);
    expect(added()).toEqual(['高新技术企业认定']);
    expect(understandQuestion('想评高企', live.without()).expansions).toEqual([]);
    const found = await listEntries(
      db,
      science,
      { q: '高新技术', kind: 'synonym', own: true },
      { page: 1, pageSize: 5 },
    );
    expect(found.total).toBe(1);
    expect((await listEntries(db, science, { q: '%' }, { page: 1, pageSize: 5 })).total).toBe(0);
  });

  test('hints say which official words stand in no document', async () => {
    await publish((await proposeEntry(deps, science, { fields })).changeId);
    expect(listHints(database.reader(), now)).toMatchObject({ total: 1, hints: [{ kind: 'unknown' }] });
  });
});
