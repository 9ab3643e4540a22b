import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { FaqFlags, FaqState } from '~/app/helpdesk/faq-state';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/questions.css?url';
import { translator } from '~/app/words/translator';
import { faqTabs, listFaqs } from '~/knowledge/helpdesk/list-faqs.server';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk');
  const asked = new URL(request.url).searchParams.get('tab');
  const tab = faqTabs.find((name) => name === asked) ?? 'published';
  const title = `${translator(localeOf(request))('faqs.title')} · 惠企通`;
  return { title, tab, tabs: faqTabs, ...(await listFaqs(context.services, reader, tab)) };
}

export default function FaqsRoute() {
  const { tab, tabs, items, counts } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="stack">
      <div className="row-x wrapx">
        <h1 className="grow">{t('faqs.title')}</h1>
        <Link className="btn btn-primary btn-sm" to="/desk/faqs/new">
          {t('faqs.new')}
        </Link>
      </div>
      <p className="hq-muted">{t('faqs.help')}</p>
      <nav className="tabsx faq-tabs" aria-label={t('faqs.tabs')}>
        {tabs.map((name) => (
          <Link
            key={name}
            to={`/desk/faqs?tab=${name}`}
            className={name === tab ? 'on' : ''}
            {...(name === tab && { 'aria-current': 'page' })}
          >
            {t(`faqs.tab.${name}`)} {counts[name]}
          </Link>
        ))}
      </nav>
      {items.length === 0 ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-patch-question" aria-hidden="true" />
          <p>{t(`faqs.empty.${tab}`)}</p>
          <Link to="/desk/gaps">{t('faqs.empty.gaps')}</Link>
        </div>
      ) : (
        <ul className="plain hq-card faq-list">
          {items.map((faq) => (
            <li key={faq.id}>
              <Link to={`/desk/faqs/${faq.id}`}>{faq.question}</Link>
              <FaqState faq={faq} />
              <FaqFlags flags={faq.state === 'needs-review' ? faq.flags : []} />
              <span className="hq-xs hq-muted">
                {[
                  faq.department,
                  faq.owner && t('faqs.owner', { name: faq.owner }),
                  t('faqs.review', { date: faq.reviewOn }),
                  t('faqs.cited', { n: faq.cited }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
