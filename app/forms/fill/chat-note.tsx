import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { ChatOffer } from '~/forms/prefill/chat-offer.server';

import type { Deed } from './use-deed';

/** What was told the assistant, to be filled in only after a yes: all of it, or what stays ticked. */
export function ChatNote({ offers, deed }: { offers: readonly ChatOffer[]; deed: Deed }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isDeclined, setDeclined] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (offers.length === 0) return null;
  const wanted = offers.filter(({ path }) => !left.has(path)).map(({ path }) => path);
  const answer = async (body: object): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    const done = await deed('chat', body);
    setBusy(false);
    if (!done.ok) setProblem(done.problem);
    return done.ok;
  };
  const take = async () => {
    // The page is read anew, so that each value stands with its source.
    if (await answer({ answer: 'take', paths: wanted })) window.location.reload();
  };
  const decline = async (no: boolean) => {
    if (await answer({ answer: no ? 'no' : 'again' })) setDeclined(no);
  };
  const toggle = (path: string) =>
    setLeft(
      (known) => new Set(known.has(path) ? [...known].filter((one) => one !== path) : [...known, path]),
    );
  return (
    <section className="hq-note fill-gap chat-offer" aria-label={t('fill.chat.title')}>
      <i className="bi bi-chat-left-text" aria-hidden="true" />
      <div className="grow">
        <p role="status">
          {isDeclined ? t('fill.chat.declined') : t('fill.chat.offer', { n: offers.length })}
        </p>
        {!isDeclined && (
          <ul className="plain">
            {offers.map(({ path, label, text, currentText, on }) => (
              <li key={path}>
                <label className="form-check">
                  <input
                    type="checkbox"
                    className="form-check-input"
                    checked={!left.has(path)}
                    onChange={() => toggle(path)}
                  />
                  <span className="form-check-label">
                    {label}
                    {t('fill.colon')}
                    <b>{text}</b>{' '}
                    <span className="hq-sm hq-muted">
                      {t('fill.chat.on', { date: on })}
                      {currentText !== '' && ` · ${t('fill.chat.now', { now: currentText })}`}
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        )}
        {problem && (
          <p className="c-no" role="alert">
            {problem}
          </p>
        )}
        <div className="row-x wrapx">
          {isDeclined ? (
            <button
              type="button"
              className="btn btn-outline-primary btn-sm"
              disabled={isBusy}
              onClick={() => void decline(false)}
            >
              {t('fill.chat.undo')}
            </button>
          ) : (
            <>
              <button
                type="button"
                className="btn btn-primary btn-sm"
                disabled={isBusy || wanted.length === 0}
                onClick={() => void take()}
              >
                {t('fill.chat.take', { n: wanted.length })}
              </button>
              <button
                type="button"
                className="btn btn-outline-primary btn-sm"
                disabled={isBusy}
                onClick={() => void decline(true)}
              >
                {t('fill.chat.no')}
              </button>
            </>
          )}
        </div>
      </div>
    </section>
  );
}
