import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { Crops } from './crops';
import type { LicenceRow } from './send-photo.client';

export interface RowState {
  isTaken: boolean;
  value: string;
}

interface LicenceRowProps {
  row: LicenceRow;
  state: RowState;
  /** Why the server refused it. */
  wrong: string | undefined;
  onChange: (state: RowState) => void;
}

/** Less sure readings are marked: every one is beside its picture, these most of all. */
const sureFrom = 0.9;

/** A value beside its place in the picture: ticked once it was compared, corrected by typing, or left out. */
export function LicenceRowView({ row, state, wrong, onChange }: LicenceRowProps) {
  const { t } = useTranslation();
  const id = useId();
  const { label, field, confidence, crops, fault } = row;
  const remarks = [
    fault ? t(`fill.licence.fault.${fault}`) : null,
    field?.differs ? t('fill.licence.differs', { now: field.currentText }) : null,
    wrong ?? null,
  ].filter((words) => words !== null);
  const input = {
    id: `${id}-value`,
    className: 'form-control',
    value: state.value,
    'aria-describedby': `${id}-more`,
    'aria-invalid': wrong !== undefined,
    // Whoever corrects a value has looked at it.
    onChange: (event: { target: { value: string } }) =>
      onChange({ isTaken: event.target.value !== '', value: event.target.value }),
  };
  return (
    <li className="licence-row">
      <label htmlFor={input.id}>
        <b>{label}</b>
        {field && field.label !== label && (
          <span className="hq-sm hq-muted"> {t('fill.licence.to', { field: field.label })}</span>
        )}
      </label>
      <Crops crops={crops} label={label} />
      {field?.kind === 'long' || state.value.length > 40 ? (
        <textarea {...input} rows={3} />
      ) : (
        <span className="licence-value">
          <input
            {...input}
            type={field?.kind === 'day' ? 'date' : 'text'}
            inputMode={field?.kind === 'amount' ? 'decimal' : 'text'}
          />
          {field?.kind === 'amount' && <span className="hq-sm">{t('fill.licence.yuan')}</span>}
        </span>
      )}
      <span id={`${id}-more`} className="hq-sm">
        <span className={confidence < sureFrom ? 'licence-unsure' : 'hq-muted'}>
          {t(confidence < sureFrom ? 'fill.licence.unsure' : 'fill.licence.sure', {
            percent: Math.floor(confidence * 100),
          })}
        </span>
        {remarks.map((words) => (
          <span key={words} className="licence-remark">
            {words}
          </span>
        ))}
      </span>
      <label className="form-check">
        <input
          type="checkbox"
          className="form-check-input"
          checked={state.isTaken}
          disabled={state.value === ''}
          onChange={(event) => onChange({ ...state, isTaken: event.target.checked })}
        />
        <span className="form-check-label">
          {t('fill.licence.confirm')}
          <span className="visually-hidden">
            {t('fill.colon')}
            {label}
          </span>
        </span>
      </label>
    </li>
  );
}
