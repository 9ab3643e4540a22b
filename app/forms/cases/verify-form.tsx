import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** Where the code on a receipt is typed. */
export function VerifyForm({ code = '' }: { code?: string }) {
  const { t } = useTranslation();
  return (
    <Form method="get" action="/verify" className="hq-card hq-card-b verify-form">
      <label>
        <span className="form-label">{t('verify.code')}</span>
        <input
          className="form-control verify-code"
          name="code"
          defaultValue={code}
          maxLength={60}
          required
          autoComplete="off"
          spellCheck={false}
          placeholder="A1B2-C3D4-E5F6-A7B8-C9D0"
          aria-describedby="verify-help"
        />
      </label>
      <button className="btn btn-primary">{t('verify.check')}</button>
      <p id="verify-help" className="hq-sm hq-muted">
        {t('verify.help')}
      </p>
    </Form>
  );
}
