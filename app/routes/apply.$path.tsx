import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { formsDeps } from '~/app/forms/forms-deps.server';
import { pageTitle } from '~/app/policies/page-title';
import { requireMember } from '~/app/session/require-reader.server';
import { getPublishedForm } from '~/forms/definition/get-form.server';
import { FormNotOpenError } from '~/forms/submission/form-opening.server';
import { startDraft } from '~/forms/submission/start-draft.server';

const query = z.object({
  policy: z.string().max(100).optional().catch(undefined),
  fresh: z.literal('1').optional().catch(undefined),
});

/** Opens the firm's draft of a form, or says kindly that there is no such form now. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireMember(request, context);
  const { policy, fresh } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const deps = formsDeps(context, request);
  const form = await getPublishedForm(deps.db, params.path ?? '');
  if (!form) return { opening: { state: 'withdrawn' as const } };
  try {
    const { draftId } = await startDraft(deps, reader, {
      form: form.formId,
      enterpriseId: reader.enterpriseId,
      policyId: policy ?? null,
      fresh: fresh === '1',
    });
    return redirect(`/drafts/${draftId}`);
  } catch (error) {
    if (error instanceof FormNotOpenError) return { opening: error.current };
    throw error;
  }
}

export const meta: MetaFunction = ({ matches }) => pageTitle('apply.page', matches);

export default function Apply() {
  const { opening } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const word = opening.state === 'withdrawn' ? 'closed' : opening.state;
  return (
    <div className="wrap">
      <div className="hq-empty page-empty">
        <i className="bi bi-calendar-x" aria-hidden="true" />
        <h1>{t(`apply.${word}`, { ...opening })}</h1>
        <p>{t(`apply.${word}-help`)}</p>
        <div className="row-x wrapx">
          <Link className="btn btn-primary" to="/policies">
            {t('apply.policies')}
          </Link>
          {word === 'firm-full' && (
            <Link className="btn btn-outline-primary" to="/my/applications">
              {t('apply.mine')}
            </Link>
          )}
        </div>
      </div>
    </div>
  );
}
