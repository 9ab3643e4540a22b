import type { InputHTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';

import type { FieldErrors, Sentence } from './field-errors';

interface FormFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  name: string;
  label: string;
  help?: string;
  errors?: FieldErrors | null | undefined;
  optional?: boolean;
  /** Tells fields of one name apart on a page with several forms. */
  idPrefix?: string;
}

/** A labelled input with its help and what is wrong with it, tied together for screen readers. */
export function FormField({
  name,
  label,
  help,
  errors,
  optional = false,
  idPrefix = 'field',
  ...input
}: FormFieldProps) {
  const { t } = useTranslation();
  const error = errors?.[name];
  const id = `${idPrefix}-${name}`;
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="people-field">
      <label className="form-label" htmlFor={id}>
        {label}
        {optional && <span className="hq-muted hq-sm">{t('people.optional')}</span>}
      </label>
      <input
        {...input}
        id={id}
        name={name}
        className={error ? 'form-control is-invalid' : 'form-control'}
        required={!optional}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      {help && (
        <div className="form-text" id={`${id}-help`}>
          {help}
        </div>
      )}
      {error && (
        <div className="invalid-feedback" id={`${id}-error`}>
          <i className="bi bi-exclamation-circle" aria-hidden="true" />
          <SentenceText sentence={error} />
        </div>
      )}
    </div>
  );
}

/** A sentence in the reader's language. */
export function SentenceText({ sentence }: { sentence: Sentence }) {
  const { t } = useTranslation();
  return <span>{t(sentence.key, sentence.params ?? {})}</span>;
}

/** What went wrong as a whole; read out at once. */
export function ProblemNote({ sentence }: { sentence: Sentence | null | undefined }) {
  if (!sentence) return null;
  return (
    <div className="hq-note hq-note-no" role="alert">
      <i className="bi bi-exclamation-triangle" aria-hidden="true" />
      <SentenceText sentence={sentence} />
    </div>
  );
}

/** What was done; read out politely. */
export function DoneNote({ sentence }: { sentence: Sentence | null | undefined }) {
  if (!sentence) return null;
  return (
    <div className="hq-note" role="status">
      <i className="bi bi-check-circle" aria-hidden="true" />
      <SentenceText sentence={sentence} />
    </div>
  );
}
