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
import { GapCard } from '~/app/helpdesk/gap-card';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireFields } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/questions.css?url';
import { translator } from '~/app/words/translator';
import { firstProblem } from '~/app/words/say-problem';
import { gapCauses, gapPeriods, gapTabs, listGaps, resolveGap } from '~/knowledge/helpdesk/list-gaps.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, 'helpdesk', 'designer');
  const query = new URL(request.url).searchParams;
  const tab = gapTabs.find((name) => name === query.get('tab')) ?? 'open';
  const days = gapPeriods.find((period) => String(period) === query.get('days')) ?? 30;
  const cause = gapCauses.find((name) => name === query.get('cause')) ?? 'all';
  const title = `${translator(localeOf(request))('gaps.title')} · 惠企通`;
  return {
    title,
    tab,
    days,
    cause,
    causes: gapCauses,
    tabs: gapTabs,
    periods: gapPeriods,
    ...(await listGaps(context.services, { tab, days, cause })),
  };
}

const input = z.object({
  id: z.string().min(1).max(40),
  resolution: z.string(),
  reason: z.string().default(''),
  note: z.string().default(''),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk', 'designer');
  const form = await request.formData();
  return orErrorPage(async () => {
    const { id, ...decision } = requireFields(input, form);
    try {
      await resolveGap(context.services, reader, id, decision);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data({ id, problem: firstProblem(localeOf(request), error.fields) }, { status: 422 });
    }
    return redirect(`${new URL(request.url).pathname}${new URL(request.url).search}`);
  });
}

export default function GapsRoute() {
  const { tab, days, cause, tabs, periods, causes, items, counts, asked, waiting } =
    useLoaderData<typeof loader>();
  const path = (to: { tab?: string; days?: number; cause?: string }) =>
    `/desk/gaps?${new URLSearchParams({ tab: to.tab ?? tab, days: String(to.days ?? days), cause: to.cause ?? cause }).toString()}`;
  const result = useActionData<typeof action>();
  const { t } = useTranslation();
  const most = Math.max(1, ...items.map(({ askers }) => askers));
  return (
    <div className="stack">
      <h1>{t('gaps.title')}</h1>
      <p className="hq-muted">{t('gaps.help')}</p>
      <div className="row-x wrapx">
        <nav className="tabsx faq-tabs grow" aria-label={t('gaps.tabs')}>
          {tabs.map((name) => (
            <Link
              key={name}
              to={path({ tab: name })}
              className={name === tab ? 'on' : ''}
              {...(name === tab && { 'aria-current': 'page' })}
            >
              {t(`gaps.tab.${name}`)} {counts[name]}
            </Link>
          ))}
        </nav>
        <nav className="row-x" aria-label={t('gaps.period')}>
          {periods.map((period) => (
            <Link
              key={period}
              to={path({ days: period })}
              className={period === days ? 'btn btn-primary btn-sm' : 'btn btn-outline-primary btn-sm'}
              {...(period === days && { 'aria-current': 'true' })}
            >
              {t('gaps.days', { n: period })}
            </Link>
          ))}
        </nav>
      </div>
      <nav className="row-x wrapx" aria-label={t('gaps.causes')}>
        {causes.map((name) => (
          <Link
            key={name}
            to={path({ cause: name })}
            className={name === cause ? 'btn btn-primary btn-sm' : 'btn btn-outline-primary btn-sm'}
            {...(name === cause && { 'aria-current': 'true' })}
          >
            {t(`gaps.causes.${name}`)}
          </Link>
        ))}
      </nav>
      <p className="hq-sm hq-muted" role="status">
        {t('gaps.sum', { asked, groups: counts[tab], days })}
        {waiting > 0 && t('gaps.waiting', { n: waiting })}
      </p>
      {items.length === 0 && (
        <div className="hq-card hq-empty">
          <i className="bi bi-check2-circle" aria-hidden="true" />
          <p>{t(`gaps.empty.${tab}`)}</p>
          <Link to="/desk/insights">{t('gaps.empty.insights')}</Link>
        </div>
      )}
      {items.map((gap) => (
        <GapCard
          key={`${gap.id}-${gap.state}`}
          gap={gap}
          most={most}
          problem={result?.id === gap.id ? result.problem : null}
        />
      ))}
    </div>
  );
}
