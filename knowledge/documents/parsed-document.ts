import type { DocumentKind } from './document-kind';
import type { DocumentMetadata } from './metadata';
import type { PassageDraft } from './passage';
import type { Refusal } from './refusal';
import type { FileFormat } from './sniff-format';

/** A file as the parser hands it on: the text, its passages, and what the text says about itself. */
export interface ParsedDocument {
  /** guide-row: a row of a table of service guides. */
  format: FileFormat | 'guide-row';
  mediaType: string;
  title: string;
  titleKey: string;
  kind: DocumentKind;
  text: string;
  /** SHA-256 of the text in hex. */
  textHash: string;
  passages: PassageDraft[];
  metadata: Pick<DocumentMetadata, 'fields' | 'relations'>;
  /** The JSON of a Markdown file's front matter, unchecked. */
  frontMatter: Record<string, unknown>;
  /** Where the text comes from: the file itself, or recognised in its pictures and not checked by anyone. */
  textOrigin: 'original' | 'ocr-unchecked';
  /** Pages whose text was recognised, from 1; empty for most documents. */
  ocrPages: number[];
  /** Where each page of the original begins in the text, in UTF-16 code units; empty where it has no pages. */
  pageStarts: number[];
}

export type ParseOutcome = { ok: true; document: ParsedDocument } | { ok: false; refusal: Refusal };

/** A file to parse; the name only serves for the date in it and to notice a wrong ending. */
export interface InputFile {
  bytes: Uint8Array;
  name: string;
}

/** The files of a ZIP, in its order; those that can't be taken carry the reason. */
export type ArchiveEntry = { name: string; bytes: Uint8Array } | { name: string; refusal: Refusal };
export type UnpackOutcome = { ok: true; entries: ArchiveEntry[] } | { ok: false; refusal: Refusal };
