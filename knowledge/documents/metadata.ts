import type { FoundRelation } from './relations/relation-kind';

/** A value and the words of the text that state it, with their place; what a person corrected names the person. */
export interface FoundValue {
  value: string;
  /** The words, as in the text or in the file's name or front matter. */
  words: string;
  /** Where the words stand in Document.text; null when they stand elsewhere. */
  start: number | null;
  end: number | null;
  /** text: stated. amendment: the day of the last amendment. file-name, front-matter, command, correction. */
  from: 'text' | 'amendment' | 'file-name' | 'front-matter' | 'command' | 'correction';
  correctedBy?: string;
  correctedAt?: string;
  /** Who looked at what was found and let it stand. */
  confirmedBy?: string;
  confirmedAt?: string;
}

export const metadataFields = [
  'documentNumber',
  'issuer',
  'region',
  'adoptedOn',
  'issuedOn',
  'effectiveFrom',
  'expiresOn',
  'repealedOn',
] as const;
export type MetadataField = (typeof metadataFields)[number];

/** `Document.metadata`: what was found for each field, what stood there before a correction, and the relations. */
export interface DocumentMetadata {
  fields: Partial<Record<MetadataField | 'title' | 'kind' | 'textKind', FoundValue>>;
  relations: FoundRelation[];
  history: {
    field: string;
    before: FoundValue | null;
    after: FoundValue | null;
    by: string | null;
    at: string;
    reason?: string;
  }[];
}
