import type { CitedSource } from '~/app/components/policies/condition-tree';
import type { PolicySource } from '~/knowledge/policies/policy-content';
import type { Db } from '~/prisma/database.server';

import { clauseItem } from './clause-item';

/** A source with where it can be read. */
export interface SourceLink extends CitedSource {
  documentNumber: string | null;
  url: string | null;
}

/**
 * Numbers a policy's sources in order and finds the page of each document, at the clause, among the published ones. A
 * document is known by its number, else by its title.
 */
export async function findSourcePages(db: Db, sources: readonly PolicySource[]): Promise<SourceLink[]> {
  const numbers = sources.flatMap(({ documentNumber }) => (documentNumber ? [documentNumber] : []));
  const documents = await db.document.findMany({
    where: {
      state: 'published',
      audience: 'public',
      OR: [
        { documentNumber: { in: numbers } },
        { title: { in: sources.map(({ documentTitle }) => documentTitle) } },
      ],
    },
    orderBy: [{ effectiveFrom: 'desc' }, { createdAt: 'desc' }],
    select: { id: true, title: true, documentNumber: true },
  });
  const passages = await db.passage.findMany({
    where: { documentId: { in: documents.map(({ id }) => id) } },
    orderBy: { number: 'asc' },
    select: { id: true, documentId: true, path: true, text: true },
  });
  return sources.map((source, index) => {
    const document =
      documents.find(
        ({ documentNumber }) => documentNumber !== null && documentNumber === source.documentNumber,
      ) ?? documents.find(({ title }) => title === source.documentTitle);
    const passage = findPassage(
      passages.filter(({ documentId }) => documentId === document?.id),
      source,
    );
    return {
      id: source.id,
      n: index + 1,
      label: `《${source.documentTitle}》${source.path ? ` ${source.path}` : ''}`,
      href: document
        ? `/documents/${document.id}${markOf(passage, source.quote ?? itemOf(passage, source))}`
        : null,
      documentNumber: source.documentNumber ?? null,
      url: source.url ?? null,
    };
  });
}

type MarkedPassage = { id: number; path: string; text: string };

/** The clause that a source names: by its quoted words, else by its path, spaces and brackets aside. */
function findPassage(passages: readonly MarkedPassage[], source: PolicySource): MarkedPassage | undefined {
  const quoted =
    source.quote === undefined ? undefined : passages.find(({ text }) => text.includes(source.quote ?? ''));
  const path = bare(source.path ?? '');
  if (quoted || path === '') return quoted;
  return (
    passages.find((passage) => bare(passage.path) === path) ??
    passages.find((passage) => bare(passage.path).endsWith(path)) ??
    // An item of a clause lies within its passage.
    passages.find(
      (passage) => clauseItem(passage.text, source.path ?? '') && path.startsWith(bare(passage.path)),
    )
  );
}

function bare(path: string): string {
  return path.replace(/[\s()（）、，《》]/g, '');
}

function itemOf(passage: MarkedPassage | undefined, { path }: PolicySource): string | undefined {
  return (passage && path !== undefined && clauseItem(passage.text, path)) || undefined;
}

function markOf(passage: MarkedPassage | undefined, quote: string | undefined): string {
  if (!passage) return '';
  const words =
    quote !== undefined && passage.text.includes(quote) ? `&quote=${encodeURIComponent(quote)}` : '';
  return `?mark=${passage.id}${words}#p-${passage.id}`;
}
