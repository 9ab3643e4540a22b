import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { AttachmentList } from '~/app/forms/cases/attachment-list';
import { CaseState } from '~/app/forms/cases/case-marks';
import { CaseTimeline } from '~/app/forms/cases/case-timeline';
import { EarlierSubmissions } from '~/app/forms/cases/earlier-submissions';
import { FieldRows } from '~/app/forms/cases/field-rows';
import { showInstant } from '~/app/forms/cases/show-instant';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireFields } from '~/app/people/read-form';
import { requireMember } from '~/app/session/require-reader.server';
import styles from '~/app/styles/cases.css?url';
import { getCase } from '~/forms/cases/get-case.server';
import { rateCase } from '~/forms/cases/rate-case.server';
import { resumeReturnedCase } from '~/forms/cases/resume-returned-case.server';
import { withdrawCase } from '~/forms/cases/withdraw-case.server';
import { ConflictError } from '~/prisma/access/access-denied';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.found.title ?? ''} · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireMember(request, context);
  return {
    found: await orErrorPage(() => getCase(formsDeps(context, request), reader, params.caseId ?? '')),
  };
}

const level = z.coerce
  .number()
  .pipe(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]));
const input = z.discriminatedUnion('do', [
  z.object({ do: z.literal('resume') }),
  z.object({ do: z.literal('withdraw'), reason: z.string().max(500).optional() }),
  z.object({ do: z.literal('rate'), level, comment: z.string().max(500).optional() }),
]);

export async function action({ request, params, context }: ActionFunctionArgs) {
  const reader = await requireMember(request, context);
  const deps = formsDeps(context, request);
  const caseId = params.caseId ?? '';
  const wanted = requireFields(input, await request.formData());
  return orErrorPage(async () => {
    try {
      if (wanted.do === 'resume') {
        const { draftId } = await resumeReturnedCase(deps, reader, caseId);
        return redirect(`/drafts/${draftId}`);
      }
      if (wanted.do === 'withdraw')
        await withdrawCase(deps, reader, { caseId, ...(wanted.reason && { reason: wanted.reason }) });
      else
        await rateCase(deps, reader, {
          caseId,
          level: wanted.level,
          ...(wanted.comment && { comment: wanted.comment }),
        });
      return redirect(`/my/applications/${caseId}`);
    } catch (error) {
      if (error instanceof ConflictError) return { isStale: true };
      throw error;
    }
  });
}

export default function Application() {
  const { found } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const [newest, ...earlier] = found.submissionsNewestFirst;
  const returned =
    found.state === 'returned' ? found.events.findLast(({ kind }) => kind === 'returned') : undefined;
  const labels = Object.fromEntries((newest?.fields ?? []).map(({ path, label }) => [path, label]));
  return (
    <div className="wrap">
      <nav className="crumb" aria-label={t('fill.place')}>
        <Link to="/my/applications">{t('applications.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span>{found.number}</span>
      </nav>
      <div className="case-head">
        <div className="grow">
          <h1>{found.title}</h1>
          <p className="hq-muted hq-sm">
            {t('applications.number', { number: found.number })} ·{' '}
            {t('applications.department', { name: found.departmentName })}
            {found.state === 'submitted' && ` · ${t('applications.due', { date: found.dueOn })}`}
          </p>
        </div>
        <CaseState state={found.state} />
      </div>
      {answer && 'isStale' in answer && (
        <p className="hq-note hq-note-gap" role="alert">
          {t('case.conflict')}
        </p>
      )}
      {returned && (
        <section className="hq-note hq-note-gap case-gap" aria-label={t('fill.returned')}>
          <i className="bi bi-arrow-return-left" aria-hidden="true" />
          <div className="grow">
            <b>{t('fill.returned')}</b>
            {returned.reason && <p>{returned.reason}</p>}
            <ul>
              {Object.entries(returned.fields).map(([path, words]) => (
                <li key={path}>
                  <a href={`#row-${path}`}>{labels[path] ?? path}</a>：{words}
                </li>
              ))}
            </ul>
            {found.may.resume && (
              <Form method="post">
                <button className="btn btn-primary" name="do" value="resume">
                  {t('case.correct')}
                </button>
              </Form>
            )}
          </div>
        </section>
      )}
      <div className="case-lay">
        <div className="stack">
          <section className="hq-card" aria-labelledby="fields-title">
            <div className="hq-card-h">
              <h2 id="fields-title">{t('case.fields')}</h2>
              {newest && (
                <span className="hq-sm hq-muted fill-note">
                  {t('case.submitted-by', { name: newest.submittedBy, at: showInstant(newest.submittedAt) })}{' '}
                  · <Link to={`/receipts/${newest.receiptNumber}`}>{t('case.receipt')}</Link>
                </span>
              )}
            </div>
            {newest && (
              <FieldRows
                rows={newest.fields}
                changed={newest.changedPaths}
                before={found.before}
                returned={returned?.fields ?? {}}
              />
            )}
          </section>
          <EarlierSubmissions earlier={earlier} />
        </div>
        <div className="stack">
          <CaseTimeline events={found.events} labels={labels} />
          <AttachmentList
            files={newest?.attachments ?? []}
            labels={labels}
            href={(fileId) => `/my/applications/${found.caseId}/files/${fileId}`}
          />
          {found.may.rate && <Rating />}
          {found.may.withdraw && (
            <details className="hq-card">
              <summary className="hq-card-h">{t('case.withdraw')}</summary>
              <Form method="post" className="hq-card-b stack">
                <p>{t('case.withdraw-help')}</p>
                <label className="form-label" htmlFor="withdraw-reason">
                  {t('case.withdraw-reason')}
                </label>
                <input id="withdraw-reason" className="form-control" name="reason" maxLength={500} />
                <button className="btn btn-outline-primary" name="do" value="withdraw">
                  {t('case.withdraw-confirm')}
                </button>
              </Form>
            </details>
          )}
        </div>
      </div>
    </div>
  );
}

function Rating() {
  const { t } = useTranslation();
  return (
    <Form method="post" className="hq-card">
      <fieldset>
        <legend className="hq-card-h">{t('rating.title')}</legend>
        <div className="hq-card-b stack">
          {[5, 4, 3, 2, 1].map((n) => (
            <div className="form-check" key={n}>
              <input
                className="form-check-input"
                type="radio"
                name="level"
                id={`level-${n}`}
                value={n}
                required
              />
              <label className="form-check-label" htmlFor={`level-${n}`}>
                {t(`rating.${n}`)}
              </label>
            </div>
          ))}
          <label className="form-label" htmlFor="rating-comment">
            {t('rating.comment')}
          </label>
          <textarea id="rating-comment" className="form-control" name="comment" rows={2} maxLength={500} />
          <button className="btn btn-primary" name="do" value="rate">
            {t('rating.send')}
          </button>
        </div>
      </fieldset>
    </Form>
  );
}
