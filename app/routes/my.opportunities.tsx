import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { getOpportunitiesPage } from '~/app/opportunities/get-opportunities-page.server';
import { OpportunityCard } from '~/app/opportunities/opportunity-card';
import { readPreferences } from '~/app/i18n/preferences';
import { pageTitle } from '~/app/policies/page-title';
import { requireMember } from '~/app/session/require-reader.server';
import styles from '~/app/styles/facts.css?url';
import { firstProblem } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import {
  dismissOpportunity,
  reopenOpportunity,
} from '~/knowledge/policies/opportunities/follow-opportunity.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('opportunities.title', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireMember(request, context);
    return getOpportunitiesPage(context.services, reader, readPreferences(request).locale);
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireMember(request, context);
    const form = await request.formData();
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const id = text('id');
    try {
      if (text('intent') === 'reopen') await reopenOpportunity(context.services, reader, id);
      else
        await dismissOpportunity(context.services, reader, {
          id,
          reason: text('reason'),
          note: text('note'),
          named: text('named') === 'yes',
        });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data(
        { id, problem: firstProblem(localeOf(request), error.fields), note: text('note') },
        { status: 422 },
      );
    }
    return redirect(`/my/opportunities#${id}`);
  });
}

const groups = ['open', 'under-way', 'dismissed'] as const;

/** 惠企机会: what the firm was told of and why, what it applied for, what it set aside. */
export default function Opportunities() {
  const { enterprise, rows } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="wrap page stack">
      <nav className="crumb" aria-label={t('policies.place')}>
        <Link to="/my/benefits">{t('nav.mine')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{t('opportunities.title')}</span>
      </nav>
      <h1>{t('opportunities.title')}</h1>
      <p className="hq-muted policies-sub">
        {t('opportunities.sub', { name: enterprise })}{' '}
        <Link to="/my/calendar">{t('opportunities.calendar')}</Link>
      </p>
      {rows.length === 0 && (
        <div className="hq-card hq-empty">
          <i className="bi bi-bell" aria-hidden="true" />
          <span>{t('opportunities.none')}</span>
          <Link to="/my/facts">{t('opportunities.none.action')}</Link>
        </div>
      )}
      <div className="stack">
        {groups.map((group) => {
          const ofGroup = rows.filter((row) => row.group === group);
          if (ofGroup.length === 0) return null;
          return (
            <section key={group} className="hq-card" aria-labelledby={`opp-${group}`}>
              <div className="hq-card-h">
                <h2 id={`opp-${group}`}>{t(`opportunities.group.${group}`)}</h2>
                <span className="hq-sm hq-muted">{t('opportunities.count', { n: ofGroup.length })}</span>
              </div>
              <ul className="plain fact-list">
                {ofGroup.map((row) => (
                  <OpportunityCard
                    key={row.id}
                    row={row}
                    answer={answer?.id === row.id ? answer : undefined}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </div>
  );
}
