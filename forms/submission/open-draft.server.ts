import type { FormDefinition } from '~/forms/definition/form-definition';
import { fieldPathOf, walkFields } from '~/forms/definition/walk-fields';
import type { FieldProvenance, Provenance } from '~/forms/prefill/field-provenance';
import { canonicalValue } from '~/forms/prefill/fit-value';
import { prefillVersion } from '~/forms/prefill/load-prefill-facts.server';
import { refreshPrefill } from '~/forms/prefill/refresh-prefill';
import { checkLock, signLock, type SignedLock } from '~/forms/prefill/sign-lock.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { noteForeignAccess } from './note-foreign-access.server';
import type { ServerValue } from './own-values';

/** What is read with a draft. */
export const withVersion = {
  formVersion: { include: { form: { include: { department: true } } } },
  enterprise: { select: { name: true, creditCode: true } },
  submission: { select: { id: true, receipt: { select: { number: true } } } },
} satisfies Prisma.DraftInclude;

/** A draft's row with its form, and its JSON columns in their types. */
export type OpenDraft = Omit<
  Prisma.DraftGetPayload<{ include: typeof withVersion }>,
  'data' | 'provenance' | 'locks'
> & {
  data: Record<string, unknown>;
  provenance: Provenance;
  locks: Record<string, SignedLock>;
  definition: FormDefinition;
};

/** How long a lock holds without its source: a register may be down for a while, not for ever. */
const lockDays = 30;

/** The draft of an enterprise that the reader acts for. Throws `NotFoundError`, noting whoever asks for another's. */
export async function requireDraft(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  draftId: string,
): Promise<OpenDraft> {
  const row = await deps.db.draft.findFirst({
    where: { id: draftId, enterpriseId: { in: [...reader.enterpriseIds] } },
    include: withVersion,
  });
  if (!row) {
    const foreign = await deps.db.draft.findUnique({
      where: { id: draftId },
      select: { enterpriseId: true },
    });
    await noteForeignAccess(deps, reader, {
      kind: 'draft',
      id: draftId,
      enterpriseId: foreign?.enterpriseId,
    });
    throw new NotFoundError('draft', draftId);
  }
  return openDraftOf(row);
}

/** A draft's row with its JSON columns in their types. The right to it is the caller's to check. */
export function openDraftOf(row: Prisma.DraftGetPayload<{ include: typeof withVersion }>): OpenDraft {
  return {
    ...row,
    data: row.data as Record<string, unknown>,
    provenance: row.provenance as unknown as Provenance,
    locks: row.locks as unknown as Record<string, SignedLock>,
    definition: row.formVersion.definition as unknown as FormDefinition,
  };
}

/** The draft beside its sources as they stand now. */
export async function readSources(
  deps: { db: Db; now: () => Date; signingKey: Buffer },
  draft: OpenDraft,
  accepts?: (path: string) => boolean,
) {
  const { components } = draft.definition;
  const { enterpriseId, formVersionId, id: draftId } = draft;
  const fresh = await prefillVersion(deps, { formId: draft.formVersion.formId, enterpriseId, components });
  const fields = new Map(walkFields(components).map((field) => [field.path, field.component]));
  const lockHolds = (path: string) => {
    const [component, origin] = [fields.get(fieldPathOf(path)), draft.provenance[path]];
    if (!component || !origin) return false;
    const value = canonicalValue(component, origin.value);
    const locked = { draftId, enterpriseId, formVersionId, path, fact: lockedFact(origin), value };
    return checkLock(deps.signingKey, locked, draft.locks[path], deps.now()) === 'valid';
  };
  return { fresh, ...refreshPrefill(components, draft, fresh, lockHolds, accepts) };
}

/** Signs the locked fields of a draft. */
export function signLocks(
  deps: { now: () => Date; signingKey: Buffer },
  draft: {
    id: string;
    enterpriseId: string;
    formVersionId: string;
    definition: FormDefinition;
    provenance: Provenance;
  },
): Record<string, SignedLock> {
  const expires = new Date(deps.now().valueOf() + lockDays * 86_400_000);
  const locks: Record<string, SignedLock> = {};
  const fields = new Map(
    walkFields(draft.definition.components).map((field) => [field.path, field.component]),
  );
  for (const [path, origin] of Object.entries(draft.provenance)) {
    const component = fields.get(fieldPathOf(path));
    if (!origin.locked || !component) continue;
    const value = canonicalValue(component, origin.value);
    const { id: draftId, enterpriseId, formVersionId } = draft;
    const locked = { draftId, enterpriseId, formVersionId, path, fact: lockedFact(origin), value };
    locks[path] = signLock(deps.signingKey, locked, expires);
  }
  return locks;
}

/** What a lock is bound to: the fact, or in a table the row that the form itself made. */
function lockedFact({ fact, row }: FieldProvenance): string {
  return fact ?? `row:${row ?? ''}`;
}

/** What the platform gives, whatever a client sends: locked values, and what was filled into hidden and disabled fields. */
export function serverValuesOf(provenance: Provenance): Record<string, ServerValue> {
  return Object.fromEntries(
    Object.entries(provenance).map(([path, { value, locked }]) => [path, { value, locked }]),
  );
}

/** The data paths whose values are the platform's. */
export function lockedPaths(provenance: Provenance): Set<string> {
  return new Set(Object.keys(provenance).filter((path) => provenance[path]?.locked));
}
