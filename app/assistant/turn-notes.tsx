import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ChangedWords } from '~/app/documents/changed-words';
import { RecognisedLabel, StatusBadge } from '~/app/documents/status-badge';
import type { DocumentStatus } from '~/knowledge/documents/document-status';

import type { CurrentStatuses, TurnCorrection } from './read-corrections.server';
import type { TurnAnswer } from './turn-answer';

/**
 * What became of the cited documents: for an answer about the past each with its status then and now, for one about
 * its own day those that have changed since.
 */
export function CitationStatuses({
  answer,
  statuses,
}: {
  answer: Pick<TurnAnswer, 'citations' | 'asOf'>;
  statuses: CurrentStatuses;
}) {
  const { t } = useTranslation();
  const shown = answer.citations.flatMap((citation) => {
    const now = statuses[citation.documentId] ?? citation.statusNow;
    if (now === undefined || (answer.asOf === undefined && now === citation.status)) return [];
    return [{ ...citation, now }];
  });
  if (shown.length === 0) return null;
  return (
    <section className="chat-then-now" aria-label={t('chat.asof.then-now')}>
      {answer.asOf === undefined && <p className="hq-xs hq-muted">{t('chat.asof.changed')}</p>}
      <ul className="plain">
        {shown.map(({ n, documentId, title, documentNumber, status, now }) => (
          <li key={n} className="row-x wrapx hq-sm">
            <span>
              [{n}] <Link to={`/documents/${documentId}`}>{documentNumber ?? title}</Link>
            </span>
            <span className="hq-muted">{t('chat.asof.then')}</span>
            <StatusBadge status={status as DocumentStatus} />
            <span className="hq-muted">{t('chat.asof.now')}</span>
            <StatusBadge status={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** 文字识别，未核对: which of the sources were read from pictures, and that nobody has compared them yet. */
export function RecognisedSources({ citations }: Pick<TurnAnswer, 'citations'>) {
  const { t } = useTranslation();
  const unchecked = citations.filter(({ textOrigin }) => textOrigin === 'ocr-unchecked');
  if (unchecked.length === 0) return null;
  return (
    <p className="row-x wrapx hq-sm chat-recognised" role="note">
      <RecognisedLabel textOrigin="ocr-unchecked" />
      <span>{t('chat.unchecked', { marks: unchecked.map(({ n }) => `[${n}]`).join(' ') })}</span>
    </p>
  );
}

/** 更正: the clause then and now, under the answer that quoted it. */
export function CorrectionNotes({ corrections }: { corrections: readonly TurnCorrection[] }) {
  const { t } = useTranslation();
  if (corrections.length === 0) return null;
  return (
    <section className="chat-corrected" role="note" aria-label={t('chat.corrected.title')}>
      <p className="hq-label">
        <i className="bi bi-exclamation-triangle" aria-hidden="true" />
        {t('chat.corrected.title')}
        <span className="hq-muted"> {t('chat.corrected.told', { date: corrections[0]?.toldOn ?? '' })}</span>
      </p>
      {corrections.map((correction) => (
        <div key={`${correction.n}-${correction.change}`}>
          <p className="hq-sm">
            [{correction.n}] {correction.path} · {t(`told.kind.${correction.change}`)}
          </p>
          <ChangedWords before={correction.before} after={correction.after} />
          {correction.afterDocumentId && (
            <p className="hq-sm">
              <Link
                to={`/documents/${correction.afterDocumentId}${correction.afterPassageId ? `?mark=${correction.afterPassageId}#p-${correction.afterPassageId}` : ''}`}
              >
                {t('chat.corrected.see')}
              </Link>
            </p>
          )}
        </div>
      ))}
    </section>
  );
}
