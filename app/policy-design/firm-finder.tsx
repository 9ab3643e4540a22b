import { useFetcher } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { FindBox } from '~/app/components/find-box';

import type { FoundFirms } from './read-firm.server';

/** Finds a firm by name or credit code. */
export function FirmFinder({
  policyId,
  label,
  onChoose,
}: {
  policyId: string;
  label: string;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation();
  const fetcher = useFetcher<FoundFirms>();
  return (
    <div className="pd-firms">
      <FindBox
        label={label}
        placeholder={t('rules.firm.search')}
        maxLength={100}
        isBusy={fetcher.state !== 'idle'}
        words={{ find: t('rules.firm.find'), finding: t('rules.source.finding') }}
        allowEmpty
        onFind={(words) =>
          void fetcher.load(`/desk/policies/${policyId}/firm?q=${encodeURIComponent(words)}`)
        }
      />
      <ul className="plain" aria-live="polite">
        {fetcher.data?.firms.map((firm) => (
          <li key={firm.id}>
            <button type="button" className="btn btn-link btn-sm" onClick={() => onChoose(firm.id)}>
              {firm.name} <span className="hq-muted">{firm.creditCode}</span>
            </button>
          </li>
        ))}
        {fetcher.data?.firms.length === 0 && <li className="hq-sm hq-muted">{t('rules.firm.none')}</li>}
      </ul>
    </div>
  );
}
