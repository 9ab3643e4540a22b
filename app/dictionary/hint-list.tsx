import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { DictionaryHint } from '~/knowledge/search/dictionary/find-hints';

/** What doesn't fit together in the dictionary; each leads to its entry. */
export function HintList({
  hints: { hints, total },
  addressOf,
}: {
  hints: { hints: DictionaryHint[]; total: number };
  addressOf: (changes: Record<string, string | null>) => string;
}) {
  const { t } = useTranslation();
  if (total === 0) return <p className="hq-sm hq-muted">{t('dictionary.hints.none')}</p>;
  return (
    <details className="hq-card dict-hints">
      <summary>
        <i className="bi bi-exclamation-triangle" aria-hidden="true" />
        {t('dictionary.hints', { n: total })}
      </summary>
      <ul className="plain">
        {hints.map(({ entryId, term, kind, detail }) => (
          <li key={`${entryId} ${kind} ${detail}`}>
            <Link to={addressOf({ q: term, edit: null, page: null })}>{term}</Link>
            <span>{t(`dictionary.hint.${kind}`, { detail })}</span>
          </li>
        ))}
      </ul>
      {total > hints.length && (
        <p className="hq-xs hq-muted">{t('dictionary.hints.more', { n: total - hints.length })}</p>
      )}
    </details>
  );
}
