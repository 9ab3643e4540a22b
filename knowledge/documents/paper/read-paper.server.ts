import type { DocumentLimits } from '../document-limits';
import type { InputFile } from '../parsed-document';
import { refuse, type Refusal } from '../refusal';
import { sniffFormat } from '../sniff-format';
import type { PaperForm } from './paper-form';
import { readDocxPaper } from './read-docx-paper.server';
import { readSheetPaper } from './read-sheet-paper.server';

export type PaperOutcome = { ok: true; paper: PaperForm } | { ok: false; refusal: Refusal };

/** Reads a printed form from a Word document or a workbook. Throws `RefusedFile`, for other files too. */
export async function readPaper({ bytes, name }: InputFile, limits: DocumentLimits): Promise<PaperForm> {
  const format = sniffFormat(bytes, name);
  if (format === 'docx') return readDocxPaper(bytes, limits);
  return format === 'spreadsheet' ? readSheetPaper(bytes, limits) : refuse('not-a-printed-form');
}
