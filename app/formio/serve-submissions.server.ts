import { noteReview } from '~/forms/cases/note-review.server';
import { resumeReturnedCase } from '~/forms/cases/resume-returned-case.server';
import { withdrawCase } from '~/forms/cases/withdraw-case.server';
import { requireFiledForm } from '~/forms/definition/list-visible-forms.server';
import { discardDraft } from '~/forms/submission/discard-draft.server';
import type { Filing } from '~/forms/submission/filing';
import { eachFiling, listFilings, requireFiling } from '~/forms/submission/list-filings.server';
import { saveDraft } from '~/forms/submission/save-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';
import { noteProgramRead } from '~/knowledge/enterprises/note-access.server';
import { AccessDeniedError, ConflictError } from '~/prisma/access/access-denied';
import { canActFor } from '~/prisma/access/reader';

import { cutList, listResponse } from './answer-list';
import { submissionBodySchema, type SubmissionBody } from './form-body';
import { readJson, type FormioHandler, type FormioRequest } from './formio-request.server';
import type { FormioRoute } from './formio-routes';
import { meetsFilters, selectFields } from './match-filters';
import { looksIntoData, readListQuery } from './read-list-query';
import { requireKnown } from './read-formio-reader.server';
import { readFormBody } from './serve-forms.server';
import { showSubmission } from './show-submission';

type OfForm = Extract<FormioRoute, { form: string }>;
type OfSubmission = Extract<FormioRoute, { name: 'submission' }>;

/**
 * The form's drafts and applications that the caller may see. All are read a batch at a time for their filters, only
 * the page is kept whole.
 */
export const listSubmissions: FormioHandler<OfForm> = async (asked, { form }) => {
  const { deps, reader, url } = asked;
  const query = readListQuery(url.searchParams);
  const { formId } = await requireFiledForm(deps, requireKnown(reader), form);
  const met: (Record<string, unknown> & { _id: string })[] = [];
  const withData = looksIntoData(query);
  const sorted = query.sort.map(({ path }) => path);
  for await (const batch of eachFiling(deps, reader, formId, { withData })) {
    for (const filing of batch) {
      const item = showSubmission(filing);
      if (meetsFilters(item, query.filters))
        met.push({ ...selectFields(item, { paths: sorted, leaveOut: false }), _id: filing.id });
    }
  }
  const page = cutList(met, { ...query, filters: [] });
  const filings = await listFilings(
    deps,
    reader,
    page.items.map(({ _id }) => _id),
  );
  await noteReads(asked, filings);
  return listResponse({
    ...page,
    items: filings.map((filing) => selectFields(showSubmission(filing), query.select)),
  });
};

export const getSubmission: FormioHandler<OfSubmission> = async (asked, { form, submission }) => {
  const { deps, reader, url } = asked;
  const { formId } = await requireFiledForm(deps, requireKnown(reader), form);
  const filing = await requireFiling(deps, reader, formId, submission);
  await noteReads(asked, [filing]);
  const { select } = readListQuery(url.searchParams);
  return Response.json(selectFields(showSubmission(filing), select));
};

/** Begins a draft filled in advance, and hands it in unless it is to stay one. What is refused leaves no draft. */
export const postSubmission: FormioHandler<OfForm> = async (asked, { form }) => {
  const { deps, reader, request } = asked;
  requireKnown(reader);
  const body = await readFormBody(asked, submissionBodySchema, await readJson(request));
  const enterpriseId = body.metadata?.enterpriseId ?? reader.enterpriseId;
  if (!enterpriseId) throw new AccessDeniedError('act-for-enterprise');
  const wanted = { form, enterpriseId, policyId: body.metadata?.policyId ?? null, fresh: true };
  const { draftId } = await startDraft(deps, reader, wanted);
  try {
    await keep(asked, draftId, { ...body, revision: 0 });
  } catch (error) {
    await discardDraft(deps, reader, draftId);
    throw error;
  }
  return showFiling(asked, form, draftId, 201);
};

/** Saves a draft or hands it in; a returned application is corrected, any other that was handed in stays as it is. */
export const putSubmission: FormioHandler<OfSubmission> = async (asked, { form, submission }) => {
  const { deps, reader, request } = asked;
  const { formId } = await requireFiledForm(deps, requireKnown(reader), form);
  const filing = await requireFiling(deps, reader, formId, submission);
  const body = await readFormBody(asked, submissionBodySchema, await readJson(request));
  if (filing.state === 'draft') {
    await keep(asked, filing.id, { ...body, revision: body.revision ?? filing.revision ?? 0 });
    return showFiling(asked, form, filing.id, 200);
  }
  // Handed in already, and sent once more because the answer was lost: the same receipt.
  if (filing.case?.state !== 'returned' || !canActFor(reader, filing.enterpriseId)) {
    if (body.state === 'submitted' && sameData(body.data, filing.data))
      return showFiling(asked, form, filing.id, 200);
    throw new ConflictError('What was handed in is never changed', { caseState: filing.case?.state ?? null });
  }
  const { draftId } = await resumeReturnedCase(deps, reader, filing.case.id);
  const draft = await requireFiling(deps, reader, formId, draftId);
  await keep(asked, draftId, { ...body, revision: draft.revision ?? 0 });
  return showFiling(asked, form, draftId, 200);
};

/** Throws a draft away; an application is withdrawn, and stays. */
export const deleteSubmission: FormioHandler<OfSubmission> = async (asked, { form, submission }) => {
  const { deps, reader } = asked;
  const { formId } = await requireFiledForm(deps, requireKnown(reader), form);
  const filing = await requireFiling(deps, reader, formId, submission);
  if (filing.case) await withdrawCase(deps, reader, { caseId: filing.case.id });
  else await discardDraft(deps, reader, filing.id);
  return Response.json({});
};

async function keep({ deps, reader }: FormioRequest, draftId: string, body: SubmissionBody): Promise<void> {
  const revision = body.revision ?? 0;
  if (body.state === 'draft') await saveDraft(deps, reader, { draftId, revision, data: body.data });
  else {
    const acceptChanges = body.metadata?.acceptChanges ?? false;
    await submitDraft(deps, reader, { draftId, revision, data: body.data, acceptChanges });
  }
}

async function showFiling(asked: FormioRequest, form: string, id: string, status: number): Promise<Response> {
  const { formId } = await requireFiledForm(asked.deps, asked.reader, form);
  const filing = await requireFiling(asked.deps, asked.reader, formId, id);
  await noteReads(asked, [filing]);
  return Response.json(showSubmission(filing), { status });
}

/** A firm reads in its own log which department or program saw its facts. */
export async function noteReads({ deps, reader }: FormioRequest, filings: readonly Filing[]): Promise<void> {
  for (const { id, enterpriseId, provenance, case: work } of filings) {
    const keys = Object.values(provenance).flatMap(({ fact }) => fact ?? []);
    if (!canActFor(reader, enterpriseId)) {
      if (work) await noteReview(deps, reader, { ...work, enterpriseId }, keys);
    } else if (keys.length > 0) await noteProgramRead(deps, reader, { enterpriseId, subjectId: id, keys });
  }
}

/** What is sent once more is what the form kept, whatever else came with it. */
function sameData(sent: Record<string, unknown>, kept: Record<string, unknown>): boolean {
  return Object.entries(kept).every(
    ([key, value]) => sent[key] === undefined || JSON.stringify(sent[key]) === JSON.stringify(value),
  );
}
