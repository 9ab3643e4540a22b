import { findSourcePages } from '~/app/policies/find-source-pages.server';
import type { PolicySource } from '~/knowledge/policies/policy-content';
import type { Db } from '~/prisma/database.server';

import type { SourceText } from './editor-context';

/** The clauses that a policy's sources name, as the library has them: source → page and text. */
export async function readSourceTexts(
  db: Db,
  sources: readonly PolicySource[],
): Promise<Record<string, SourceText>> {
  const whole = sources.filter(({ documentTitle }) => documentTitle);
  const pages = await findSourcePages(db, whole);
  const idOf = (href: string | null) => Number(/[?&]mark=(\d+)/.exec(href ?? '')?.[1] ?? 0);
  const passages = await db.passage.findMany({
    where: { id: { in: pages.map(({ href }) => idOf(href)).filter((id) => id > 0) } },
    select: { id: true, text: true },
  });
  return Object.fromEntries(
    pages.map(({ id, href }) => [
      id,
      { href, text: passages.find((passage) => passage.id === idOf(href))?.text ?? null },
    ]),
  );
}
