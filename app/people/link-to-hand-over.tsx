import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A one-time link, shown this once, to be handed to the person by another way. */
export function LinkToHandOver({ path, days }: { path: string; days: number }) {
  const { t } = useTranslation();
  const [origin, setOrigin] = useState('');
  const [isCopied, setCopied] = useState(false);
  useEffect(() => setOrigin(window.location.origin), []);
  const address = origin + path;
  return (
    <div className="hq-card hq-card-b people-form" role="status">
      <b>{t('link.once')}</b>
      <div className="people-link" data-testid="one-time-link">
        {address}
      </div>
      <p className="hq-sm hq-muted">{t('link.once-help', { days })}</p>
      {origin !== '' && 'clipboard' in navigator && (
        <div>
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
          >
            <i className="bi bi-clipboard" aria-hidden="true" />
            {t(isCopied ? 'link.copied' : 'link.copy')}
          </button>
        </div>
      )}
    </div>
  );
}
