import { translator } from '~/app/words/translator';
import type { Locale } from '~/app/words/merge-words';
import { documentStatus } from '~/knowledge/documents/document-status';
import type { FaqSource } from '~/knowledge/helpdesk/faq-source';
import type { Db } from '~/prisma/database.server';

import type { TurnEvent } from './turn-answer';
import type { TurnDraft } from './turn-draft';

/**
 * Says of each 常见问答 that an answer cites which department answered when, and cites the clauses that it rests on, so that
 * the reader can check them as those of any document.
 */
export async function* citeFaqSources(
  db: Db,
  draft: TurnDraft,
  locale: Locale,
  today: string,
): AsyncGenerator<TurnEvent, void> {
  const cited = [...new Set(draft.answer.citations.map(({ documentId }) => documentId))];
  const faqs = await db.faq.findMany({
    where: { documentId: { in: cited }, state: 'published' },
    select: { documentId: true, versions: { select: { id: true, sources: true } }, publishedVersionId: true },
  });
  for (const { documentId, versions, publishedVersionId } of faqs) {
    const face = await db.document.findUnique({
      where: { id: documentId ?? '' },
      select: { issuer: true, issuedOn: true },
    });
    const version = versions.find(({ id }) => id === publishedVersionId);
    const marks: string[] = [];
    for (const source of (version?.sources ?? []) as unknown as FaqSource[]) {
      const row = await db.passage.findFirst({
        where: { id: source.passageId, document: { state: 'published', audience: 'public' } },
        include: { document: { omit: { text: true, metadata: true } } },
      });
      if (!row) continue;
      const { title, documentNumber, issuer, textKind, effectiveFrom, expiresOn } = row.document;
      const passage = {
        ...{ passageId: row.id, documentId: row.documentId, path: row.path, text: row.text },
        ...{ title, documentNumber, issuer, textKind, effectiveFrom, expiresOn },
        ...{ status: documentStatus(row.document, today), similarity: null, found: true },
      };
      const { n, event } = draft.cite(passage, source.quote);
      if (event) yield event;
      marks.push(`[${n}]`);
    }
    const params = { department: face?.issuer ?? '', date: face?.issuedOn ?? '' };
    const words = translator(locale)('chat.faq.note', params);
    yield draft.addText('note', 'extractive', `${words} ${marks.join(' ')}`.trim());
  }
}
