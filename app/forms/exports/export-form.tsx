import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { PlainField } from '~/app/facts/plain-field';
import { caseStates } from '~/forms/cases/case-views';
import { exportFormats } from '~/forms/exports/export-choice';

import type { ExportAnswer } from './act-on-exports.server';

/** What to export, and as what: each format says what it is good for. */
export function ExportForm({ answer, count }: { answer: ExportAnswer | undefined; count: number }) {
  const { t } = useTranslation();
  const busy = useNavigation().state !== 'idle';
  const typed = answer?.typed ?? {};
  const errors = answer?.errors ?? {};
  return (
    <Form method="post" className="hq-card-b stack" preventScrollReset>
      <div className="exports-days">
        <div>
          <label className="form-label" htmlFor="state">
            {t('exports.state')}
          </label>
          <select
            id="state"
            name="state"
            className={errors.state ? 'form-select is-invalid' : 'form-select'}
            defaultValue={typed.state ?? ''}
            aria-describedby={errors.state ? 'state-problem' : undefined}
          >
            <option value="">{t('exports.state.all')}</option>
            {caseStates.map((state) => (
              <option key={state} value={state}>
                {t(`case.state.${state}`)}
              </option>
            ))}
          </select>
        </div>
        <PlainField
          name="from"
          type="date"
          label={t('exports.from')}
          typed={typed.from ?? ''}
          problem={errors.from}
          optional
        />
        <PlainField
          name="to"
          type="date"
          label={t('exports.to')}
          typed={typed.to ?? ''}
          problem={errors.to}
          optional
        />
      </div>
      {errors.state && (
        <p id="state-problem" className="invalid-feedback d-block" role="alert">
          {errors.state}
        </p>
      )}
      <div className="form-check">
        <input
          className="form-check-input"
          type="checkbox"
          id="every"
          name="every"
          defaultChecked={typed.every === 'on'}
        />
        <label className="form-check-label" htmlFor="every">
          {t('exports.every')}
        </label>
      </div>
      <fieldset aria-describedby={errors.format ? 'format-problem' : undefined}>
        <legend className="form-label">{t('exports.format')}</legend>
        {exportFormats.map((format) => (
          <div className="form-check" key={format}>
            <input
              className="form-check-input"
              type="radio"
              name="format"
              id={`format-${format}`}
              value={format}
              defaultChecked={(typed.format ?? 'xlsx') === format}
              aria-describedby={`format-${format}-help`}
            />
            <label className="form-check-label" htmlFor={`format-${format}`}>
              {t(`exports.format.${format}`)}
            </label>
            <div className="form-text" id={`format-${format}-help`}>
              {t(`exports.format.${format}.help`)}
            </div>
          </div>
        ))}
        {errors.format && (
          <p id="format-problem" className="invalid-feedback d-block" role="alert">
            {errors.format}
          </p>
        )}
      </fieldset>
      <p className="hq-sm hq-muted">{t('exports.audited')}</p>
      <div>
        <button className="btn btn-primary" disabled={busy || count === 0}>
          {t('exports.start')}
        </button>
      </div>
    </Form>
  );
}
