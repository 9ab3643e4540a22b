import { useRevalidator } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { ShownVersionNote } from './show-version-note';

/** Tells a firm at its draft that the form has changed, what it must look at, and what of its own words was kept. */
export function VersionNotice({
  draftId,
  revision,
  note,
}: {
  draftId: string;
  revision: number;
  note: ShownVersionNote;
}) {
  const { t } = useTranslation();
  const { revalidate } = useRevalidator();
  const [isBusy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const send = async (intent: 'take' | 'seen') => {
    setBusy(true);
    setFailed(false);
    const response = await fetch(`/drafts/${draftId}/version`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ intent, revision }),
    }).catch(reportAndForget);
    if (!response?.ok) setFailed(true);
    // The page was built for the version before: it is opened anew.
    else if (intent === 'take') window.location.reload();
    else revalidate();
    setBusy(false);
  };
  return (
    <section
      className="hq-note hq-note-gap version-notice"
      aria-label={t(`fill.version.${note.state}`, { n: note.number })}
    >
      <i className="bi bi-arrow-repeat" aria-hidden="true" />
      <div className="grow">
        <p>
          <b>{t(`fill.version.${note.state}`, { n: note.number })}</b>
        </p>
        <details open={note.state === 'waiting'}>
          <summary>{t('fill.version.changes', { n: note.changes.length })}</summary>
          <ul>
            {note.changes.map(({ text, look }, index) => (
              <li key={`${index} ${text}`}>
                {text}
                {look && <b> · {t('fill.version.look')}</b>}
              </li>
            ))}
          </ul>
        </details>
        {note.kept.length > 0 && (
          <>
            <p>{t('fill.version.kept')}</p>
            <ul>
              {note.kept.map(({ path, label, text }) => (
                <li key={path}>
                  {label}：{text}
                </li>
              ))}
            </ul>
          </>
        )}
        {failed && (
          <p className="c-no" role="alert">
            {t('fill.version.failed')}
          </p>
        )}
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          disabled={isBusy}
          onClick={() => void send(note.state === 'waiting' ? 'take' : 'seen')}
        >
          {t(note.state === 'waiting' ? 'fill.version.take' : 'fill.version.seen')}
        </button>
      </div>
    </section>
  );
}

/** The line is cut: told beside the button. */
function reportAndForget(reason: unknown): null {
  reportError(reason);
  return null;
}
