import { setValueAt, valueAt } from '~/forms/definition/data-path';
import { fieldPathOf, walkFields } from '~/forms/definition/walk-fields';
import { isOpenPath } from '~/forms/submission/keep-closed';
import { valueText } from '~/forms/submission/list-fields';
import { requireFiller } from '~/forms/handover/is-asked-to-seal.server';
import { readSources, requireDraft, type OpenDraft } from '~/forms/submission/open-draft.server';
import { readCorrection } from '~/forms/submission/read-correction.server';
import { ConflictError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { awaitedOf, type Provenance } from './field-provenance';
import { canonicalValue } from './fit-value';
import { writeTaken } from './write-taken.server';

/** Something that the firm's people told the assistant and that a field asks for. */
export interface ChatOffer {
  path: string;
  label: string;
  /** As the field shows it. */
  text: string;
  /** What stands in the field now; "" when nothing does. */
  currentText: string;
  /** The day on which it was said. */
  on: string;
}

type Deps = { db: Db; now: () => Date; signingKey: Buffer };

/**
 * What a draft is offered of what was told in the chat: only what isn't in it already and was said after the last no.
 * `named`: what a correction opens (empty: all).
 */
export function listChatOffers(draft: OpenDraft, offered: Provenance, named: readonly string[]): ChatOffer[] {
  const fields = new Map(walkFields(draft.definition.components).map((field) => [field.path, field]));
  return Object.entries(inOwnRows(draft.provenance, offered)).flatMap(([path, origin]) => {
    const field = fields.get(fieldPathOf(path));
    if (!field || draft.provenance[path]?.locked || (named.length > 0 && !isOpenPath(path, named))) return [];
    if (draft.chatDeclinedAt && new Date(origin.observedAt) <= draft.chatDeclinedAt) return [];
    const { component } = field;
    const current = valueAt(draft.data, path);
    if (canonicalValue(component, current) === canonicalValue(component, origin.value)) return [];
    const label = origin.row === undefined ? field.label : `${field.label}（${origin.row}）`;
    const text = valueText(component, origin.value);
    const on = cityDate(new Date(origin.observedAt));
    return [{ path, label, text, currentText: valueText(component, current), on }];
  });
}

/**
 * What is offered for a table's cell, at the place that its row has in the draft: a draft that was begun last year has
 * that year's rows. For a row that the draft doesn't name nothing is offered.
 */
function inOwnRows(held: Provenance, offered: Provenance): Provenance {
  const placed = Object.entries(offered).flatMap(([path, origin]) => {
    if (origin.row === undefined) return [[path, origin] as const];
    const [table = '', column = ''] = path.split(/\[\d+\]/);
    const own = Object.entries(held).find(
      ([one, { row }]) => row === origin.row && one.startsWith(`${table}[`),
    )?.[0];
    const place = own && /^\[\d+\]/.exec(own.slice(table.length))?.[0];
    return place ? [[`${table}${place}${column}`, origin] as const] : [];
  });
  return Object.fromEntries(placed);
}

/**
 * Fills in what was told in the chat, after the person's yes: `paths` of the offers. Throws `NotFoundError`, and
 * `ConflictError` when the draft was saved since `revision` or an offer no longer stands.
 */
export async function takeChatOffers(
  deps: Deps,
  reader: Reader,
  wanted: { draftId: string; revision: number; paths: readonly string[]; device?: string },
): Promise<{ revision: number }> {
  const draft = await requireDraft(deps, reader, wanted.draftId);
  const { fresh } = await readSources(deps, draft);
  const named = (await readCorrection(deps.db, draft.caseId))?.open ?? [];
  const offered = inOwnRows(draft.provenance, fresh.offered);
  const standing = new Set(listChatOffers(draft, fresh.offered, named).map(({ path }) => path));
  if (wanted.paths.some((path) => !standing.has(path))) throw new ConflictError('The offer no longer stands');
  const data = structuredClone(draft.data);
  const provenance = { ...draft.provenance };
  for (const path of wanted.paths) {
    const origin = offered[path];
    if (!origin) continue;
    setValueAt(data, path, structuredClone(origin.value));
    provenance[path] = { ...origin, ...awaitedOf(draft.provenance[path]) };
  }
  const { revision, paths, device } = wanted;
  const from = device === undefined ? {} : { device };
  return writeTaken(deps, reader, draft, {
    data,
    provenance,
    revision,
    paths,
    ...from,
    action: 'draft.chat-taken',
  });
}

/** The firm doesn't want it (or, with `again`, after all to be asked): what is said later is offered anew. */
export async function declineChatOffers(
  deps: Deps,
  reader: Reader,
  { draftId, again }: { draftId: string; again: boolean },
): Promise<void> {
  const draft = await requireDraft(deps, reader, draftId);
  await requireFiller(deps.db, reader, draft.id);
  await deps.db.draft.updateMany({
    where: { id: draft.id, submittedAt: null },
    data: { chatDeclinedAt: again ? null : deps.now(), updatedAt: draft.updatedAt },
  });
}
