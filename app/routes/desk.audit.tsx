import type { LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { orErrorPage } from '~/app/errors';
import { cityTime } from '~/app/people/city-time';
import { FormField } from '~/app/people/form-field';
import { listAuditEntries } from '~/app/people/list-audit-entries.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/people.css?url';
import { checkAuditChain } from '~/prisma/audit/check-audit-chain.server';

export const links = () => [{ rel: 'stylesheet', href: styles }];

const fields = ['from', 'to', 'action', 'actor', 'subject'] as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db } = context.services;
    const reader = await requireStaff(request, context, 'auditor');
    const query = new URL(request.url).searchParams;
    const text = (name: string) => (query.get(name) ?? '').trim().slice(0, 100);
    const before = /^\d{1,15}$/.test(text('before')) ? Number(text('before')) : null;
    const typed = Object.fromEntries(fields.map((field) => [field, text(field)])) as Record<
      (typeof fields)[number],
      string
    >;
    const listed = await listAuditEntries(db, reader, { ...typed, before });
    return { typed, ...listed, chain: query.has('check') ? await checkAuditChain(db) : null };
  });
}

export default function AuditPage() {
  const { typed, entries, next, chain } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="people-desk">
      <div className="deskhead">
        <h1>{t('audit.title')}</h1>
        <Form>
          <button className="btn btn-outline-primary" name="check" value="1">
            <i className="bi bi-shield-check" aria-hidden="true" />
            {t('audit.check')}
          </button>
        </Form>
      </div>
      {chain && (
        <p
          className={chain.intact ? 'hq-note' : 'hq-note hq-note-no'}
          role={chain.intact ? 'status' : 'alert'}
        >
          {chain.intact ? t('audit.intact', { n: chain.entries }) : t('audit.broken', { seq: chain.seq })}
        </p>
      )}
      <div className="hq-card hq-card-b people-form">
        <Form className="people-filter" role="search">
          <FormField name="from" type="date" label={t('audit.from')} defaultValue={typed.from} optional />
          <FormField name="to" type="date" label={t('audit.to')} defaultValue={typed.to} optional />
          <FormField
            name="action"
            label={t('audit.action')}
            defaultValue={typed.action}
            placeholder="role."
            optional
          />
          <FormField name="actor" label={t('audit.actor')} defaultValue={typed.actor} optional />
          <FormField name="subject" label={t('audit.subject')} defaultValue={typed.subject} optional />
          <button className="btn btn-primary">{t('audit.filter')}</button>
        </Form>
        {entries.length === 0 ? (
          <p className="hq-muted">{t('audit.none')}</p>
        ) : (
          <AuditTable entries={entries} />
        )}
        {next !== null && (
          <Link to={`?${new URLSearchParams({ ...typed, before: String(next) }).toString()}`}>
            {t('accounts.more')}
          </Link>
        )}
      </div>
    </div>
  );
}

function AuditTable({ entries }: { entries: ReturnType<typeof useLoaderData<typeof loader>>['entries'] }) {
  const { t } = useTranslation();
  return (
    <ScrollRegion className="table-scroll" label={t('audit.title')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('audit.seq')}</th>
            <th scope="col">{t('audit.at')}</th>
            <th scope="col">{t('audit.actor')}</th>
            <th scope="col">{t('audit.action')}</th>
            <th scope="col">{t('audit.subject')}</th>
            <th scope="col">{t('audit.detail')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.seq}>
              <td className="num">{entry.seq}</td>
              <td className="num nowrap">{cityTime(entry.at)}</td>
              <td>{entry.actorName ?? t(`audit.actor.${entry.actorKind}`)}</td>
              <td>{entry.action}</td>
              <td>
                {entry.subjectKind} {entry.subjectId}
              </td>
              <td>
                <details>
                  <summary>{t('audit.show')}</summary>
                  <pre>{JSON.stringify(entry.detail, null, 2)}</pre>
                  <p className="hq-xs hq-muted people-hash">{entry.hash}</p>
                </details>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
