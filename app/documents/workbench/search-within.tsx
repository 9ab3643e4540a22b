import { useTranslation } from 'react-i18next';

/** Search within the document: hits counted, next by Enter and previous by Shift with Enter. */
export function SearchWithin({
  words,
  setWords,
  total,
  at,
  go,
}: {
  words: string;
  setWords: (words: string) => void;
  total: number;
  at: number;
  go: (at: number) => void;
}) {
  const { t } = useTranslation();
  const step = (by: number) => {
    if (total > 0) go((at + by + total) % total);
  };
  return (
    <div className="row-x" role="search" aria-label={t('workbench.find.label')}>
      <label className="visually-hidden" htmlFor="wb-find">
        {t('workbench.find.label')}
      </label>
      <input
        id="wb-find"
        type="search"
        className="form-control form-control-sm"
        placeholder={t('workbench.find.hint')}
        value={words}
        maxLength={100}
        onChange={({ target }) => {
          setWords(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          step(event.shiftKey ? -1 : 1);
        }}
      />
      <span className="hq-sm hq-muted num nowrap" aria-live="polite">
        {words.trim() === ''
          ? ''
          : total === 0
            ? t('workbench.find.none')
            : t('workbench.find.at', { at: at + 1, total })}
      </span>
      {[-1, 1].map((by) => (
        <button
          key={by}
          type="button"
          className="btn btn-outline-primary btn-sm"
          disabled={total === 0}
          aria-label={t(by < 0 ? 'workbench.find.previous' : 'workbench.find.next')}
          onClick={() => {
            step(by);
          }}
        >
          <i className={`bi ${by < 0 ? 'bi-chevron-up' : 'bi-chevron-down'}`} aria-hidden="true" />
        </button>
      ))}
    </div>
  );
}
