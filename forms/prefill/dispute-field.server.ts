import { requireDraft } from '~/forms/submission/open-draft.server';
import { disputeWithProof, type Proof } from '~/knowledge/enterprises/dispute-with-proof.server';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { parseTypedValue } from '~/knowledge/enterprises/parse-typed-value';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { FieldDispute } from './field-provenance';
import { listFieldDisputes } from './list-field-disputes.server';

/** What the firm says of a value in its draft, as typed. */
export interface FieldToDispute {
  draftId: string;
  path: string;
  value: string;
  reason: string;
  /** A file of the firm's that proves it. */
  proof: Proof | null;
}

/**
 * Raises a 异议 from the field that shows the value; the value stays, and the application can be filed meanwhile. The
 * proof is kept last, when all else holds. Throws `NotFoundError`, `InvalidInputError` by field, `ConflictError` when
 * one is open already.
 */
export async function disputeField(
  deps: { db: Db; now: () => Date; filesDir: string },
  reader: Reader,
  input: FieldToDispute,
): Promise<FieldDispute> {
  const draft = await requireDraft(deps, reader, input.draftId);
  const origin = draft.provenance[input.path];
  if (!origin?.fact) throw new NotFoundError('field', input.path);
  const { fact: key, period } = origin;
  const definition = (await loadCatalogue(deps.db)).get(key);
  if (!definition) throw new NotFoundError('fact', key);
  await disputeWithProof(
    deps,
    {
      reader,
      enterpriseId: draft.enterpriseId,
      key,
      period: period ?? '',
      claimedValue: parseTypedValue(definition, input.value),
      reason: input.reason,
      at: deps.now(),
    },
    input.proof,
  );
  const raised = (await listFieldDisputes(deps.db, draft))[input.path];
  if (!raised) throw new NotFoundError('fact-dispute', input.path);
  return raised;
}
