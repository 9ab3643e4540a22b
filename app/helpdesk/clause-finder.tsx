import { useFetcher } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { FindBox } from '~/app/components/find-box';
import { CorrectedLabel } from '~/app/documents/status-badge';

import type { CitablePassage } from '~/knowledge/helpdesk/check-reply';

import type { PassagesAnswer } from './desk-page';

/** 插入条款: searches the public documents in force and puts the mark of a clause where the cursor is. */
export function ClauseFinder({ onCite }: { onCite: (passage: CitablePassage) => void }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<PassagesAnswer>();
  const found = fetcher.data?.passages;
  return (
    <details className="q-more-deed">
      <summary>
        <i className="bi bi-bookmark-plus" aria-hidden="true" /> {t('questions.insert')}
      </summary>
      <FindBox
        label={t('questions.insert.search')}
        isBusy={fetcher.state !== 'idle'}
        words={{ find: t('questions.insert.find'), finding: t('questions.insert.finding') }}
        onFind={(words) => void fetcher.load(`/desk/questions/passages?q=${encodeURIComponent(words)}`)}
      />
      <ul className="plain q-found" aria-live="polite">
        {found?.map((passage) => (
          <li key={passage.passageId}>
            <b>
              {passage.documentNumber ?? `《${passage.title}》`} {passage.path}
            </b>{' '}
            <CorrectedLabel corrected={passage.corrected} />
            <span className="hq-xs hq-muted q-quote">{passage.text.slice(0, 140)}</span>
            <button type="button" className="btn btn-outline-primary btn-sm" onClick={() => onCite(passage)}>
              {t('questions.insert.do')}
            </button>
          </li>
        ))}
        {found?.length === 0 && <li className="hq-sm hq-muted">{t('questions.insert.none')}</li>}
      </ul>
    </details>
  );
}
