import { useTranslation } from 'react-i18next';

import { termsFields, type TermsField } from './read-terms-form';

export type TermsShown = Record<TermsField, string>;

/** 开放时间与份数: when the form can be filled, in the city's time, and how often. */
export function TermsFields({
  terms,
  given,
  fields,
  isFixed,
}: {
  terms: TermsShown;
  given: Record<string, string>;
  fields: Record<string, string>;
  isFixed: boolean;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="versions-terms" disabled={isFixed}>
      <legend className="form-label">{t('versions.terms')}</legend>
      {termsFields.map((name) => {
        const error = fields[`terms.${name}`];
        return (
          <div key={name}>
            <label className="form-label" htmlFor={name}>
              {t(`versions.terms.${name}`)}
            </label>
            <input
              id={name}
              name={name}
              type={name.startsWith('most') ? 'number' : 'datetime-local'}
              min={name.startsWith('most') ? 1 : undefined}
              className={error ? 'form-control is-invalid' : 'form-control'}
              defaultValue={given[name] ?? terms[name]}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${name}-error` : undefined}
            />
            {error && (
              <p id={`${name}-error`} className="invalid-feedback">
                {error}
              </p>
            )}
          </div>
        );
      })}
      <p className="form-text versions-terms-help">{t('versions.terms-help')}</p>
    </fieldset>
  );
}
