import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** A repeal that was read from the text, as the desk decides on it. */
export interface RepealRow {
  id: string;
  title: string;
  words: string;
  state: string;
  isKnown: boolean;
}

/** 同时废止《…》 acts at once; a person confirms each or takes it back. */
export function Repeals({ repeals, canEdit }: { repeals: RepealRow[]; canEdit: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="doc-repeals">
      <div className="hq-card-h">
        <h2 id="doc-repeals">{t('documents.desk.repeals')}</h2>
      </div>
      <ul className="check hq-card-b">
        {repeals.map((repeal) => (
          <li key={repeal.id}>
            <i
              className={`bi ${repeal.state === 'dismissed' ? 'bi-x-circle' : 'bi-check-circle'}`}
              aria-hidden="true"
            />
            <span>
              {repeal.title} <span className="hq-muted">{t(`documents.repeal.${repeal.state}`)}</span>{' '}
              {!repeal.isKnown && <span className="hq-muted">{t('documents.repeal.unknown')}</span>}
              <br />
              <span className="doc-evidence">
                <q>{repeal.words}</q>
              </span>
            </span>
            {canEdit && (
              <Form method="post" className="row-x">
                <input type="hidden" name="repeal" value={repeal.id} />
                {repeal.state !== 'confirmed' && (
                  <button className="btn btn-outline-primary btn-sm" name="intent" value="confirm-repeal">
                    {t('documents.repeal.confirm')}
                  </button>
                )}
                {repeal.state !== 'dismissed' && (
                  <button className="btn btn-outline-primary btn-sm" name="intent" value="dismiss-repeal">
                    {t('documents.repeal.dismiss')}
                  </button>
                )}
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
