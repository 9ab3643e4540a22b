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
