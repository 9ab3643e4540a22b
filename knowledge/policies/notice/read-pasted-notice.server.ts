import type { Db } from '~/prisma/database.server';

import { findMetadata } from '../../documents/find-metadata';
import { findTitle } from '../../documents/find-title';
import { regionName } from '../../documents/region';
import { splitPassages } from '../../documents/split-passages';
import { loadCatalogue } from '../../enterprises/load-catalogue.server';
import { mostPastedLetters } from './pasted-notice';
import type { DocumentNotice } from './read-document-notice.server';
import { readNotice } from './read-notice';

/**
 * Reads a text that was pasted as a notice: its title, number and dates as a document's are found, its clauses by the
 * same rules. It belongs to no document: `id` is empty. `region` stands in where the text names none.
 */
export async function readPastedNotice(
  { db }: { db: Db },
  text: string,
  { region }: { region: string },
): Promise<DocumentNotice> {
  const raw = text
    .slice(0, mostPastedLetters)
    .split(/\r?\n/)
    .map((line) => ({ text: line.replace(/^[\s\u3000]+|[\s\u3000]+$/g, '') }))
    .filter((line) => line.text !== '');
  const titled = findTitle(raw, '粘贴的通知');
  const split = splitPassages(titled.lines);
  const { fields } = findMetadata({ ...split, title: titled.title, fileName: '' });
  const code = fields.region?.value ?? region;
  const name = regionName(code);
  const knowledge = {
    catalogue: await loadCatalogue(db),
    region: { code, names: name ? [name, name.replace(/[省市]$/, '')] : [] },
  };
  const passages = split.passages.map(({ path, text: words }, id) => ({ id, path, text: words }));
  return {
    document: {
      id: '',
      title: titled.title,
      documentNumber: fields.documentNumber?.value ?? null,
      region: code,
      effectiveFrom: fields.effectiveFrom?.value ?? null,
      expiresOn: fields.expiresOn?.value ?? null,
      departmentId: null,
    },
    notice: readNotice(passages, knowledge),
    passages,
  };
}
