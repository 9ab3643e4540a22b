import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { actOnBatch } from '~/app/grants/act-on-batch.server';
import { BatchDeeds } from '~/app/grants/batch-deeds';
import { BatchHistory } from '~/app/grants/batch-history';
import { BatchItems } from '~/app/grants/batch-items';
import { BatchSummary } from '~/app/grants/batch-summary';
import { useWhileListing } from '~/app/grants/use-while-listing';
import { findSourcePages } from '~/app/policies/find-source-pages.server';
import { namedTitle } from '~/app/policies/page-title';
import { requireStaff } from '~/app/session/require-reader.server';
import facts from '~/app/styles/facts.css?url';
import styles from '~/app/styles/grants.css?url';
import policies from '~/app/styles/policies.css?url';
import { sayProblems } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { maySeeAccounts } from '~/knowledge/policies/grants/export-batch.server';
import { getBatch } from '~/knowledge/policies/grants/get-batch.server';
import { itemStates } from '~/knowledge/policies/grants/grant-batch';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links: LinksFunction = () =>
  [facts, policies, styles].map((href) => ({ rel: 'stylesheet', href }));
export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) =>
  page ? namedTitle(`${page.batch.number} ${page.batch.title}`, matches) : [];

export function loader({ request, params, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    const search = new URL(request.url).searchParams;
    const batch = await getBatch(context.services, reader, {
      batchId: params.id ?? '',
      state: itemStates.find((one) => one === search.get('state')),
      q: search.get('q')?.trim() || undefined,
      page: Number(search.get('page') ?? 1) || 1,
    });
    const { departmentId } = await context.services.db.policy.findUniqueOrThrow({
      where: { id: batch.policyId },
      select: { departmentId: true },
    });
    return {
      batch,
      sources: await findSourcePages(context.services.db, batch.sources),
      filter: { state: search.get('state') ?? '', q: search.get('q') ?? '' },
      seesAccounts: maySeeAccounts(reader, departmentId),
    };
  });
}

export function action({ request, params, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    const form = await request.formData();
    try {
      await actOnBatch(context.services, reader, params.id ?? '', form);
      return redirect(`${new URL(request.url).pathname}${new URL(request.url).search}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const typed = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
      return data(
        { problems: sayProblems(localeOf(request), error.fields), typed: typed as Record<string, string> },
        { status: 422 },
      );
    }
  });
}

/** One batch: its list with facts and amounts, what may be done now, what was done. */
export default function GrantBatchRoute() {
  const { batch, sources, filter, seesAccounts } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, i18n } = useTranslation();
  useWhileListing(batch.state === 'listing');
  return (
    <div className="stack grants">
      <div>
        <Link to="/desk/grants" className="hq-sm">
          {t('grants.title')}
        </Link>
        <h1>
          {batch.number} {i18n.language === 'en' ? (batch.titleEn ?? batch.title) : batch.title}{' '}
          <span className="tag tag-b">{t(`grants.batch-state.${batch.state}`)}</span>
        </h1>
        <p className="hq-sm hq-muted">
          {t('grants.judged-on', { date: batch.judgedOn })}{' '}
          <Link to={`/desk/policies/${batch.policyId}/automatic`}>{t('grants.to-policy')}</Link>
          {batch.announcedOn !== null && (
            <>
              {' '}
              <Link to={`/grants/${batch.id}`}>{t('grants.to-public')}</Link>
            </>
          )}
        </p>
      </div>
      <BatchSummary batch={batch} />
      <BatchDeeds batch={batch} answer={answer} seesAccounts={seesAccounts} />
      {batch.state !== 'listing' && (
        <BatchItems batch={batch} sources={sources} filter={filter} answer={answer} />
      )}
      <BatchHistory events={batch.events} />
    </div>
  );
}
