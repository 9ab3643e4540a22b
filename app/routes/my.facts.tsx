import {
  json,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { FactRow } from '~/app/components/policies/fact-row';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { answerQuestion } from '~/app/policies/answer-question.server';
import { getMyFacts } from '~/app/policies/get-my-facts.server';
import { pageLocale } from '~/app/policies/page-locale';
import { pageTitle } from '~/app/policies/page-title';
import { raiseDispute } from '~/app/policies/raise-dispute.server';
import { requireMember } from '~/app/session/require-reader.server';
import styles from '~/app/styles/policies.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('facts.title', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireMember(request, context);
  const query = { reader, enterpriseId: reader.enterpriseId, locale: pageLocale(request) };
  return json(await getMyFacts(context.services, query));
}

/** `intent=dispute` raises an objection; otherwise a statement of the firm is kept. */
export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireMember(request, context);
  const form = await request.formData();
  const answer =
    form.get('intent') === 'dispute'
      ? await raiseDispute(form, context.services, reader, localeOf(request))
      : await answerQuestion(request, form, context.services, reader);
  return json(answer, { status: 422 });
}

/** 企业数据: every fact of the firm with its source, date and history; what is wrong can be disputed. */
export default function MyFacts() {
  const { enterprise, groups, asOf } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="wrap page">
      <nav className="crumb facts-crumb" aria-label={t('policies.place')}>
        <Link to="/my/benefits">{t('nav.mine')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span>{t('facts.title')}</span>
      </nav>
      <h1>{t('facts.title')}</h1>
      <p className="hq-muted policies-sub">
        {t('facts.sub', { name: enterprise, date: asOf })} <Link to="/my/access">{t('facts.access')}</Link>
      </p>
      <div className="stack facts">
        {groups.map(({ group, facts }) => (
          <section key={group} className="hq-card" aria-labelledby={`group-${group}`}>
            <div className="hq-card-h">
              <h2 id={`group-${group}`}>{t(`facts.group.${group}`)}</h2>
              <span className="hq-sm hq-muted">{t('facts.count', { n: facts.length })}</span>
            </div>
            <ul className="plain">
              {facts.map((fact) => (
                <FactRow
                  key={`${fact.key} ${fact.period}`}
                  fact={fact}
                  asOf={asOf}
                  problem={problem?.fact === fact.key && problem.period === fact.period ? problem : undefined}
                />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && (
          <section className="hq-card">
            <div className="hq-empty">
              <i className="bi bi-database" aria-hidden="true" />
              <span>{t('facts.none')}</span>
              <Link to="/my/benefits">{t('facts.none.action')}</Link>
            </div>
          </section>
        )}
      </div>
    </div>
  );
}
