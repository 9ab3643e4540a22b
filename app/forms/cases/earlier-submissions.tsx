import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { CaseView } from '~/forms/cases/case-views';

import { FieldRows } from './field-rows';
import { showInstant } from './show-instant';

/** What was handed in before a correction, newest first; folded, and nothing where there is none. */
export function EarlierSubmissions({ earlier }: { earlier: CaseView['submissionsNewestFirst'] }) {
  const { t } = useTranslation();
  if (earlier.length === 0) return null;
  return (
    <details className="hq-card">
      <summary className="hq-card-h">{t('review.earlier')}</summary>
      {earlier.map((one) => (
        <div key={one.submissionId}>
          <p className="grp">
            {showInstant(one.submittedAt)} ·{' '}
            <Link to={`/receipts/${one.receiptNumber}`}>{one.receiptNumber}</Link>
          </p>
          <FieldRows rows={one.fields} />
        </div>
      ))}
    </details>
  );
}
