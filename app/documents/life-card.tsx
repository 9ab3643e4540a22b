import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { DocumentHead } from '~/knowledge/documents/get-document-head.server';
import type { LifeStage } from '~/knowledge/documents/life/document-life';

interface LifeCardProps {
  document: DocumentHead;
  errors: Record<string, string>;
}

/** Where the document stands, which days change that, and what may be done next, by whom. */
export function LifeCard({ document, errors }: LifeCardProps) {
  const { t } = useTranslation();
  const { days, openChanges, steps } = document;
  return (
    <section className="hq-card hq-card-b life-card" aria-labelledby="life-card">
      <h2 id="life-card">{t('life.card')}</h2>
      <Path stage={document.stage} />
      {days.length > 0 && (
        <ul className="plain life-days">
          {days.map(({ kind, on, isPast }) => (
            <li key={kind}>
              <i className={`bi ${isPast ? 'bi-circle-fill' : 'bi-circle'}`} aria-hidden="true" />
              {t(`life.day.${kind}.${isPast ? 'past' : 'ahead'}`, { date: on })}
            </li>
          ))}
        </ul>
      )}
      {openChanges.map((change) => (
        <p key={change.id} className="hq-note" role="note">
          {t(`life.change.${change.kind}`, { defaultValue: t('life.change') })}{' '}
          {t(`life.change-state.${change.state}`)}{' '}
          <Link to={`/desk/changes/${change.id}`}>{t('life.change-open')}</Link>
        </p>
      ))}
      {steps.length > 0 ? (
        <>
          <div className="life-steps">
            {steps.includes('publish') && openChanges.length === 0 && <Publish id={document.id} />}
            {steps.includes('tell-askers') && (
              <Link className="btn btn-primary btn-sm" to={`/desk/documents/${document.id}/told`}>
                {t('life.step.tell-askers')}
              </Link>
            )}
            {steps.includes('change-dates') && <Dates document={document} errors={errors} />}
            {steps.includes('withdraw') && <Withdraw id={document.id} errors={errors} />}
            {steps.includes('audience') && <AudienceForm document={document} errors={errors} />}
          </div>
          <p className="hq-xs hq-muted">
            {document.department
              ? t('life.by-whom', { department: document.department })
              : t('life.by-whom-any')}
          </p>
        </>
      ) : null}
    </section>
  );
}

const before: readonly LifeStage[] = ['draft', 'in-review'];

/** 草稿 → 审核中 → 现行有效 → 已被替代: past stages, the one it is at, and the likely next. */
function Path({ stage }: { stage: LifeStage }) {
  const { t } = useTranslation();
  const last: LifeStage = ['superseded', 'expired', 'repealed', 'withdrawn'].includes(stage)
    ? stage
    : 'expired';
  const middle: LifeStage[] = stage === 'not-yet' ? ['not-yet', 'in-force'] : ['in-force'];
  const path = [...before, ...middle, last];
  const at = path.indexOf(stage);
  return (
    <ol className="plain life-path" aria-label={t('life.path')}>
      {path.map((one, i) => (
        <li
          key={one}
          className={i < at ? 'done' : i === at ? 'on' : ''}
          aria-current={i === at ? 'step' : undefined}
        >
          {one === 'expired' && stage !== 'expired' ? t('life.stage.ended') : t(`life.stage.${one}`)}
        </li>
      ))}
    </ol>
  );
}

function useBusy(): boolean {
  return useNavigation().state === 'submitting';
}

function Publish({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Form method="post" action={`/desk/documents/${id}`}>
      <button className="btn btn-primary btn-sm" name="intent" value="publish" disabled={useBusy()}>
        {t('life.step.publish')}
      </button>
    </Form>
  );
}

function Withdraw({ id, errors }: { id: string; errors: LifeCardProps['errors'] }) {
  const { t } = useTranslation();
  const isBusy = useBusy();
  return (
    <details open={errors.reason !== undefined}>
      <summary className="btn btn-outline-primary btn-sm">{t('life.step.withdraw')}</summary>
      <Form method="post" action={`/desk/documents/${id}`} className="life-form">
        <label className="form-label" htmlFor="life-withdraw-reason">
          {t('life.withdraw-reason')}
        </label>
        <input
          id="life-withdraw-reason"
          className={`form-control${errors.reason ? ' is-invalid' : ''}`}
          name="reason"
          required
          maxLength={500}
          aria-describedby="life-withdraw-help"
        />
        {errors.reason && <p className="invalid-feedback">{errors.reason}</p>}
        <p id="life-withdraw-help" className="form-text">
          {t('life.withdraw-help')}
        </p>
        <button className="btn btn-primary btn-sm" name="intent" value="withdraw" disabled={isBusy}>
          {t('life.withdraw')}
        </button>
      </Form>
    </details>
  );
}

function Dates({ document, errors }: LifeCardProps) {
  const { t } = useTranslation();
  const isBusy = useBusy();
  const fields = ['effectiveFrom', 'expiresOn', 'repealedOn'] as const;
  return (
    <details open={fields.some((field) => errors[field] !== undefined)}>
      <summary className="btn btn-outline-primary btn-sm">{t('life.step.change-dates')}</summary>
      <Form method="post" action={`/desk/documents/${document.id}`} className="life-form">
        {fields.map((field) => (
          <div key={field}>
            <label className="form-label" htmlFor={`life-${field}`}>
              {t(`documents.correct.${field}`)}
            </label>
            <input
              id={`life-${field}`}
              className={`form-control${errors[field] ? ' is-invalid' : ''}`}
              type="date"
              name={field}
              defaultValue={document[field] ?? ''}
            />
            {errors[field] && <p className="invalid-feedback">{errors[field]}</p>}
          </div>
        ))}
        <label className="form-label" htmlFor="life-dates-reason">
          {t('documents.desk.reason')}
        </label>
        <input id="life-dates-reason" className="form-control" name="reason" maxLength={500} />
        <p className="form-text">{t('life.dates-help')}</p>
        <button className="btn btn-primary btn-sm" name="intent" value="dates" disabled={isBusy}>
          {t('life.save-dates')}
        </button>
      </Form>
    </details>
  );
}

function AudienceForm({ document, errors }: LifeCardProps) {
  const { t } = useTranslation();
  const isBusy = useBusy();
  return (
    <Form method="post" action={`/desk/documents/${document.id}`} className="row-x wrapx life-audience">
      <label htmlFor="life-audience">{t('life.audience')}</label>
      <select
        id="life-audience"
        className={`form-select form-select-sm${errors.audience ? ' is-invalid' : ''}`}
        name="audience"
        defaultValue={document.audience}
        key={document.audience}
      >
        <option value="public">{t('life.audience.public')}</option>
        <option value="department">
          {t('life.audience.department', { department: document.department ?? '' })}
        </option>
      </select>
      <button className="btn btn-outline-primary btn-sm" name="intent" value="audience" disabled={isBusy}>
        {t('life.save-audience')}
      </button>
      {errors.audience && <p className="invalid-feedback d-block">{errors.audience}</p>}
    </Form>
  );
}
