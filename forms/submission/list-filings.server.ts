import type { Provenance } from '~/forms/prefill/field-provenance';
import { NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { Filing } from './filing';
import { noteForeignAccess } from './note-foreign-access.server';

const batchSize = 500;

/** Goes into a submission's `where`: the reader's own firms', and those whose case the reader's department reviews. */
function submissionsOf(reader: Reader): Prisma.SubmissionWhereInput {
  return {
    OR: [
      { enterpriseId: { in: [...reader.enterpriseIds] } },
      { case: { departmentId: { in: departmentsOf(reader, 'reviewer') } } },
    ],
  };
}

/** Drafts are nobody's business but their firm's. */
function draftsOf(reader: Reader): Prisma.DraftWhereInput {
  return { enterpriseId: { in: [...reader.enterpriseIds] }, submittedAt: null };
}

/**
 * The form's drafts and applications that the reader may see, by id, some hundred at a time; `withData: false` leaves
 * data and provenance empty.
 */
export async function* eachFiling(
  deps: { db: Db },
  reader: Reader,
  formId: string,
  { withData, drafts = true }: { withData: boolean; drafts?: boolean },
): AsyncGenerator<Filing[]> {
  const ofForm = { formVersion: { formId } };
  if (drafts) {
    yield* batches((after) =>
      deps.db.draft.findMany({
        where: { AND: [ofForm, draftsOf(reader)], ...(after !== undefined && { id: { gt: after } }) },
        select: draftColumns(withData),
        orderBy: { id: 'asc' },
        take: batchSize,
      }),
    );
  }
  yield* batches((after) =>
    deps.db.submission.findMany({
      where: { AND: [ofForm, submissionsOf(reader)], ...(after !== undefined && { id: { gt: after } }) },
      select: submissionColumns(withData),
      orderBy: { id: 'asc' },
      take: batchSize,
    }),
  );
}

/** Those of the ids that the reader may see, in the order of the ids. */
export async function listFilings(
  deps: { db: Db },
  reader: Reader,
  ids: readonly string[],
): Promise<Filing[]> {
  const wanted = [...ids];
  const [submissions, drafts] = await Promise.all([
    deps.db.submission.findMany({
      where: { AND: [submissionsOf(reader), { OR: [{ draftId: { in: wanted } }, { id: { in: wanted } }] }] },
      select: submissionColumns(true),
    }),
    deps.db.draft.findMany({
      where: { AND: [draftsOf(reader), { id: { in: wanted } }] },
      select: draftColumns(true),
    }),
  ]);
  const found = new Map([...submissions, ...drafts].map((row) => [filingOf(row).id, filingOf(row)]));
  return wanted.flatMap((id) => found.get(id) ?? []);
}

/** One draft or application of the form, by its id or the application's own. Throws `NotFoundError`, noting whoever asks for another's. */
export async function requireFiling(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  formId: string,
  id: string,
): Promise<Filing> {
  const ofForm = { formVersion: { formId } };
  const byId = { OR: [{ draftId: id }, { id }] };
  const submission = await deps.db.submission.findFirst({
    where: { AND: [ofForm, submissionsOf(reader), byId] },
    select: submissionColumns(true),
  });
  if (submission) return filingOf(submission);
  const draft = await deps.db.draft.findFirst({
    where: { AND: [ofForm, draftsOf(reader), { id }] },
    select: draftColumns(true),
  });
  if (draft) return filingOf(draft);
  const foreign =
    (await deps.db.submission.findFirst({ where: byId, select: { enterpriseId: true } })) ??
    (await deps.db.draft.findUnique({ where: { id }, select: { enterpriseId: true } }));
  await noteForeignAccess(deps, reader, { kind: 'submission', id, enterpriseId: foreign?.enterpriseId });
  throw new NotFoundError('submission', id);
}

const ofVersion = { formVersion: { select: { formId: true, number: true } } } as const;
const ofCase = { select: { id: true, number: true, state: true, departmentId: true } } as const;

function draftColumns(withData: boolean) {
  return {
    ...{ id: true, enterpriseId: true, personId: true, createdAt: true, updatedAt: true, revision: true },
    ...ofVersion,
    data: withData,
    provenance: withData,
  } satisfies Prisma.DraftSelect;
}

function submissionColumns(withData: boolean) {
  return {
    ...{ id: true, draftId: true, enterpriseId: true, personId: true, submittedAt: true },
    ...ofVersion,
    draft: { select: { createdAt: true } },
    receipt: { select: { number: true } },
    case: ofCase,
    data: withData,
    provenance: withData,
  } satisfies Prisma.SubmissionSelect;
}

type DraftRow = Prisma.DraftGetPayload<{ select: ReturnType<typeof draftColumns> }>;
type SubmissionRow = Prisma.SubmissionGetPayload<{ select: ReturnType<typeof submissionColumns> }>;

function filingOf(row: DraftRow | SubmissionRow): Filing {
  const common = {
    formId: row.formVersion.formId,
    formVersion: row.formVersion.number,
    enterpriseId: row.enterpriseId,
    ownerId: row.personId,
    data: (row.data ?? {}) as Record<string, unknown>,
    provenance: (row.provenance ?? {}) as unknown as Provenance,
  };
  if ('submittedAt' in row) {
    return {
      ...common,
      id: row.draftId ?? row.id,
      state: 'submitted',
      createdAt: row.draft?.createdAt ?? row.submittedAt,
      modifiedAt: row.submittedAt,
      revision: null,
      submissionId: row.id,
      receiptNumber: row.receipt?.number ?? null,
      case: row.case,
    };
  }
  return {
    ...common,
    id: row.id,
    state: 'draft',
    createdAt: row.createdAt,
    modifiedAt: row.updatedAt,
    revision: row.revision,
    submissionId: null,
    receiptNumber: null,
    case: null,
  };
}

/** Pages through rows by id, so that a hundred thousand never lie in memory at once. */
async function* batches<Row extends DraftRow | SubmissionRow>(
  read: (after: string | undefined) => Promise<Row[]>,
): AsyncGenerator<Filing[]> {
  let after: string | undefined;
  for (;;) {
    const rows = await read(after);
    if (rows.length > 0) yield rows.map(filingOf);
    if (rows.length < batchSize) return;
    after = rows.at(-1)?.id;
  }
}
