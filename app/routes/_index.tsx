import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { PolicyRow } from '~/app/components/policies/policy-row';
import { QuestionCard } from '~/app/components/policies/question-card';
import { useFrame } from '~/app/frame/use-frame';
import { getHome, type FirmHome, type Home } from '~/app/home/get-home.server';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { getReader } from '~/app/session/require-reader.server';
import homeStyles from '~/app/styles/home.css?url';
import policyStyles from '~/app/styles/policies.css?url';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: policyStyles },
  { rel: 'stylesheet', href: homeStyles },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await getReader(request, context);
  return getHome(context.services, reader, localeOf(request) === 'en' ? 'en' : 'zh');
}

const suggestions = ['home.suggest.1', 'home.suggest.2', 'home.suggest.3', 'home.suggest.4'] as const;

const entries = [
  ['/assistant', 'ask', 'bi-chat-square-text'],
  ['/my/benefits', 'check', 'bi-clipboard-check'],
  ['/policies?form=yes', 'apply', 'bi-pencil-square'],
  ['/my/applications', 'track', 'bi-hourglass-split'],
] as const;

export default function HomePage() {
  const home = useLoaderData<typeof loader>();
  return (
    <>
      <Hero />
      <div className="wrap">
        <Entries />
        <div className="home-cols">
          <section aria-labelledby="mine">
            {home.firm ? <Firm firm={home.firm} /> : <NotSignedIn popular={home.popular} />}
          </section>
          <aside className="stack elder-hide">
            <Deadlines deadlines={home.deadlines} />
            {home.firm && home.firm.openCases.length > 0 && <OpenCases cases={home.firm.openCases} />}
          </aside>
        </div>
      </div>
    </>
  );
}

function Hero() {
  const { t } = useTranslation();
  return (
    <section className="hero">
      <div className="wrap">
        <h1>{t('home.title')}</h1>
        <p className="hero-sub">{t('home.sub')}</p>
        <Form className="ask" role="search" action="/assistant" method="get">
          <i className="bi bi-search hq-muted" aria-hidden="true" />
          <input
            name="q"
            required
            maxLength={500}
            aria-label={t('home.ask.label')}
            placeholder={t('home.ask.placeholder')}
          />
          <button className="btn btn-primary">{t('home.ask.button')}</button>
        </Form>
        <div className="sugs elder-hide">
          <span className="hq-sm hq-muted hide-m">{t('home.often')}</span>
          {suggestions.map((key) => (
            <Link key={key} className="sug" to={`/assistant?q=${encodeURIComponent(t(key))}`}>
              {t(key)}
            </Link>
          ))}
        </div>
      </div>
    </section>
  );
}

function Entries() {
  const { t } = useTranslation();
  return (
    <nav className="entries" aria-label={t('home.entries')}>
      {entries.map(([to, name, icon]) => (
        <Link key={to} className="entry hq-card" to={to}>
          <span className="ic">
            <i className={`bi ${icon}`} aria-hidden="true" />
          </span>
          <b>{t(`home.entry.${name}`)}</b>
          <span>{t(`home.entry.${name}.help`)}</span>
          <i className="bi bi-chevron-right go" aria-hidden="true" />
        </Link>
      ))}
    </nav>
  );
}

function Firm({ firm }: { firm: FirmHome }) {
  const { t } = useTranslation();
  const frame = useFrame();
  return (
    <>
      <div className="home-sum">
        <h2 id="mine">{t('home.mine', { eligible: firm.counts.eligible, oneStep: firm.counts.oneStep })}</h2>
        <p className="hq-sm hq-muted">
          {frame?.enterprise?.name} <Link to="/my/facts">{t('home.facts')}</Link>
        </p>
      </div>
      {firm.question && (
        <QuestionCard
          question={firm.question}
          unlocks={firm.question.unlockTitles}
          decides={firm.question.decides}
          action="/my/benefits"
          hidden={{ returnTo: '/' }}
        />
      )}
      <div className="hq-card">
        {firm.rows.map((row) => (
          <PolicyRow key={row.id} row={row} />
        ))}
        <div className="pol-more">
          <Link to="/my/benefits">{t('home.all', { n: firm.counts.all })}</Link>
        </div>
      </div>
    </>
  );
}

function NotSignedIn({ popular }: { popular: Home['popular'] }) {
  const { t } = useTranslation();
  const person = useFrame()?.person;
  return (
    <>
      <div className="hq-card hq-empty">
        <i className="bi bi-building-check" aria-hidden="true" />
        <p>{person ? t('home.no-enterprise') : t('home.signed-out')}</p>
        <Link className="btn btn-primary" to={person ? '/register' : '/sign-in?next=%2F'}>
          {person ? t('home.no-enterprise.action') : t('home.signed-out.action')}
        </Link>
      </div>
      <h2 id="mine" className="home-popular">
        {t('home.popular')}
      </h2>
      <div className="hq-card">
        {popular.map((row) => (
          <PolicyRow key={row.id} row={row} />
        ))}
        <div className="pol-more">
          <Link to="/policies">{t('home.popular.all')}</Link>
        </div>
      </div>
    </>
  );
}

function Deadlines({ deadlines }: Pick<Home, 'deadlines'>) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="deadlines">
      <div className="hq-card-h">
        <h2 id="deadlines">{t('home.deadlines')}</h2>
      </div>
      {deadlines.length === 0 && <p className="hq-card-b hq-sm hq-muted">{t('home.deadlines.empty')}</p>}
      {deadlines.map(({ id, title, date, daysLeft }) => (
        <div className="dl" key={id}>
          <div className="d">
            <span>{t('home.month', { n: Number(date.slice(5, 7)) })}</span>
            <b>{Number(date.slice(8))}</b>
          </div>
          <Link to={`/policies/${id}`}>{title}</Link>
          <span className={`hq-sm ${daysLeft <= 30 ? 'soon' : 'hq-muted'}`}>
            {t('home.days-left', { n: daysLeft })}
          </span>
        </div>
      ))}
    </section>
  );
}

function OpenCases({ cases }: { cases: FirmHome['openCases'] }) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="open-cases">
      <div className="hq-card-h">
        <h2 id="open-cases">{t('home.cases', { n: cases.length })}</h2>
      </div>
      <ul className="plain hq-card-b stack">
        {cases.map(({ id, title, state }) => (
          <li key={id} className="row-x wrapx">
            <Link className="grow" to={`/my/applications/${id}`}>
              {title}
            </Link>
            <span className="tag">{t(`home.case.${state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
