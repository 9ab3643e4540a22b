import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { DictionaryChangeItem } from '~/knowledge/search/dictionary/list-changes.server';

const looks: Record<DictionaryChangeItem['state'], string> = {
  waiting: 'doc-st doc-st-soon',
  running: 'doc-st doc-st-soon',
  passed: 'doc-st doc-st-on',
  published: 'doc-st doc-st-on',
  failed: 'doc-st doc-st-off',
  rejected: 'doc-st doc-st-off',
  'rolled-back': 'doc-st doc-st-off',
};

/** The last changes with where each stands at the gate; a published one is taken back with one click. */
export function ChangeList({
  changes,
  busy,
}: {
  changes: Pick<DictionaryChangeItem, 'id' | 'title' | 'state' | 'canUndo'>[];
  busy: boolean;
}) {
  const { t } = useTranslation();
  if (changes.length === 0) return null;
  return (
    <section className="hq-card dict-changes" aria-labelledby="changes-heading">
      <h2 id="changes-heading">{t('dictionary.changes')}</h2>
      <ul className="plain" aria-live="polite">
        {changes.map(({ id, title, state, canUndo }) => (
          <li key={id}>
            <span className={looks[state]}>{t(`dictionary.change.${state}`)}</span>
            <Link to={`/desk/changes/${id}`}>{title}</Link>
            {canUndo && (
              <Form method="post" className="dict-on-computer">
                <input type="hidden" name="changeId" value={id} />
                <button
                  className="btn btn-link btn-sm"
                  name="intent"
                  value="undo"
                  disabled={busy}
                  aria-label={t('dictionary.undo-one', { title })}
                >
                  {t('dictionary.undo')}
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
