import { isIsoDate } from '~/prisma/calendar/city-date';

import { documentKinds, type DocumentKind } from './document-kind';
import { metadataFields, type DocumentMetadata, type FoundValue, type MetadataField } from './metadata';
import type { ParsedDocument } from './parsed-document';
import { nation, regionName } from './region';

/** What the caller knows of a document and puts before what the text says. */
export interface KnownFields extends Partial<Record<MetadataField, string>> {
  kind?: DocumentKind;
  textKind?: 'original' | 'key-points';
}

/** The columns of a document that come from its metadata. */
export interface DocumentColumns {
  documentNumber: string | null;
  issuer: string | null;
  region: string;
  adoptedOn: string | null;
  issuedOn: string | null;
  effectiveFrom: string | null;
  expiresOn: string | null;
  kind: DocumentKind;
  textKind: 'original' | 'key-points';
  /** found: effect or expiry were read from the text and wait for a person's word. */
  datesState: 'found' | 'given';
}

const dateFields: readonly string[] = ['adoptedOn', 'issuedOn', 'effectiveFrom', 'expiresOn', 'repealedOn'];

/**
 * Joins what the text states with the front matter and with what the caller knows; the later outranks the earlier, and
 * each value keeps where it came from. Values that can't be (a date that doesn't exist) are left out.
 */
export function joinFields(
  parsed: Pick<ParsedDocument, 'metadata' | 'frontMatter' | 'kind'>,
  known: KnownFields = {},
): { columns: DocumentColumns; metadata: DocumentMetadata } {
  const fields: DocumentMetadata['fields'] = { ...parsed.metadata.fields };
  const put = (values: Record<string, unknown>, from: FoundValue['from']) => {
    for (const field of [...metadataFields, 'kind', 'textKind'] as const) {
      const value = values[field];
      if (typeof value === 'string' && isUsable(field, value)) {
        fields[field] = { value, words: value, start: null, end: null, from };
      }
    }
  };
  put(parsed.frontMatter, 'front-matter');
  put({ ...known }, 'command');
  return {
    columns: columnsOf(fields, parsed.kind),
    metadata: { fields, relations: parsed.metadata.relations, history: [] },
  };
}

/** The columns that the fields make; what isn't known is null, and the region the nation's. */
export function columnsOf(fields: DocumentMetadata['fields'], kind: DocumentKind): DocumentColumns {
  const value = (field: keyof DocumentMetadata['fields']) => fields[field]?.value || null;
  return {
    documentNumber: value('documentNumber'),
    issuer: value('issuer'),
    region: value('region') ?? nation,
    adoptedOn: value('adoptedOn'),
    issuedOn: value('issuedOn'),
    effectiveFrom: value('effectiveFrom'),
    expiresOn: value('expiresOn'),
    kind: (value('kind') as DocumentKind | null) ?? kind,
    textKind: value('textKind') === 'key-points' ? 'key-points' : 'original',
    datesState: isOpen(fields.effectiveFrom) || isOpen(fields.expiresOn) ? 'found' : 'given',
  };
}

/** Whether a value was found in the text or the file's name and nobody has confirmed it yet. */
export function isOpen(found: FoundValue | undefined): boolean {
  return (
    found !== undefined &&
    found.confirmedBy === undefined &&
    ['text', 'amendment', 'file-name'].includes(found.from)
  );
}

/** Whether a value can be one of the field. */
export function isUsable(field: string, value: string): boolean {
  if (dateFields.includes(field)) return isIsoDate(value);
  if (field === 'region') return regionName(value) !== null || /^\d{6}$/.test(value);
  if (field === 'kind') return (documentKinds as readonly string[]).includes(value);
  if (field === 'textKind') return value === 'original' || value === 'key-points';
  return value.trim() !== '' && value.length <= 200;
}
