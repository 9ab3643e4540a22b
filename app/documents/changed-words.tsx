import { useTranslation } from 'react-i18next';

import { compareWords } from '~/knowledge/documents/told/compare-words';

/** Old and new words of a clause below each other, what differs marked. */
export function ChangedWords({ before, after }: { before: string; after: string | null }) {
  const { t } = useTranslation();
  const { old, young } = compareWords(before, after ?? '');
  return (
    <dl className="told-words">
      <div>
        <dt>{t('told.before')}</dt>
        <dd>
          {after === null
            ? before
            : old.map((run, at) =>
                run.changed ? <del key={at}>{run.text}</del> : <span key={at}>{run.text}</span>,
              )}
        </dd>
      </div>
      <div>
        <dt>{t('told.after')}</dt>
        <dd>
          {after === null ? (
            <span className="hq-muted">{t('told.nothing')}</span>
          ) : (
            young.map((run, at) =>
              run.changed ? <ins key={at}>{run.text}</ins> : <span key={at}>{run.text}</span>,
            )
          )}
        </dd>
      </div>
    </dl>
  );
}
