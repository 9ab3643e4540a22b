import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { regions } from '~/knowledge/documents/region';

import type { UploadOutcome } from './upload-documents.server';

const accepted = '.md,.markdown,.txt,.html,.htm,.docx,.pdf,.zip';

/** Files in, several at once or in a ZIP. */
export function UploadForm({ limitMb }: { limitMb: number }) {
  const { t } = useTranslation();
  const isBusy = useNavigation().formData?.get('intent') === 'upload';
  return (
    <Form
      method="post"
      encType="multipart/form-data"
      className="hq-card hq-card-b doc-upload"
      aria-labelledby="doc-upload"
    >
      <h2 id="doc-upload">{t('documents.desk.upload')}</h2>
      <input type="hidden" name="intent" value="upload" />
      <div className="doc-upload-row">
        <div>
          <label className="form-label" htmlFor="doc-files">
            {t('documents.desk.files')}
          </label>
          <input
            id="doc-files"
            className="form-control"
            type="file"
            name="files"
            multiple
            required
            accept={accepted}
            aria-describedby="doc-files-help"
          />
        </div>
        <div>
          <label className="form-label" htmlFor="doc-up-region">
            {t('documents.desk.region')}
          </label>
          <select id="doc-up-region" className="form-select" name="region" defaultValue="">
            <option value="">{t('documents.desk.as-found')}</option>
            {regions.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label className="form-label" htmlFor="doc-up-issuer">
            {t('documents.desk.issuer')}
          </label>
          <input
            id="doc-up-issuer"
            className="form-control"
            name="issuer"
            maxLength={200}
            placeholder={t('documents.desk.as-found')}
          />
        </div>
        <button className="btn btn-primary" type="submit" disabled={isBusy}>
          <i className="bi bi-upload" aria-hidden="true" />
          {isBusy ? t('documents.desk.uploading') : t('documents.desk.take-in')}
        </button>
      </div>
      <div className="form-check">
        <input id="doc-draft" className="form-check-input" type="checkbox" name="draft" />
        <label className="form-check-label" htmlFor="doc-draft">
          {t('documents.desk.draft')}
        </label>
      </div>
      <p id="doc-files-help" className="form-text">
        {t('documents.desk.files-help', { n: limitMb })}
      </p>
    </Form>
  );
}

/** A line for each file. */
export function UploadResults({ outcomes }: { outcomes: UploadOutcome[] }) {
  const { t } = useTranslation();
  const refused = outcomes.filter(({ outcome }) => outcome === 'refused').length;
  return (
    <section className="hq-card" aria-labelledby="doc-results" aria-live="polite">
      <div className="hq-card-h">
        <h2 id="doc-results">{t('documents.desk.results', { n: outcomes.length - refused, refused })}</h2>
      </div>
      <ul className="plain doc-results">
        {outcomes.map((one, i) => (
          <li key={i}>
            <span className={`doc-st ${one.outcome === 'refused' ? 'doc-st-soon' : 'doc-st-on'}`}>
              {t(`documents.outcome.${one.outcome}`)}
            </span>
            <span>
              {one.documentId ? <a href={`/desk/documents/${one.documentId}`}>{one.title}</a> : one.name}
              {one.reason && <span className="hq-muted"> {one.reason}</span>}
              {one.documentId && one.passages ? (
                <span className="hq-muted"> {t('documents.desk.passages', { n: one.passages })}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
