import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Chart } from '~/app/helpdesk/chart';
import { tableOf, type InsightTable } from '~/app/helpdesk/insight-tables';
import { readInsights } from '~/app/helpdesk/read-insights.server';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/questions.css?url';
import { translator } from '~/app/words/translator';
import { insightPeriods } from '~/knowledge/helpdesk/get-insights.server';
import { sumMonths } from '~/knowledge/helpdesk/insight-figures';
import { hasRole } from '~/prisma/access/reader';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk', 'designer', 'reviewer', 'administrator');
  const page = await readInsights(context.services, reader, new URL(request.url).searchParams);
  const title = `${translator(localeOf(request))('insights.title')} · 惠企通`;
  const readsWords = hasRole(reader, 'helpdesk') || hasRole(reader, 'designer');
  return { ...page, title, readsWords, periods: insightPeriods };
}

const colours = {
  answered: '#0e5a74',
  notFound: '#b3661a',
  handedOver: '#5f5fb0',
  refused: '#8a97a0',
  stopped: '#c5cdd3',
};

const series = ['answered', 'notFound', 'handedOver', 'refused', 'stopped'] as const;

export default function InsightsRoute() {
  const { days, departmentId, departments, figures, periods, readsWords } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const csv = (table: InsightTable) =>
    `/desk/insights/csv?table=${table}&days=${days}${departmentId ? `&department=${departmentId}` : ''}`;
  const share = figures.questions === 0 ? null : Math.round((figures.answered / figures.questions) * 100);
  const { replies } = figures;
  const isByMonth = days > 90;
  const bars = isByMonth ? sumMonths(figures.days) : figures.days;
  const asked = figures.policies.filter((policy) => policy.asked > 0);
  const drawn = (key: keyof typeof colours) => ({
    name: t(
      `insights.head.${{ answered: 'answered', notFound: 'not-found', handedOver: 'handed-over', refused: 'refused', stopped: 'stopped' }[key]}`,
    ),
    values: bars.map((row) => row[key]),
    colour: colours[key],
  });
  return (
    <div className="stack">
      <h1>{t('insights.title')}</h1>
      <Form className="row-x wrapx insight-filter">
        <span className="row-x">
          <label htmlFor="days">{t('insights.period')}</label>
          <select id="days" name="days" className="form-select" defaultValue={days}>
            {periods.map((period) => (
              <option key={period} value={period}>
                {t('gaps.days', { n: period })}
              </option>
            ))}
          </select>
        </span>
        <span className="row-x">
          <label htmlFor="department">{t('insights.department')}</label>
          <select id="department" name="department" className="form-select" defaultValue={departmentId ?? ''}>
            <option value="">{t('insights.city')}</option>
            {departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </span>
        <button className="btn btn-outline-primary btn-sm">{t('insights.show')}</button>
      </Form>
      {departmentId && <p className="hq-sm hq-muted">{t('insights.scope')}</p>}
      {figures.unsummedDays > 0 && (
        <p className="hq-note" role="status">
          {t('insights.unsummed', { n: figures.unsummedDays })}
        </p>
      )}
      <div className="desk-figures">
        <Figure label={t('insights.questions')} value={String(figures.questions)} />
        <Figure
          label={t('insights.by-bot')}
          value={share === null ? '—' : `${share}%`}
          note={t('insights.by-bot.note', { n: figures.answered })}
        />
        <Figure
          label={t('insights.median')}
          value={
            replies.medianHours === null
              ? '—'
              : t('insights.hours', { n: Math.round(replies.medianHours * 10) / 10 })
          }
          note={t('insights.on-time', { n: replies.onTime, all: replies.replied })}
        />
        <Figure
          label={t('insights.open')}
          value={String(replies.open)}
          note={t('insights.overdue', { n: replies.overdue })}
        />
      </div>
      {figures.questions === 0 ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-bar-chart" aria-hidden="true" />
          <p>{t('insights.empty')}</p>
        </div>
      ) : (
        <>
          <Chart
            title={t(isByMonth ? 'insights.months' : 'insights.days')}
            labels={bars.map(({ day }) => (isByMonth ? day : day.slice(5)))}
            series={series.map(drawn)}
            summary={bars
              .filter((row) => series.some((one) => row[one] > 0))
              .map((row) =>
                t('insights.days.summary', { day: row.day, answered: row.answered, notFound: row.notFound }),
              )
              .join('；')}
            csv={csv('days')}
          >
            <Table table="days" />
          </Chart>
          <Bars
            table="kinds"
            rows={figures.kinds.map(({ kind, questions }) => [t(`insights.kind.${kind}`, kind), questions])}
          />
          <Bars
            table="clauses"
            rows={figures.clauses.map(({ name, path, cited }) => [`${name} ${path}`, cited])}
          />
        </>
      )}
      <Bars
        table="policies"
        rows={asked.slice(0, 15).map((policy) => [policy.title, policy.asked])}
        note={t('insights.policies.note', {
          asked: asked.length,
          all: figures.policies.length,
          uncited: asked.filter(({ cited }) => cited === 0).length,
        })}
      />
      <Bars
        table="replies"
        rows={[
          [t('insights.head.handed-over'), replies.handedOver],
          [t('insights.head.replied'), replies.replied],
          [t('insights.head.on-time'), replies.onTime],
          [t('insights.head.open'), replies.open],
          [t('insights.head.overdue'), replies.overdue],
        ]}
      />
      <Bars
        table="ratings"
        rows={[
          [t('insights.head.useful'), figures.ratings.useful + figures.ratings.replyUseful],
          [t('insights.head.not-useful'), figures.ratings.notUseful + figures.ratings.replyNotUseful],
          [t('insights.head.wrong'), figures.ratings.wrong],
        ]}
        more={
          readsWords && (
            <Link to={`/desk/gaps?cause=rated&days=${Math.min(days, 90)}`}>{t('insights.ratings.more')}</Link>
          )
        }
      />
    </div>
  );

  function Bars({
    table,
    rows,
    note,
    more,
  }: {
    table: InsightTable;
    rows: [string, number][];
    note?: string;
    more?: ReactNode;
  }) {
    const title = t(`insights.${table}`);
    return (
      <Chart
        title={title}
        labels={rows.map(([label]) => label)}
        series={[{ name: title, values: rows.map(([, value]) => value), colour: colours.answered }]}
        isLying
        summary={rows.map(([label, value]) => `${label} ${value}`).join('；')}
        csv={csv(table)}
        note={note}
        more={more}
      >
        <Table table={table} />
      </Chart>
    );
  }

  function Table({ table }: { table: InsightTable }) {
    const { head, rows } = tableOf(table, figures, t);
    return (
      <table className="table t">
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column}>{cell ?? '—'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
}

function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div className="hq-card desk-figure">
      <span className="hq-muted">{label}</span>
      <b>{value}</b>
      <span className="hq-sm hq-muted">{note}</span>
    </div>
  );
}
