import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { PlainField } from './plain-field';

/** Enters a certificate in the register. */
export function CertificateForm({
  kinds,
  typed,
  errors,
}: {
  kinds: readonly { key: string; label: string }[];
  typed: Readonly<Record<string, string>> | null;
  errors: Readonly<Record<string, string>>;
}) {
  const { t } = useTranslation();
  const field = (name: string) => ({
    name,
    label: t(`factdesk.cert.field.${name}`),
    typed: typed?.[name] ?? '',
    problem: errors[name],
  });
  return (
    <Form method="post" className="hq-card hq-card-b stack" aria-labelledby="cert-new">
      <h2 id="cert-new">{t('factdesk.cert.new')}</h2>
      <div className="fact-options">
        <div>
          <label className="form-label" htmlFor="cert-key">
            {t('factdesk.cert.kind')}
          </label>
          <select id="cert-key" name="key" className="form-select" defaultValue={typed?.key}>
            {kinds.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <PlainField {...field('creditCode')} />
        <PlainField {...field('number')} />
        <PlainField {...field('issuedOn')} type="date" />
        <PlainField {...field('validUntil')} type="date" optional />
      </div>
      <div>
        <button className="btn btn-primary" name="intent" value="record">
          {t('factdesk.cert.record')}
        </button>
      </div>
    </Form>
  );
}
