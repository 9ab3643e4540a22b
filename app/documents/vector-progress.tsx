import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** How many passages have their vectors; while some wait, the page looks again every few seconds. */
export function VectorProgress({
  passages,
  pending,
  model,
}: {
  passages: number;
  pending: number;
  model: string | null;
}) {
  const { t } = useTranslation();
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (pending === 0 || model === null || state !== 'idle') return;
    const timer = setTimeout(revalidate, 3000);
    return () => clearTimeout(timer);
  }, [pending, model, revalidate, state]);
  if (model === null) return <p className="hq-sm hq-muted">{t('documents.desk.no-model')}</p>;
  const done = Math.max(0, passages - pending);
  const percent = passages === 0 ? 100 : Math.floor((100 * done) / passages);
  return (
    <div className="doc-vectors">
      <span id="doc-vectors">{t('documents.desk.vectors')}</span>
      <div
        className="progress"
        role="progressbar"
        aria-labelledby="doc-vectors"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <svg className="progress-bar" width={`${percent}%`} aria-hidden="true" />
      </div>
      <span className="hq-muted">
        {pending === 0
          ? t('documents.desk.vectors-done', { n: passages })
          : t('documents.desk.vectors-n', { done, n: passages })}
      </span>
    </div>
  );
}
