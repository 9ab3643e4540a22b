import type { SqlReader } from '~/prisma/database.server';

import type { Quotation } from './extract-answer';
import { findReferences } from './find-references';
import { withoutInjected } from './injected-instructions';
import { resolveReferences, type ResolvedReference } from './resolve-references';
import type { SourcePassage } from './source-passage';

/** A resolved reference with the passage that it stands in. */
export type QuotedReference = ResolvedReference & { passage: SourcePassage };

interface Row {
  passageId: number;
  path: string;
  text: string;
}

const item = /^[\s\u3000]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d))/;

/** What the referring words of a quotation point at in its document; reads the document only when there are any. */
export function resolveQuotation(sql: SqlReader, quotation: Quotation): QuotedReference[] {
  const { passage, text, spans } = quotation;
  if (findReferences(text).length === 0 && !item.test(text)) return [];
  const rows = sql
    .all<Row>('SELECT id AS passageId, path, text FROM "Passage" WHERE documentId = ? ORDER BY number', [
      passage.documentId,
    ])
    .map((row) => ({ ...row, text: withoutInjected(row.text) }));
  const found = resolveReferences({ passageId: passage.passageId, text, start: spans[0]?.start ?? 0 }, rows);
  return found.flatMap((reference) => {
    const row = rows.find(({ passageId }) => passageId === reference.passageId);
    if (!row) return [];
    return [
      { ...reference, passage: { ...passage, passageId: row.passageId, path: row.path, text: row.text } },
    ];
  });
}
