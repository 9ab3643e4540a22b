import { valueAt } from '~/forms/definition/data-path';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { FieldWords } from '~/forms/words/field-words';

import { namesOf } from './draft-versions.server';
import { listFields } from './list-fields';
import { requireDraft, type OpenDraft } from './open-draft.server';

/** One field of a version, against the version before. */
export interface VersionChange {
  path: string;
  label: string;
  oldText: string;
  newText: string;
  /** The new value, to be brought back. */
  value: unknown;
  /** What the field holds now is another one. */
  isGone: boolean;
}

/** A saving of the draft, and what it changed. */
export interface DraftVersionItem {
  id: string;
  /** `aside`: not taken over, because another device was first. */
  kind: 'saved' | 'aside';
  at: Date;
  name: string;
  device: string;
  changes: VersionChange[];
}

/** What was changed in the draft, newest first, for the people of its firm. Throws `NotFoundError`. */
export async function listDraftVersions(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  draftId: string,
  words?: FieldWords,
): Promise<DraftVersionItem[]> {
  const draft = await requireDraft(deps, reader, draftId);
  const rows = await deps.db.draftVersion.findMany({
    where: { draftId },
    orderBy: [{ at: 'asc' }, { revision: 'asc' }],
  });
  const names = await namesOf(
    deps.db,
    rows.map(({ personId }) => personId),
  );
  const saved = rows.filter(({ kind }) => kind === 'saved');
  const items = rows.map((row): DraftVersionItem => {
    const before =
      row.kind === 'saved'
        ? saved[saved.indexOf(row) - 1]
        : saved.filter(({ revision }) => revision <= row.revision).at(-1);
    const { id, at, device, personId } = row;
    const changes = before ? changesOf(draft, dataOf(before), dataOf(row), words) : [];
    const kind = row.kind === 'aside' ? 'aside' : 'saved';
    return { id, kind, at, device, name: names.get(personId ?? '') ?? '', changes };
  });
  return items.filter(({ changes }) => changes.length > 0).reverse();
}

const dataOf = (row: { data: unknown }) => row.data as Record<string, unknown>;

function changesOf(
  draft: OpenDraft,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  words?: FieldWords,
): VersionChange[] {
  const { components } = draft.definition;
  const texts = (data: Record<string, unknown>) =>
    new Map(listFields(components, data, draft.provenance, words).map((row) => [row.path, row]));
  const [old, now, standing] = [texts(before), texts(after), texts(draft.data)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((path): VersionChange[] => {
    const row = now.get(path) ?? old.get(path);
    if (!row || row.calculated || draft.provenance[path]?.locked) return [];
    const [oldText, newText] = [old.get(path)?.text ?? '', now.get(path)?.text ?? ''];
    if (oldText === newText) return [];
    const isGone = (standing.get(path)?.text ?? '') !== newText;
    return [{ path, label: row.label, oldText, newText, value: valueAt(after, path), isGone }];
  });
}
