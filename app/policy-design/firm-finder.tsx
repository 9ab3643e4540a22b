import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

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
  const [q, setQ] = useState('');
  const find = () => void fetcher.load(`/desk/policies/${policyId}/firm?q=${encodeURIComponent(q.trim())}`);
  return (
    <div className="pd-firms">
      <div className="row-x">
        <input
          className="form-control"
          aria-label={label}
          placeholder={t('rules.firm.search')}
          value={q}
          maxLength={100}
          onChange={(event) => setQ(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            find();
          }}
        />
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          disabled={fetcher.state !== 'idle'}
          onClick={find}
        >
          {t(fetcher.state === 'idle' ? 'rules.firm.find' : 'rules.source.finding')}
        </button>
      </div>
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
