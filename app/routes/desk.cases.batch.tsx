import { randomUUID } from 'node:crypto';

import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { BatchTable } from '~/app/forms/cases/batch-table';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireFields } from '~/app/people/read-form';
import { pageTitle } from '~/app/policies/page-title';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/cases.css?url';
import reviewStyles from '~/app/styles/review.css?url';
import { mostInBatch } from '~/forms/cases/batch-line';
import { decideBatch, previewBatch } from '~/forms/cases/decide-batch.server';

export const links: LinksFunction = () => [styles, reviewStyles].map((href) => ({ rel: 'stylesheet', href }));

export const meta: MetaFunction = ({ matches }) => pageTitle('batch.title', matches);

const decisions = z.enum(['approve', 'refuse']);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'reviewer');
  const deps = formsDeps(context, request);
  const { searchParams } = new URL(request.url);
  const decision = decisions.catch('approve').parse(searchParams.get('decision'));
  const chosen = [...new Set(searchParams.getAll('case'))];
  const lines = await orErrorPage(() => previewBatch(deps, reader, { caseIds: chosen, decision }));
  return { lines, decision, left: Math.max(0, chosen.length - mostInBatch), batchId: randomUUID() };
}

const input = z.object({
  batchId: z.uuid(),
  decision: decisions,
  reason: z.string().trim().max(1_000).default(''),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'reviewer');
  const form = await request.formData();
  const batch = requireFields(input, form);
  // Each is posted as ID:NUMBER, the newest event that the preview saw.
  const cases = form.getAll('case').flatMap((one) => {
    const [caseId, number] = typeof one === 'string' ? one.split(':') : [];
    return caseId && number ? [{ caseId, lastEvent: Number(number) }] : [];
  });
  if (batch.decision === 'refuse' && batch.reason === '') return { needsReason: true, results: [] };
  const results = await orErrorPage(() =>
    decideBatch(formsDeps(context, request), reader, { ...batch, cases }),
  );
  return { needsReason: false, results };
}

export default function Batch() {
  const { lines, decision, left, batchId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const { state } = useNavigation();
  const results = answer?.results ?? [];
  const fit = lines.filter(({ outcome }) => outcome !== 'blocked');
  const again = (next: string) => {
    const params = new URLSearchParams(lines.map(({ caseId }) => ['case', caseId]));
    params.set('decision', next);
    return `?${params.toString()}`;
  };
  return (
    <>
      <div className="deskhead">
        <Link to="/desk/cases" className="hq-sm">
          {t('cases.title')}
        </Link>
        <h1>{t('batch.title')}</h1>
      </div>
      {results.length > 0 ? (
        <p className="hq-note case-gap" role="status">
          <span>
            {t('batch.done', {
              n: results.filter(({ outcome }) => !['changed', 'failed'].includes(outcome)).length,
              all: results.length,
            })}{' '}
            <Link to="/desk/cases">{t('batch.back')}</Link>
          </span>
        </p>
      ) : (
        <nav className="case-tabs" aria-label={t('review.how')}>
          {(['approve', 'refuse'] as const).map((one) => (
            <Link
              key={one}
              to={again(one)}
              replace
              className={one === decision ? 'on' : ''}
              aria-current={one === decision ? 'page' : undefined}
            >
              {t(`review.${one}`)}
            </Link>
          ))}
        </nav>
      )}
      {left > 0 && <p className="hq-note hq-note-gap case-gap">{t('batch.too-many', { n: mostInBatch })}</p>}
      <BatchTable lines={lines} results={results} />
      {lines.length > 0 && results.length === 0 && (
        <Form method="post" className="hq-card hq-card-b stack case-gap batch-form">
          <input type="hidden" name="batchId" value={batchId} />
          <input type="hidden" name="decision" value={decision} />
          {fit.map(({ caseId, lastEvent }) => (
            <input key={caseId} type="hidden" name="case" value={`${caseId}:${lastEvent}`} />
          ))}
          <label className="form-label" htmlFor="batch-reason">
            {t(decision === 'approve' ? 'review.approve-note' : 'review.refuse-reason')}
          </label>
          <textarea
            id="batch-reason"
            name="reason"
            className="form-control"
            rows={2}
            maxLength={1000}
            required={decision === 'refuse'}
          />
          {answer?.needsReason && (
            <p className="c-no" role="alert">
              {t('batch.reason')}
            </p>
          )}
          <p className="hq-sm hq-muted">{t('batch.help')}</p>
          <div className="row-x wrapx">
            <button className="btn btn-primary" disabled={fit.length === 0 || state !== 'idle'}>
              {state === 'submitting'
                ? t('batch.working', { n: fit.length })
                : t(`batch.${decision}`, { n: fit.length })}
            </button>
            {fit.length === 0 && <span className="hq-sm">{t('batch.nothing')}</span>}
          </div>
        </Form>
      )}
    </>
  );
}
