import { useTranslation } from 'react-i18next';

import type { CaseView } from '~/forms/cases/case-views';

import { EarlierSubmissions } from './earlier-submissions';
import { FieldRows } from './field-rows';
import { showInstant } from './show-instant';

interface SubmittedFieldsProps {
  found: CaseView;
  /** The words for a return by field while one is written; null when none is. */
  words: Record<string, string> | null;
  onWords: (path: string, text: string) => void;
}

/** What was submitted, what of it is new since the return, what was not taken, and what was submitted before. */
export function SubmittedFields({ found, words, onWords }: SubmittedFieldsProps) {
  const { t } = useTranslation();
  const [newest, ...earlier] = found.submissionsNewestFirst;
  const labels = Object.fromEntries((newest?.fields ?? []).map(({ path, label }) => [path, label]));
  const lastReturn = found.events.findLast(({ kind }) => kind === 'returned');
  const returned = found.state === 'returned' ? (lastReturn?.fields ?? {}) : {};
  return (
    <>
      <section className="hq-card" aria-labelledby="fields-title">
        <div className="hq-card-h">
          <h2 id="fields-title">{t('case.fields')}</h2>
          <span className="hq-sm hq-muted fill-note">
            {found.enterpriseName} · {found.creditCode}
            {newest &&
              ` · ${t('case.submitted-by', { name: newest.submittedBy, at: showInstant(newest.submittedAt) })}`}
            {newest && (
              <>
                {' '}
                · <a href={`/receipts/${newest.receiptNumber}/form.pdf`}>{t('case.print')}</a>
              </>
            )}
          </span>
        </div>
        {words && <p className="hq-note case-note hq-sm">{t('review.return-help')}</p>}
        {newest && newest.changedPaths.length > 0 && (
          <p className="hq-note hq-note-gap case-note hq-sm">
            <span>
              {t('review.changed')}
              {newest.changedPaths.map((path) => (
                <a key={path} href={`#row-${path}`} className="changed-link">
                  {labels[path] ?? path}
                </a>
              ))}
            </span>
          </p>
        )}
        {newest && (
          <FieldRows
            rows={newest.fields}
            changed={newest.changedPaths}
            before={found.before}
            returned={returned}
            asked={found.state === 'submitted' && earlier.length > 0 ? (lastReturn?.fields ?? {}) : {}}
            under={
              words
                ? (row) => (
                    <input
                      className="form-control field-words"
                      form="decision"
                      name={`field:${row.path}`}
                      maxLength={500}
                      value={words[row.path] ?? ''}
                      onChange={(event) => onWords(row.path, event.target.value)}
                      aria-label={t('review.field-words', { field: row.label })}
                      placeholder={t('case.to-correct')}
                    />
                  )
                : undefined
            }
          />
        )}
      </section>
      {newest && newest.dropped.length > 0 && (
        <section className="hq-card hq-card-b" aria-labelledby="dropped-title">
          <h2 id="dropped-title">{t('review.dropped')}</h2>
          <p className="hq-sm hq-muted">{t('review.dropped-help')}</p>
          <p className="hq-sm">{newest.dropped.map(({ path }) => labels[path] ?? path).join('、')}</p>
        </section>
      )}
      <EarlierSubmissions earlier={earlier} />
    </>
  );
}
