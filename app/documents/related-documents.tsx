import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { PublicRelation } from '~/knowledge/documents/relations/read-relations.server';

import { StatusBadge } from './status-badge';

/** How the document bears on others, and others on it, as far as it is in effect; nothing when it stands alone. */
export function RelatedDocuments({
  document,
}: {
  document: { relations: PublicRelation[]; relationsTo: PublicRelation[] };
}) {
  const { t } = useTranslation();
  if (document.relations.length + document.relationsTo.length === 0) return null;
  return (
    <section className="hq-card hq-card-b doc-related">
      <h2>{t('life.related')}</h2>
      <dl>
        {document.relations.map((relation, i) => (
          <div key={`from-${i}`}>
            <dt>{t(`life.relation.${relation.kind}`)}</dt>
            <Others relation={relation} isWritten />
          </div>
        ))}
        {document.relationsTo.map((relation, i) => (
          <div key={`to-${i}`}>
            <dt>{t(`life.relation-by.${relation.kind}`)}</dt>
            <Others relation={relation} isWritten={false} />
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The documents at the other end; a title that the library lacks stands as written. */
function Others({ relation, isWritten }: { relation: PublicRelation; isWritten: boolean }) {
  if (relation.others.length === 0)
    return (
      <dd>
        {isWritten && `《${relation.title}》`}
        {isWritten && relation.documentNumber && `（${relation.documentNumber}）`}
      </dd>
    );
  return relation.others.map((other) => (
    <dd key={other.id}>
      <Link to={`/documents/${other.id}`}>{other.title}</Link> <StatusBadge status={other.status} />
    </dd>
  ));
}
