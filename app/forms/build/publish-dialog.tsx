import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FormComparison } from '~/forms/definition/compare-form-versions';
import type { FormFinding } from '~/forms/definition/lint-form';

import { Differences } from './builder-rail';

interface PublishDialogProps {
  formId: string;
  revision: number;
  comparison: FormComparison | null;
  stops: readonly FormFinding[];
  isSaved: boolean;
  openDrafts: number;
  onClose: () => void;
}

/** The second look: what changes for applicants, what stands in the way, whom it touches. */
export function PublishDialog({
  formId,
  revision,
  comparison,
  stops,
  isSaved,
  openDrafts,
  onClose,
}: PublishDialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const publish = async () => {
    setBusy(true);
    setError(null);
    try {
      const response = await fetch(`/desk/forms/${formId}/publish`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ revision }),
      });
      if (response.ok) {
        window.location.reload();
        return;
      }
      const problem = (await response.json().catch(() => ({}))) as {
        title?: string;
        errors?: { message: string }[];
      };
      const sentences = problem.errors?.map(({ message }) => message) ?? [];
      setError(
        response.status === 409
          ? t('builder.publish-conflict')
          : sentences.join('；') || (problem.title ?? t('builder.publish-failed')),
      );
    } catch (reason) {
      reportError(reason);
      setError(t('builder.publish-failed'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className="hq-dialog" aria-labelledby="publish-title" onClose={onClose}>
      <h2 id="publish-title">{t('builder.publish-title')}</h2>
      {comparison ? <Differences {...comparison} /> : <p>{t('builder.publish-first')}</p>}
      {openDrafts > 0 && <p className="hq-sm hq-muted">{t('builder.publish-drafts', { n: openDrafts })}</p>}
      {stops.length > 0 && (
        <div className="hq-note hq-note-no">
          <div>
            <b>{t('builder.publish-blocked', { n: stops.length })}</b>
            <ul>
              {stops.map((finding) => (
                <li key={`${finding.code} ${finding.path}`}>
                  {t(`forms.lint.${finding.code}`, {
                    ...finding.params,
                    label: finding.label ?? finding.key ?? '',
                  })}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {!isSaved && <p className="hq-note hq-note-gap">{t('builder.publish-unsaved')}</p>}
      {error && (
        <p className="hq-note hq-note-no" role="alert">
          {error}
        </p>
      )}
      <div className="row-x wrapx">
        <button
          type="button"
          className="btn btn-primary"
          disabled={isBusy || stops.length > 0 || !isSaved}
          onClick={() => void publish()}
        >
          {t('builder.publish-confirm')}
        </button>
        <button type="button" className="btn btn-outline-primary" onClick={() => dialog.current?.close()}>
          {t('builder.cancel')}
        </button>
      </div>
    </dialog>
  );
}
