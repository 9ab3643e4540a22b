import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** Enters a further server of models. */
export function AddServerForm({ errors }: { errors: Record<string, string> }) {
  const { t } = useTranslation();
  return (
    <details className="hq-card hq-card-b" open={Object.keys(errors).length > 0}>
      <summary>{t('models.add.title')}</summary>
      <Form method="post" className="models-add">
        <input type="hidden" name="intent" value="add-server" />
        <Field name="name" label={t('models.add.name')} error={errors.name} required />
        <label>
          {t('models.add.kind')}
          <select className="form-select" name="kind" defaultValue="openai">
            <option value="openai">{t('models.add.kind.openai')}</option>
            <option value="ollama">{t('models.add.kind.ollama')}</option>
          </select>
        </label>
        <Field
          name="url"
          label={t('models.add.url')}
          hint={t('models.add.url.hint')}
          error={errors.url}
          required
          placeholder="http://10.0.0.8:8000/v1"
        />
        <Field
          name="apiKey"
          label={t('models.add.key')}
          hint={t('models.add.key.hint')}
          error={errors.apiKey}
          type="password"
        />
        <button className="btn btn-outline-primary">{t('models.add.button')}</button>
      </Form>
    </details>
  );
}

interface FieldProps {
  name: string;
  label: string;
  hint?: string;
  error: string | undefined;
  required?: boolean;
  type?: string;
  placeholder?: string;
}

function Field({ name, label, hint, error, ...rest }: FieldProps) {
  const { t } = useTranslation();
  const described = `server-${name}-note`;
  return (
    <label>
      {label}
      <input
        className={`form-control${error ? ' is-invalid' : ''}`}
        name={name}
        autoComplete="off"
        aria-invalid={error !== undefined}
        aria-describedby={described}
        {...rest}
      />
      <small id={described}>{error ? t(error) : hint}</small>
    </label>
  );
}
