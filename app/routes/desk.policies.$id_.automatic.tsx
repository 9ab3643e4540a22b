import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { BatchTable } from '~/app/grants/batch-table';
import { ScrollRegion } from '~/app/components/scroll-region';
import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { readAutomaticPage } from '~/app/policy-design/automatic/read-automatic-page.server';
import { requireStaff } from '~/app/session/require-reader.server';
import grantStyles from '~/app/styles/grants.css?url';
import styles from '~/app/styles/policy-automatic.css?url';
import { translator } from '~/app/words/translator';
import { firstProblem } from '~/app/words/say-problem';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { listBatches } from '~/knowledge/policies/grants/list-batches.server';
import { startGrantBatch } from '~/knowledge/policies/grants/start-batch.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'stylesheet', href: grantStyles },
];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.heading ?? '' }];

export function loader({ request, params, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    const locale = localeOf(request);
    const page = await readAutomaticPage(context.services, reader, {
      policyId: params.id ?? '',
      locale: locale === 'en' ? 'en' : 'zh',
    });
    const batches = await listBatches(context.services.db, reader, { policyId: page.policyId });
    return { ...page, batches, heading: `${translator(locale)('automatic.title')} · ${page.title} · 惠企通` };
  });
}

/** Begins a batch over the version in force. */
export function action({ request, params, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    try {
      const { batchId } = await startGrantBatch(context.services, reader, params.id ?? '');
      return redirect(`/desk/grants/${batchId}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data({ problem: firstProblem(localeOf(request), error.fields) }, { status: 422 });
    }
  });
}

/** 免申即享: to how many firms the policy could be granted unasked, and what would have to be connected for the others. */
export default function AutomaticRoute() {
  const { policyId, title, answer, problem, batches } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const isBusy = useNavigation().state !== 'idle';
  const { t } = useTranslation();
  return (
    <div className="stack automatic">
      <div>
        <Link to={`/desk/policies/${policyId}`} className="hq-sm">
          {title}
        </Link>
        <h1>{t('automatic.title')}</h1>
        <p className="hq-muted">{t('automatic.help')}</p>
      </div>
      <section className="hq-card hq-card-b stack" aria-labelledby="batches">
        <div className="row-x wrapx">
          <h2 id="batches" className="grow">
            {t('grants.batches')}
          </h2>
          <Form method="post">
            <button className="btn btn-primary" disabled={isBusy}>
              {t('grants.start')}
            </button>
          </Form>
        </div>
        <p className="hq-sm hq-muted">{t('grants.start.help')}</p>
        {result && (
          <p className="hq-note hq-note-no" role="alert">
            {result.problem}
          </p>
        )}
        {batches.length > 0 && <BatchTable batches={batches} withPolicy={false} />}
      </section>
      {problem !== null && <p className="hq-card hq-card-b">{t('automatic.invalid', { problem })}</p>}
      {answer && (
        <>
          <dl className="automatic-sums">
            <Sum name={t('automatic.automatic')} value={answer.automatic} />
            <Sum name={t('automatic.eligible')} value={answer.eligible} />
            <Sum name={t('automatic.candidates')} value={answer.candidates} />
            <Sum name={t('automatic.firms')} value={answer.firms} />
          </dl>
          {answer.obstacles.length === 0 ? (
            <div className="hq-empty">
              <i className="bi bi-check2-circle" aria-hidden="true" />
              <p>{t(answer.candidates === 0 ? 'automatic.nobody' : 'automatic.clear')}</p>
            </div>
          ) : (
            <ScrollRegion className="hq-card" label={t('automatic.obstacles')}>
              <table className="table t">
                <caption>{t('automatic.obstacles')}</caption>
                <thead>
                  <tr>
                    {(['condition', 'obstacle', 'todo', 'count', 'alone'] as const).map((head) => (
                      <th key={head} scope="col" className={head === 'count' || head === 'alone' ? 'n' : ''}>
                        {t(`automatic.head.${head}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {answer.obstacles.map((row) => (
                    <tr key={`${row.kind} ${row.conditionId} ${row.key}`}>
                      <th scope="row">{row.label}</th>
                      <td>{t(`automatic.kind.${row.kind}`, { fact: row.fact })}</td>
                      <td>{t(`automatic.todo.${row.kind}`, { fact: row.fact, authority: row.authority })}</td>
                      <td className="n">{row.firms}</td>
                      <td className="n">{row.alone}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          )}
          <p className="hq-sm hq-muted">{t('automatic.as-of', { date: answer.at })}</p>
        </>
      )}
    </div>
  );
}

function Sum({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
