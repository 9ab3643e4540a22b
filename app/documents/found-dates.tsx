import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { FoundDates } from '~/knowledge/documents/life/list-found-dates.server';
import { markWords } from '~/knowledge/documents/relations/mark-words';

/** The found days of a document, each in its sentence; a person lets them stand or corrects them. */
export function FoundDatesCard({
  document,
  withTitle,
}: {
  document: Pick<FoundDates, 'id' | 'title' | 'dates'>;
  withTitle: boolean;
}) {
  const { t } = useTranslation();
  return (
    <li className="rel" data-dates={document.id}>
      {withTitle && (
        <p className="rel-from">
          <Link to={`/desk/documents/${document.id}`}>{document.title}</Link>
        </p>
      )}
      <dl className="rel-dates">
        {document.dates.map(({ field, found, sentence }) => (
          <div key={field}>
            <dt>{t(`life.date.${field}`)}</dt>
            <dd>
              <b>{found.value}</b>
              <blockquote className="rel-words">
                {found.from === 'file-name' && <span className="hq-muted">{t('life.from-file-name')}</span>}
                {found.from === 'amendment' && <span className="hq-muted">{t('life.from-amendment')}</span>}
                {markWords(sentence, [found.words]).map((run, at) =>
                  run.marked ? <mark key={at}>{run.text}</mark> : <span key={at}>{run.text}</span>,
                )}
              </blockquote>
            </dd>
          </div>
        ))}
      </dl>
      <Form method="post" preventScrollReset className="row-x wrapx rel-actions">
        <input type="hidden" name="document" value={document.id} />
        <button className="btn btn-primary btn-sm" name="intent" value="confirm-dates">
          {t('life.dates-right')}
        </button>
        <Link className="btn btn-outline-primary btn-sm" to={`/desk/documents/${document.id}/metadata`}>
          {t('life.dates-wrong')}
        </Link>
      </Form>
    </li>
  );
}
