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
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { AttachmentList } from '~/app/forms/cases/attachment-list';
import { CaseState, DueMark } from '~/app/forms/cases/case-marks';
import { CaseTimeline } from '~/app/forms/cases/case-timeline';
import { DecisionForm, type Decision } from '~/app/forms/cases/decision-form';
import { FieldRows } from '~/app/forms/cases/field-rows';
import { showInstant } from '~/app/forms/cases/show-instant';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireFields } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/cases.css?url';
import { decideCase } from '~/forms/cases/decide-case.server';
import { getCase } from '~/forms/cases/get-case.server';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.found.number ?? ''} · 办件审核 · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'reviewer');
  const deps = formsDeps(context, request);
  const found = await orErrorPage(() => getCase(deps, reader, params.id ?? ''));
  return { found, today: cityDate(deps.now()) };
}

const input = z.object({
  decision: z.enum(['approve', 'return', 'refuse']),
  reason: z.string().trim().max(1000).default(''),
  lastEvent: z.coerce.number().int().nonnegative(),
});

/** Words by field are posted as `field:PATH`. */
function fieldWords(form: FormData): Record<string, string> {
  const words = [...form.entries()].flatMap(([name, value]) =>
    name.startsWith('field:') && typeof value === 'string' && value.trim() !== ''
      ? [[name.slice('field:'.length), value.trim().slice(0, 500)] as const]
      : [],
  );
  return Object.fromEntries(words);
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'reviewer');
  const form = await request.formData();
  const { decision, reason, lastEvent } = requireFields(input, form);
  const caseId = params.id ?? '';
  return orErrorPage(async () => {
    try {
      await decideCase(formsDeps(context, request), reader, {
        caseId,
        decision,
        lastEvent,
        ...(reason && { reason }),
        ...(decision === 'return' && { fields: fieldWords(form) }),
      });
      return redirect(`/desk/cases/${caseId}`);
    } catch (error) {
      if (error instanceof ConflictError) return { isStale: true, errors: [] };
      if (error instanceof InvalidInputError) return { isStale: false, errors: Object.values(error.fields) };
      throw error;
    }
  });
}

export default function DeskCase() {
  const { found, today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const [decision, setDecision] = useState<Decision>('approve');
  const [newest, ...earlier] = found.submissionsNewestFirst;
  const labels = Object.fromEntries((newest?.fields ?? []).map(({ path, label }) => [path, label]));
  const returned =
    found.state === 'returned'
      ? (found.events.findLast(({ kind }) => kind === 'returned')?.fields ?? {})
      : {};
  const isReturning = found.may.decide && decision === 'return';
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
          <DueMark dueOn={found.dueOn} today={today} state={found.state} />
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
          <section className="hq-card" aria-labelledby="fields-title">
            <div className="hq-card-h">
              <h2 id="fields-title">{t('case.fields')}</h2>
              <span className="hq-sm hq-muted fill-note">
                {found.enterpriseName} · {found.creditCode}
                {newest &&
                  ` · ${t('case.submitted-by', { name: newest.submittedBy, at: showInstant(newest.submittedAt) })}`}
              </span>
            </div>
            {isReturning && <p className="hq-note case-note hq-sm">{t('review.return-help')}</p>}
            {newest && (
              <FieldRows
                rows={newest.fields}
                changed={newest.changedPaths}
                returned={returned}
                under={
                  isReturning
                    ? (row) => (
                        <input
                          className="form-control field-words"
                          form="decision"
                          name={`field:${row.path}`}
                          maxLength={500}
                          aria-label={t('review.field-words', { field: row.label })}
                          placeholder={t('case.to-correct')}
                        />
                      )
                    : undefined
                }
              />
            )}
          </section>
          {newest && newest.dropped.length > 0 && (
            <section className="hq-card hq-card-b" aria-labelledby="dropped-title">
              <h2 id="dropped-title">{t('review.dropped')}</h2>
              <p className="hq-sm hq-muted">{t('review.dropped-help')}</p>
              <p className="hq-sm">{newest.dropped.map(({ path }) => labels[path] ?? path).join('、')}</p>
            </section>
          )}
          {earlier.length > 0 && (
            <details className="hq-card">
              <summary className="hq-card-h">{t('review.earlier')}</summary>
              {earlier.map((one) => (
                <div key={one.submissionId}>
                  <p className="grp">
                    {showInstant(one.submittedAt)} · {one.receiptNumber}
                  </p>
                  <FieldRows rows={one.fields} />
                </div>
              ))}
            </details>
          )}
        </div>
        <div className="stack">
          {found.may.decide ? (
            <DecisionForm
              key={found.events.length}
              decision={decision}
              onDecision={setDecision}
              lastEvent={Math.max(0, ...found.events.map(({ number }) => number))}
            />
          ) : (
            <p className="hq-note hq-sm">
              {found.state === 'returned'
                ? t('review.open-returned')
                : t('review.decided', { state: t(`case.state.${found.state}`) })}
            </p>
          )}
          <AttachmentList
            files={newest?.attachments ?? []}
            labels={labels}
            href={(fileId) => `/desk/cases/${found.caseId}/files/${fileId}`}
          />
          <CaseTimeline events={found.events} labels={labels} />
        </div>
      </div>
    </>
  );
}
