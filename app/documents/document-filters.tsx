import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { documentKinds } from '~/knowledge/documents/document-kind';

import { documentNeeds, documentStates, documentStatuses, type DocumentQuery } from './document-query';

/** Search and filters of a list of documents: a plain form, so that it works without JavaScript. */
export function DocumentFilters({
  query,
  issuers,
  desk,
}: {
  query: DocumentQuery;
  issuers: string[];
  /** At the desk: filters that the public doesn't need. */
  desk?: { departments: { id: string; name: string }[]; formats: string[] };
}) {
  const { t } = useTranslation();
  return (
    <Form
      method="get"
      className={desk ? 'doc-filters with-state' : 'doc-filters'}
      role="search"
      aria-label={t('documents.search-label')}
    >
      <div className="doc-filter-q">
        <label className="form-label" htmlFor="doc-q">
          {t('documents.search-by')}
        </label>
        <input
          id="doc-q"
          className="form-control"
          type="search"
          name="q"
          defaultValue={query.q ?? ''}
          placeholder={t('documents.search-hint')}
        />
      </div>
      <Choice name="status" label={t('documents.filter.status')} value={query.status}>
        {documentStatuses.map((status) => [status, t(`documents.status.${status}`)])}
      </Choice>
      {desk && (
        <Choice name="state" label={t('documents.filter.state')} value={query.state}>
          {documentStates.map((state) => [state, t(`documents.state.${state}`)])}
        </Choice>
      )}
      <Choice name="kind" label={t('documents.filter.kind')} value={query.kind}>
        {documentKinds.map((kind) => [kind, t(`documents.kind.${kind}`)])}
      </Choice>
      <Choice name="issuer" label={t('documents.filter.issuer')} value={query.issuer}>
        {issuers.map((issuer) => [issuer, issuer])}
      </Choice>
      {desk && (
        <>
          <Choice name="department" label={t('workbench.department')} value={query.department}>
            {[
              ...desk.departments.map(({ id, name }) => [id, name]),
              ['none', t('workbench.department.none')],
            ]}
          </Choice>
          <Choice name="format" label={t('workbench.format')} value={query.format}>
            {desk.formats.map((format) => [format, t(`workbench.format.${format}`, format)])}
          </Choice>
          <Choice name="need" label={t('workbench.need')} value={query.need}>
            {documentNeeds.map((need) => [need, t(`workbench.need.${need}`)])}
          </Choice>
        </>
      )}
      <button className="btn btn-primary" type="submit">
        <i className="bi bi-search" aria-hidden="true" />
        {t('documents.find')}
      </button>
    </Form>
  );
}

function Choice({
  name,
  label,
  value,
  children,
}: {
  name: string;
  label: string;
  value: string | undefined;
  children: string[][];
}) {
  const { t } = useTranslation();
  return (
    <div className="doc-filter elder-hide">
      <label className="form-label" htmlFor={`doc-${name}`}>
        {label}
      </label>
      {/* Chosen anew when the address changes. */}
      <select
        id={`doc-${name}`}
        key={value ?? ''}
        className="form-select"
        name={name}
        defaultValue={value ?? ''}
      >
        <option value="">{t('documents.filter.all')}</option>
        {children.map(([key = '', word]) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}
