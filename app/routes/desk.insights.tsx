import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { Chart } from '~/app/helpdesk/chart';
import { tableOf, type InsightTable } from '~/app/helpdesk/insight-tables';
import { readInsights } from '~/app/helpdesk/read-insights.server';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/questions.css?url';
import { translator } from '~/app/words/translator';
import { insightPeriods } from '~/knowledge/helpdesk/get-insights.server';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk', 'designer', 'reviewer', 'administrator');
  const page = await readInsights(context.services, reader, new URL(request.url).searchParams);
  const title = `${translator(localeOf(request))('insights.title')} · 惠企通`;
  return { ...page, title, periods: insightPeriods };
}

const colours = {
  answered: '#0e5a74',
  notFound: '#b3661a',
  handedOver: '#5f5fb0',
  refused: '#8a97a0',
  stopped: '#c5cdd3',
};

export default function InsightsRoute() {
  const { days, departmentId, departments, figures, periods } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const csv = (table: InsightTable) =>
    `/desk/insights/csv?table=${table}&days=${days}${departmentId ? `&department=${departmentId}` : ''}`;
  const share = figures.questions === 0 ? null : Math.round((figures.answered / figures.questions) * 100);
  const { replies } = figures;
  const series = (key: keyof typeof colours) => ({
    name: t(
      `insights.head.${{ answered: 'answered', notFound: 'not-found', handedOver: 'handed-over', refused: 'refused', stopped: 'stopped' }[key]}`,
    ),
    values: figures.days.map((row) => row[key]),
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
            title={t('insights.days')}
            labels={figures.days.map(({ day }) => day.slice(5))}
            series={[
              series('answered'),
              series('notFound'),
              series('handedOver'),
              series('refused'),
              series('stopped'),
            ]}
            summary={figures.days
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
      <Bars table="policies" rows={figures.policies.slice(0, 15).map(({ title, asked }) => [title, asked])} />
      <Bars
        table="ratings"
        rows={[
          [t('insights.head.useful'), figures.ratings.useful + figures.ratings.replyUseful],
          [t('insights.head.not-useful'), figures.ratings.notUseful + figures.ratings.replyNotUseful],
          [t('insights.head.wrong'), figures.ratings.wrong],
        ]}
      />
    </div>
  );

  function Bars({ table, rows }: { table: InsightTable; rows: [string, number][] }) {
    const title = t(`insights.${table}`);
    return (
      <Chart
        title={title}
        labels={rows.map(([label]) => label)}
        series={[{ name: title, values: rows.map(([, value]) => value), colour: colours.answered }]}
        isLying
        summary={rows.map(([label, value]) => `${label} ${value}`).join('；')}
        csv={csv(table)}
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
