import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { OthersCorrection } from '~/knowledge/documents/passages/correct-passages.server';

import type { WorkPassage } from './source-blocks';

/** What the action answers. */
export interface EditAnswer {
  saved?: number;
  error?: string;
  theirs?: OthersCorrection;
}

/**
 * Corrects one passage: its words and path, and its borders by the cursor's place. What was typed stays when somebody
 * else was faster; their change is shown above it.
 */
export function PassageEditor({
  passage,
  revision,
  isFirst,
  isLast,
  close,
}: {
  passage: WorkPassage;
  revision: number;
  isFirst: boolean;
  isLast: boolean;
  close: () => void;
}) {
  const { t } = useTranslation();
  const fetcher = useFetcher<EditAnswer>();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(passage.text);
  const [path, setPath] = useState(passage.path);
  const [reason, setReason] = useState('');
  // The revision that these words were read at; after a conflict, the one that was shown.
  const [seen, setSeen] = useState(revision);
  const theirs = fetcher.data?.theirs;
  const busy = fetcher.state !== 'idle';
  const saved = fetcher.data?.saved;
  useEffect(() => {
    if (saved !== undefined && fetcher.state === 'idle') close();
  }, [saved, fetcher.state, close]);
  useEffect(() => {
    area.current?.focus();
  }, []);
  const send = (action: string, more: Record<string, string> = {}) => {
    void fetcher.submit(
      {
        intent: 'edit',
        action,
        start: String(passage.start),
        text,
        path,
        reason,
        revision: String(seen),
        at: String(area.current?.selectionStart ?? 0),
        ...more,
      },
      { method: 'post' },
    );
  };
  const id = `wb-${passage.start}`;
  return (
    // Esc and Ctrl+Enter come from the fields within; the box itself is no control.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="wb-edit"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send('text');
      }}
    >
      {theirs && (
        <div className="wb-theirs hq-sm" role="alert">
          <b>{t('workbench.conflict.title', { name: theirs.by })}</b>
          {theirs.passages.map((one) => (
            <p key={one.start}>
              <b>{one.path}</b> {one.text}
            </p>
          ))}
          <p>{t('workbench.conflict.yours')}</p>
          <div className="row-x">
            <button
              type="button"
              className="btn btn-outline-primary btn-sm"
              onClick={() => {
                const same = theirs.passages.find(({ start }) => start === passage.start);
                if (same) {
                  setText(same.text);
                  setPath(same.path);
                }
                setSeen(theirs.revision);
              }}
            >
              {t('workbench.conflict.take-theirs')}
            </button>
            <button
              type="button"
              className="btn btn-outline-primary btn-sm"
              onClick={() => {
                setSeen(theirs.revision);
                send('text', { revision: String(theirs.revision) });
              }}
            >
              {t('workbench.conflict.save-mine')}
            </button>
          </div>
        </div>
      )}
      {fetcher.data?.error && (
        <p className="hq-note hq-note-no" role="alert">
          {fetcher.data.error}
        </p>
      )}
      <label className="form-label" htmlFor={`${id}-path`}>
        {t('workbench.path')}
      </label>
      <input
        id={`${id}-path`}
        className="form-control form-control-sm"
        maxLength={200}
        value={path}
        onChange={({ target }) => {
          setPath(target.value);
        }}
      />
      <label className="form-label" htmlFor={`${id}-text`}>
        {t('workbench.words')}
      </label>
      <textarea
        id={`${id}-text`}
        ref={area}
        className="form-control"
        rows={Math.min(14, Math.max(4, Math.ceil(text.length / 40)))}
        value={text}
        aria-describedby={`${id}-help`}
        onChange={({ target }) => {
          setText(target.value);
        }}
      />
      <p id={`${id}-help`} className="form-text">
        {t('workbench.cursor-help')}
      </p>
      <label className="form-label" htmlFor={`${id}-reason`}>
        {t('documents.desk.reason')}
      </label>
      <input
        id={`${id}-reason`}
        className="form-control form-control-sm"
        maxLength={500}
        value={reason}
        onChange={({ target }) => {
          setReason(target.value);
        }}
      />
      <div className="row-x">
        <Action icon="bi-check-lg" word="save" primary busy={busy} act={() => send('text')} />
        <Action icon="bi-scissors" word="split" busy={busy} act={() => send('split')} />
        {!isLast && <Action icon="bi-arrows-collapse" word="merge" busy={busy} act={() => send('merge')} />}
        {!isFirst && (
          <Action
            icon="bi-arrow-up"
            word="to-previous"
            busy={busy}
            act={() => send('border', { towards: 'previous' })}
          />
        )}
        {!isLast && (
          <Action
            icon="bi-arrow-down"
            word="to-next"
            busy={busy}
            act={() => send('border', { towards: 'next' })}
          />
        )}
        <button type="button" className="btn btn-link btn-sm" onClick={close}>
          {t('workbench.do.close')}
        </button>
      </div>
    </div>
  );
}

function Action({
  icon,
  word,
  primary,
  busy,
  act,
}: {
  icon: string;
  word: string;
  primary?: boolean;
  busy: boolean;
  act: () => void;
}) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={primary ? 'btn btn-primary btn-sm' : 'btn btn-outline-primary btn-sm'}
      disabled={busy}
      // The cursor stays where it stands in the text.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={act}
    >
      <i className={`bi ${icon}`} aria-hidden="true" />
      {t(`workbench.do.${word}`)}
    </button>
  );
}
