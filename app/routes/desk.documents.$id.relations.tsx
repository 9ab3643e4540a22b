import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { FoundDatesCard } from '~/app/documents/found-dates';
import { actOnLife } from '~/app/documents/act-on-life.server';
import { RelationCard } from '~/app/documents/relation-card';
import { StateBadge, StatusBadge } from '~/app/documents/status-badge';
import { uploadRoles } from '~/app/documents/upload-roles';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/document-life.css?url';
import { getDeskDocument } from '~/knowledge/documents/get-document.server';
import { openDates } from '~/knowledge/documents/life/list-found-dates.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const found = await getDeskDocument(db, reader, params.id ?? '', cityDate(now()));
    if (!found) throw new NotFoundError('document', params.id ?? '');
    const { id, title, canEdit, relations, relationsTo, metadata, text } = found;
    return {
      document: { id, title, dates: canEdit ? openDates(metadata, text) : [] },
      canEdit,
      relations: relations.map(({ decidedAt, ...relation }) => ({
        ...relation,
        decidedOn: decidedAt ? cityDate(decidedAt) : null,
      })),
      relationsTo: relationsTo.map(({ decidedAt: _at, ...relation }) => relation),
    };
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const { done } = await actOnLife(context.services, reader, await request.formData());
    return redirect(`/desk/documents/${params.id ?? ''}/relations?done=${done}`);
  });
}

export default function DocumentRelations() {
  const { document, relations, relationsTo, canEdit } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const done = useSearchParams()[0].get('done');
  const nothing = relations.length + relationsTo.length + document.dates.length === 0;
  return (
    <div className="stack">
      {done && (
        <p className="hq-note" role="status">
          {t(`life.done.${done}`, { defaultValue: t('documents.desk.saved') })}
        </p>
      )}
      {nothing && (
        <div className="hq-card hq-empty">
          <i className="bi bi-diagram-2" aria-hidden="true" />
          <p>{t('workbench.no-relations')}</p>
          <Link className="btn btn-outline-primary" to="/desk/documents/relations">
            {t('life.all-open')}
          </Link>
        </div>
      )}
      {document.dates.length > 0 && (
        <section className="hq-card" aria-labelledby="life-dates">
          <div className="hq-card-h">
            <h2 id="life-dates">{t('life.dates-open')}</h2>
          </div>
          <ul className="plain rel-list">
            <FoundDatesCard document={document} withTitle={false} />
          </ul>
        </section>
      )}
      {relations.length > 0 && (
        <section className="hq-card" aria-labelledby="life-from">
          <div className="hq-card-h">
            <h2 id="life-from">{t('life.relations-from')}</h2>
          </div>
          <ul className="plain rel-list">
            {relations.map((relation) => (
              <RelationCard key={relation.id} relation={relation} canEdit={canEdit} />
            ))}
          </ul>
        </section>
      )}
      {relationsTo.length > 0 && (
        <section className="hq-card" aria-labelledby="life-to">
          <div className="hq-card-h">
            <h2 id="life-to">{t('life.relations-to')}</h2>
          </div>
          <ul className="plain rel-list">
            {relationsTo.map((relation) => (
              <li key={relation.id} className="rel">
                <div className="rel-head">
                  <span className="tag">{t(`life.relation-by.${relation.kind}`)}</span>
                  <span className="hq-xs hq-muted">{t(`life.relation-state.${relation.state}`)}</span>
                </div>
                {relation.others.map((other) => (
                  <p key={other.id} className="row-x wrapx rel-target">
                    <Link to={`/desk/documents/${other.id}/relations`}>{other.title}</Link>
                    <StateBadge state={other.state} />
                    <StatusBadge status={other.status} />
                  </p>
                ))}
                <blockquote className="rel-words">{relation.words}</blockquote>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
