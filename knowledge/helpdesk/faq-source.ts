/** A clause that an FAQ rests on, as it stood when the FAQ was written. */
export interface FaqSource {
  passageId: number;
  documentId: string;
  title: string;
  documentNumber: string | null;
  path: string;
  quote: string;
  textKind: string;
}

/** Why an FAQ needs a review: a document that it cites has ended. */
export interface FaqFlag {
  documentId: string;
  title: string;
  /** superseded | expired | repealed | withdrawn */
  ended: 'superseded' | 'expired' | 'repealed' | 'withdrawn';
  /** The first day on which it no longer counts; null when it was withdrawn. */
  on: string | null;
}

/** 《title》文号 第三条: how a source is named in a text. */
export function nameSource({
  title,
  documentNumber,
  path,
}: Pick<FaqSource, 'title' | 'documentNumber' | 'path'>): string {
  return `《${title}》${documentNumber ? `（${documentNumber}）` : ''}${path}`;
}
