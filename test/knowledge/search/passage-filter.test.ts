import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { documentStatus } from '~/knowledge/documents/document-status';
import { filterDocuments, type PassageFilter } from '~/knowledge/search/passage-filter';
import { readDocumentIds } from '~/knowledge/search/read-passages.server';
import { anonymousReader, systemReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

import { writeDocument } from './city-documents';

const database = useDatabase();
const sql = database.reader();

const allowed = (filter: Partial<PassageFilter>) =>
  readDocumentIds(sql, filterDocuments({ asOf: '2026-06-15', reader: anonymousReader, ...filter }));

describe('filterDocuments', () => {
  it('agrees with the status of a document on every day', async () => {
    const days = ['2026-06-14', '2026-06-15', '2026-06-16', null];
    const rows = days.flatMap((effectiveFrom) =>
      days.flatMap((expiresOn) =>
        days.flatMap((repealedOn) =>
          days.map((supersededOn) => ({ effectiveFrom, expiresOn, repealedOn, supersededOn })),
        ),
      ),
    );
    await database.db.document.createMany({
      data: rows.map((dates, at) => ({
        id: `d${String(at)}`,
        titleKey: String(at),
        title: String(at),
        metadata: {},
        text: '',
        textHash: '',
        format: 'text',
        ...dates,
      })),
    });
    for (const asOf of ['2026-06-13', '2026-06-14', '2026-06-15', '2026-06-16', '2026-06-17']) {
      const inForce = rows.flatMap((dates, at) =>
        documentStatus(dates, asOf) === 'in-force' ? [`d${String(at)}`] : [],
      );
      expect([...allowed({ asOf })].sort()).toEqual(inForce.sort());
    }
    await database.db.document.deleteMany();
  });

  it('shows drafts to nobody and a department its own papers', async () => {
    await writeDocument(database.db, { title: '公开', id: 'public' }, ['一']);
    await writeDocument(database.db, { title: '草稿', id: 'draft', state: 'in-review' }, ['一']);
    await writeDocument(
      database.db,
      { title: '内部', id: 'own', audience: 'department', departmentId: 'tax' },
      ['一'],
    );
    await writeDocument(database.db, { title: '无主', id: 'nobodys', audience: 'department' }, ['一']);
    const person = (departmentId: string | null): Reader => ({
      ...anonymousReader,
      kind: 'person',
      appointments: [{ role: 'helpdesk', departmentId }],
    });
    expect([...allowed({})]).toEqual(['public']);
    expect([...allowed({ reader: person('jobs') })]).toEqual(['public']);
    expect([...allowed({ reader: person(null) })]).toEqual(['public']);
    expect([...allowed({ reader: person('tax') })].sort()).toEqual(['own', 'public']);
    expect([...allowed({ reader: systemReader })].sort()).toEqual(['nobodys', 'own', 'public']);
  });

  it('never puts what it was given into the statement', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), fc.string(), (regions, departmentId) => {
        const face = { asOf: '2026-06-15', reader: anonymousReader };
        const { sql: words, args } = filterDocuments({ ...face, regions, departmentId });
        const harmless = { ...face, regions: regions.map(() => '1'), departmentId: '1' };
        expect(words).toBe(filterDocuments(harmless).sql);
        expect(words.split('?')).toHaveLength(args.length + 1);
        expect(args.slice(-1)).toEqual([departmentId]);
      }),
    );
  });
});
