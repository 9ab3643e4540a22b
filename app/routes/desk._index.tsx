import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { getDeskHome, type DeskTask } from '~/app/desk/get-desk-home.server';
import { i18n } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context);
  const t = await i18n.getFixedT(request);
  const { db, now } = context.services;
  return { title: `${t('desk.nav.home')} · ${t('brand.desk')}`, home: await getDeskHome(db, reader, now()) };
}

export default function DeskHomePage() {
  const { home } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="stack" style={{ '--gap': '16px' } as React.CSSProperties}>
      <div>
        <h1>{t('desk.home.title', { name: home.name, n: home.tasks.length, due: home.dueToday })}</h1>
        <p className="hq-muted">{home.today}</p>
      </div>
      <div className="desk-figures">
        {home.cases && (
          <Figure icon="bi-inboxes" label={t('desk.home.cases')} to="/desk/cases" n={home.cases.open}>
            {t('desk.home.due-today', { n: home.cases.dueToday })}
          </Figure>
        )}
        {home.questions && (
          <Figure
            icon="bi-chat-left-text"
            label={t('desk.home.questions')}
            to="/desk/questions"
            n={home.questions.waiting}
          />
        )}
        {home.notFound !== null && (
          <Figure icon="bi-patch-question" label={t('desk.home.not-found')} to="/desk/gaps" n={home.notFound}>
            {t('desk.home.last-30-days')}
          </Figure>
        )}
      </div>
      <section className="hq-card" aria-labelledby="tasks">
        <div className="hq-card-h">
          <h2 id="tasks">{t('desk.home.tasks')}</h2>
        </div>
        {home.tasks.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-check2-circle" aria-hidden="true" />
            <p>{t('desk.home.empty')}</p>
          </div>
        ) : (
          <ul className="plain desk-tasks">
            {home.tasks.map((task) => (
              <li key={task.kind + task.link + task.title}>
                <span className="tag">{t(`desk.home.kind.${task.kind}`)}</span>
                <span className="grow">{task.title}</span>
                <DaysLeft task={task} />
                <Link
                  className="btn btn-outline-primary btn-sm"
                  to={task.link}
                  aria-label={`${t(`desk.home.do.${task.kind}`)}：${task.title}`}
                >
                  {t(`desk.home.do.${task.kind}`)}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Figure(props: { icon: string; label: string; to: string; n: number; children?: React.ReactNode }) {
  return (
    <Link className="hq-card desk-figure" to={props.to}>
      <span className="hq-muted">
        <i className={`bi ${props.icon}`} aria-hidden="true" /> {props.label}
      </span>
      <b>{props.n}</b>
      <span className="hq-sm hq-muted">{props.children}</span>
    </Link>
  );
}

function DaysLeft({ task }: { task: DeskTask }) {
  const { t } = useTranslation();
  if (task.daysLeft === null) return null;
  const word =
    task.daysLeft < 0 ? 'desk.home.overdue' : task.daysLeft === 0 ? 'desk.home.today' : 'desk.home.days-left';
  return (
    <span className={task.daysLeft <= 1 ? 'hq-sm soon' : 'hq-sm hq-muted'}>
      {t(word, { n: Math.abs(task.daysLeft) })}
    </span>
  );
}
