import type { Locale } from '~/app/words/merge-words';
import { translator } from '~/app/words/translator';
import type { SourcePassage } from '~/knowledge/answers/source-passage';

/** The document's number, or its title in book marks when it has none. */
export function documentName({
  documentNumber,
  title,
}: {
  documentNumber: string | null;
  title: string;
}): string {
  return documentNumber ?? `《${title}》`;
}

/** 云江科发〔2026〕12号 第六条 */
export function sourceName(passage: Pick<SourcePassage, 'documentNumber' | 'title' | 'path'>): string {
  return [documentName(passage), passage.path].filter((part) => part !== '').join(' ');
}

/** The same for a heading: key points say wherever they are quoted that they aren't the text (要点（非原文）). */
export function quotedSource(
  passage: Pick<SourcePassage, 'documentNumber' | 'title' | 'path' | 'textKind'>,
  locale: Locale,
): string {
  const name = sourceName(passage);
  return passage.textKind === 'key-points' ? `${name} · ${translator(locale)('documents.key-points')}` : name;
}
