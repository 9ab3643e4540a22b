import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { AttachmentList } from '~/app/forms/cases/attachment-list';
import { CaseState, ClockMark } from '~/app/forms/cases/case-marks';
import { AssigneeForm, CheckList, NoteForm, ProposalForm, RevokeForm } from '~/app/forms/cases/case-side';
import { CaseTimeline } from '~/app/forms/cases/case-timeline';
import { DecisionForm, type Decision } from '~/app/forms/cases/decision-form';
import { EvidenceCard } from '~/app/forms/cases/evidence-card';
import { SubmittedFields } from '~/app/forms/cases/submitted-fields';
import { workOnCase } from '~/app/forms/cases/work-on-case.server';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/cases.css?url';
import reviewStyles from '~/app/styles/review.css?url';
import { listLoads } from '~/forms/cases/assign-cases.server';
import { listCasePhrases } from '~/forms/cases/case-phrases.server';
import { getCase } from '~/forms/cases/get-case.server';
import { readEvidence } from '~/forms/cases/read-evidence.server';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export const links: LinksFunction = () => [styles, reviewStyles].map((href) => ({ rel: 'stylesheet', href }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.found.number ?? ''} · 办件审核 · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'reviewer');
  const deps = formsDeps(context, request);
  return orErrorPage(async () => {
    const found = await getCase(deps, reader, params.id ?? '');
    const [evidence, phrases, { reviewers }] = await Promise.all([
      readEvidence(deps, reader, found.caseId),
      listCasePhrases(deps.db, reader, found),
      listLoads(deps, reader, cityDate(deps.now())),
    ]);
    const people = reviewers.filter(({ departmentIds }) => departmentIds.includes(found.departmentId));
    return { found, evidence, phrases, people };
  });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'reviewer');
  const form = await request.formData();
  const caseId = params.id ?? '';
  return orErrorPage(async () => {
    try {
      const { stays } = await workOnCase(formsDeps(context, request), reader, caseId, form);
      return stays ? { isStale: false, errors: [] } : redirect(`/desk/cases/${caseId}`);
    } catch (error) {
      if (error instanceof ConflictError) return { isStale: true, errors: [] };
      if (error instanceof InvalidInputError) return { isStale: false, errors: Object.values(error.fields) };
      throw error;
    }
  });
}

export default function DeskCase() {
  const { found, evidence, phrases, people } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const [decision, setDecision] = useState<Decision>('approve');
  const [reason, setReason] = useState('');
  const [words, setWords] = useState<Record<string, string>>({});
  const labels = Object.fromEntries(
    (found.submissionsNewestFirst[0]?.fields ?? []).map(({ path, label }) => [path, label]),
  );
  const { may, lastEvent } = found;
  const isReturning = may.decide && decision === 'return';
  const proposed = found.events.findLast(({ kind }) => kind === 'proposed');
  return (
    <>
      <div className="deskhead">
        <Link to="/desk/cases" className="hq-sm">
          {t('cases.title')}
        </Link>
        <h1>{found.title}</h1>
        <CaseState state={found.state} />
        <span className="hq-muted hq-sm">{found.number}</span>
        <span className="fill-note">
          <ClockMark clock={found.clock} dueOn={found.dueOn} />
        </span>
      </div>
      {answer && (answer.isStale || answer.errors.length > 0) && (
        <div className="hq-note hq-note-no case-gap" role="alert">
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          <span>{answer.isStale ? t('case.conflict') : answer.errors.join('；')}</span>
        </div>
      )}
      <div className="case-lay">
        <div className="stack">
          <EvidenceCard evidence={evidence} />
          <SubmittedFields
            found={found}
            words={isReturning ? words : null}
            onWords={(path, text) => setWords((before) => ({ ...before, [path]: text }))}
          />
        </div>
        <div className="stack">
          {may.decide && (
            <DecisionForm
              formId={found.formId}
              decision={decision}
              onDecision={setDecision}
              reason={reason}
              onReason={setReason}
              phrases={phrases}
              onPhrase={(phrase) => {
                if (phrase.reason) setReason(phrase.reason);
                setWords((before) => ({ ...before, ...phrase.fields }));
              }}
              lastEvent={lastEvent}
            />
          )}
          {found.proposal && (
            <ProposalForm
              proposal={found.proposal}
              by={proposed?.actorName ?? ''}
              reason={proposed?.reason ?? null}
              mayAnswer={may.answer}
              lastEvent={lastEvent}
            />
          )}
          {!may.decide && !found.proposal && (
            <p className="hq-note hq-sm">
              {found.state === 'returned'
                ? t('review.open-returned')
                : t('review.decided', { state: t(`case.state.${found.state}`) })}
            </p>
          )}
          <CheckList items={found.checklist} mayTick={found.state === 'submitted'} />
          <AttachmentList
            files={found.submissionsNewestFirst[0]?.attachments ?? []}
            labels={labels}
            href={(fileId) => `/desk/cases/${found.caseId}/files/${fileId}`}
          />
          {['submitted', 'returned'].includes(found.state) && (
            <AssigneeForm assigneeName={found.assigneeName} people={people} />
          )}
          <NoteForm key={found.events.length} />
          <CaseTimeline events={found.events} labels={labels} />
          {may.revoke && <RevokeForm lastEvent={lastEvent} />}
        </div>
      </div>
    </>
  );
}
