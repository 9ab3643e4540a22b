import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { FoundDatesCard } from '~/app/documents/found-dates';
import { actOnLife } from '~/app/documents/act-on-life.server';
import { RelationCard } from '~/app/documents/relation-card';
import { uploadRoles } from '~/app/documents/upload-roles';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/document-life.css?url';
import documentStyles from '~/app/styles/documents.css?url';
import { listFoundDates } from '~/knowledge/documents/life/list-found-dates.server';
import { countOpenRelations, listRelations } from '~/knowledge/documents/relations/list-relations.server';
import { relationKinds } from '~/knowledge/documents/relations/relation-kind';
import { cityDate } from '~/prisma/calendar/city-date';

export const links = () => [
  { rel: 'stylesheet', href: documentStyles },
  { rel: 'stylesheet', href: styles },
];

const querySchema = z.object({
  show: z.enum(['open', 'dates', 'decided']).catch('open'),
  kind: z.enum(relationKinds).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  done: z.string().max(40).optional().catch(undefined),
  relation: z.string().max(60).optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const { show, kind, page, done, relation } = querySchema.parse(
      Object.fromEntries(new URL(request.url).searchParams),
    );
    const asOf = cityDate(now());
    const filter = { show: show === 'decided' ? show : ('open' as const), page, ...(kind && { kind }) };
    const dates = await listFoundDates(db, reader, show === 'dates' ? page : 1, asOf);
    const found = show === 'dates' ? null : await listRelations(db, reader, filter, asOf);
    const counts = await countOpenRelations(db, reader);
    return {
      show,
      kind: kind ?? null,
      page,
      done: done ? { done, relation: relation ?? null } : null,
      counts,
      open: Object.values(counts).reduce((sum, n) => sum + n, 0),
      dates: { total: dates.total, documents: show === 'dates' ? dates.documents : [] },
      relations: (found?.relations ?? []).map(({ decidedAt, ...rest }) => ({
        ...rest,
        decidedOn: decidedAt ? cityDate(decidedAt) : null,
      })),
      pages: Math.max(1, Math.ceil((found?.total ?? dates.total) / (found?.pageSize ?? dates.pageSize))),
    };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const { done, relation } = await actOnLife(context.services, reader, await request.formData());
    const url = new URL(request.url);
    url.searchParams.set('done', done);
    if (relation === null) url.searchParams.delete('relation');
    else url.searchParams.set('relation', relation);
    return redirect(`${url.pathname}${url.search}`);
  });
}

export default function RelationsPage() {
  const { show, kind, page, pages, done, counts, open, dates, relations } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const address = (changes: Record<string, string | number | null>) => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries({ show, kind, ...changes }))
      if (value !== null) query.set(key, String(value));
    return `?${query.toString()}`;
  };
  const isEmpty = show === 'dates' ? dates.documents.length === 0 : relations.length === 0;
  return (
    <div className="stack">
      <nav className="crumb" aria-label={t('documents.crumb')}>
        <Link to="/desk/documents">{t('documents.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{t('life.title')}</span>
      </nav>
      <div className="deskhead">
        <h1>{t('life.title')}</h1>
      </div>
      <p className="hq-sm hq-muted life-lead">{t('life.lead')}</p>
      <nav className="doc-tabs" aria-label={t('life.title')}>
        {(
          [
            ['open', t('life.tab.open', { n: open })],
            ['dates', t('life.tab.dates', { n: dates.total })],
            ['decided', t('life.tab.decided')],
          ] as const
        ).map(([key, word]) => (
          <Link
            key={key}
            to={`?show=${key}`}
            className={show === key ? 'on' : ''}
            aria-current={show === key ? 'page' : undefined}
          >
            {word}
          </Link>
        ))}
      </nav>
      {done && <Done {...done} />}
      {show !== 'dates' && (
        <nav className="row-x wrapx" aria-label={t('life.by-kind')}>
          {[null, ...relationKinds].map((one) => (
            <Link
              key={one ?? 'all'}
              to={address({ kind: one })}
              className={`btn btn-sm ${kind === one ? 'btn-primary' : 'btn-outline-primary'}`}
              aria-current={kind === one ? 'true' : undefined}
            >
              {one === null ? t('life.all-kinds') : t(`life.relation.${one}`)}
              {show === 'open' && one !== null && ` ${counts[one] ?? 0}`}
            </Link>
          ))}
        </nav>
      )}
      {isEmpty ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-check2-all" aria-hidden="true" />
          <p>{t(`life.empty.${show}`)}</p>
          <Link className="btn btn-outline-primary" to="/desk/documents">
            {t('life.to-documents')}
          </Link>
        </div>
      ) : (
        <ul className="plain hq-card rel-list">
          {dates.documents.map((document) => (
            <FoundDatesCard key={document.id} document={document} withTitle />
          ))}
          {relations.map((relation) => (
            <RelationCard key={relation.id} relation={relation} from={relation.from} canEdit />
          ))}
        </ul>
      )}
      {pages > 1 && (
        <nav className="doc-pager" aria-label={t('documents.pages')}>
          {page > 1 && (
            <Link className="btn btn-outline-primary btn-sm" rel="prev" to={address({ page: page - 1 })}>
              {t('documents.previous')}
            </Link>
          )}
          <span className="hq-muted">{t('documents.page-n', { page, pages })}</span>
          {page < pages && (
            <Link className="btn btn-outline-primary btn-sm" rel="next" to={address({ page: page + 1 })}>
              {t('documents.next')}
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

/** What was just done, with the way back. */
function Done({ done, relation }: { done: string; relation: string | null }) {
  const { t } = useTranslation();
  return (
    <div className="hq-note row-x wrapx" role="status">
      <span>{t(`life.done.${done}`, { defaultValue: t('documents.desk.saved') })}</span>
      {relation && done !== 'undo' && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="relation" value={relation} />
          <button className="btn btn-outline-primary btn-sm" name="intent" value="undo">
            <i className="bi bi-arrow-counterclockwise" aria-hidden="true" />
            {t('life.undo')}
          </button>
        </Form>
      )}
    </div>
  );
}
