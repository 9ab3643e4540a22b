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
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { FirmGrantCard } from '~/app/grants/firm-grant-card';
import { requireFields } from '~/app/people/read-form';
import { findSourcePages } from '~/app/policies/find-source-pages.server';
import { pageTitle } from '~/app/policies/page-title';
import { requireMember } from '~/app/session/require-reader.server';
import facts from '~/app/styles/facts.css?url';
import styles from '~/app/styles/grants.css?url';
import policies from '~/app/styles/policies.css?url';
import { firstProblem } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { answerGrant, grantAnswers } from '~/knowledge/policies/grants/answer-grant.server';
import { listFirmGrants } from '~/knowledge/policies/grants/list-firm-grants.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links: LinksFunction = () =>
  [facts, policies, styles].map((href) => ({ rel: 'stylesheet', href }));
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('mygrants.title', matches);

export function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireMember(request, context);
    const { services } = context;
    // Whoever acts for several firms is told of each one's grants: those of the one acted for now come first.
    const firms = await services.db.enterprise.findMany({
      where: { id: { in: [...reader.enterpriseIds] } },
      select: { id: true, name: true },
    });
    const order = firms.toSorted(
      (a, b) => Number(b.id === reader.enterpriseId) - Number(a.id === reader.enterpriseId),
    );
    const grants = [];
    for (const firm of order)
      for (const grant of await listFirmGrants(services, reader, firm.id))
        grants.push({
          ...{ ...grant, firm: firms.length > 1 ? firm.name : null },
          sources: await findSourcePages(services.db, grant.sources),
        });
    const name = order[0]?.name ?? '';
    return { name, grants };
  });
}

const said = z.object({
  itemId: z.string(),
  answer: z.enum(grantAnswers),
  reason: z.string().max(5000).default(''),
});

export function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireMember(request, context);
    const input = requireFields(said, await request.formData());
    try {
      await answerGrant(context.services, reader, input);
      return redirect(`/my/grants#${input.itemId}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const { itemId, reason } = input;
      return data(
        { itemId, reason, problem: firstProblem(localeOf(request), error.fields) },
        { status: 422 },
      );
    }
  });
}

/** 免申即享 of one's own firm: what is granted without an application, to be accepted, declined or objected to. */
export default function MyGrants() {
  const { name, grants } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="wrap page grants">
      <nav className="crumb" aria-label={t('policies.place')}>
        <Link to="/my/benefits">{t('nav.mine')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{t('mygrants.title')}</span>
      </nav>
      <h1>{t('mygrants.title')}</h1>
      <p className="hq-muted policies-sub">{t('mygrants.sub', { name })}</p>
      <section className="hq-card" aria-label={t('mygrants.title')}>
        {grants.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-gift" aria-hidden="true" />
            <span>{t('mygrants.none')}</span>
            <Link to="/my/benefits">{t('mygrants.none.action')}</Link>
          </div>
        ) : (
          <ul className="plain fact-list">
            {grants.map((grant) => (
              <FirmGrantCard
                key={grant.id}
                grant={grant}
                answer={answer?.itemId === grant.id ? answer : undefined}
              />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
