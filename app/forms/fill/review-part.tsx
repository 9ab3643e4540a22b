import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { FillProblem } from './fill-problem';

/** Why the server refused; with the policy whose places are full, for which one can stand in line. */
export interface Refusal {
  words: string;
  line: string | null;
}

interface ReviewPartProps {
  number: number;
  problems: readonly FillProblem[];
  refused: Refusal | null;
  checked: number;
  isReady: boolean;
  isBusy: boolean;
  /** Fields that two devices filled differently and nobody has decided yet. */
  conflicts: number;
  /** Filing is left to whoever asked for the seal. */
  isSealer: boolean;
  onHistory: () => void;
  onGo: (path: string) => void;
  onSubmit: () => void;
  onSave: () => void;
  /** Shows what was filled in advance, where it is no part of this page. */
  onSeeChecked?: () => void;
  /** The answers, where they stand on other screens. */
  children?: ReactNode;
}

/** The last part: only what is unfinished, each with the way to it, and the button. */
export function ReviewPart(props: ReviewPartProps) {
  const { number, problems, refused, checked, isReady, isBusy, conflicts, isSealer, onGo, onSubmit, onSave } =
    props;
  const { t } = useTranslation();
  const isDone = isReady && problems.length === 0 && conflicts === 0;
  return (
    <section
      className="hq-card fill-section"
      id="part-review"
      aria-labelledby="part-review-title"
      tabIndex={-1}
    >
      <div className="hq-card-h">
        <h2 id="part-review-title">
          <span className="part-number">{number}</span>
          {t('fill.part.review')}
        </h2>
        <span className="hq-sm hq-muted fill-note" role="status">
          {isReady &&
            (problems.length > 0 ? t('fill.review.left', { n: problems.length }) : t('fill.review.all-done'))}
        </span>
      </div>
      {refused && (
        <p className="hq-note hq-note-no" role="alert">
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          <span>
            {refused.words}{' '}
            {refused.line !== null && (
              <Link to={`/policies/${refused.line}#places`}>{t('fill.refused.line')}</Link>
            )}
          </span>
        </p>
      )}
      <ul className="plain" aria-label={t('fill.review.list')}>
        {problems.map(({ path, label, message, isEmpty, isPromise }) => (
          <li key={path} className="rv">
            <span className="row-x">
              <i
                className={isEmpty ? 'bi bi-circle c-old' : 'bi bi-exclamation-circle-fill c-no'}
                aria-hidden="true"
              />
              <span>
                {isPromise
                  ? t('fill.review.unconfirmed', { label })
                  : `${label}${t('fill.colon')}${isEmpty ? t('fill.review.empty') : message}`}
              </span>
            </span>
            <a
              href={`#${path}`}
              onClick={(event) => {
                event.preventDefault();
                onGo(path);
              }}
            >
              {t(
                isPromise
                  ? 'fill.review.go-confirm'
                  : isEmpty
                    ? 'fill.review.go-fill'
                    : 'fill.review.go-change',
              )}
              <span className="visually-hidden">
                {t('fill.colon')}
                {label}
              </span>
            </a>
          </li>
        ))}
        {checked > 0 && (
          <li className="rv">
            <span className="row-x">
              <i className="bi bi-check-circle-fill c-ok" aria-hidden="true" />
              <span>{t('fill.review.checked', { n: checked })}</span>
            </span>
            {props.onSeeChecked ? (
              <button type="button" className="btn btn-link btn-sm" onClick={props.onSeeChecked}>
                {t('fill.review.see')}
              </button>
            ) : (
              <a href="#part-check">{t('fill.review.see')}</a>
            )}
          </li>
        )}
      </ul>
      {props.children}
      <div className="sv">
        {!isSealer && (
          <button type="button" className="btn btn-primary" disabled={!isDone || isBusy} onClick={onSubmit}>
            {isBusy ? t('fill.submitting') : t('fill.submit')}
          </button>
        )}
        <button type="button" className="btn btn-outline-primary" onClick={onSave}>
          {t('fill.save-draft')}
        </button>
        <button type="button" className="btn btn-link" onClick={props.onHistory}>
          {t('fill.history.open')}
        </button>
        <span className="hq-sm hq-muted">
          {isSealer
            ? t('fill.hand-over.seal-only')
            : isDone
              ? t('fill.submit-help')
              : conflicts > 0
                ? t('fill.submit-conflicts', { n: conflicts })
                : isReady
                  ? t('fill.submit-blocked', { n: problems.length })
                  : t('fill.opening')}
        </span>
      </div>
    </section>
  );
}
