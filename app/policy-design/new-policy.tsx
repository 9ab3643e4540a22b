import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

interface NewPolicyProps {
  departments: { id: string; name: string }[];
  fields: Record<string, string>;
  given: { title: string; id: string; departmentId: string } | null;
  isBusy: boolean;
}

/** 新建政策: a name and a speaking id; all else is written in the editor. */
export function NewPolicy({ departments, fields, given, isBusy }: NewPolicyProps) {
  const { t } = useTranslation();
  const line = (name: 'title' | 'id', help?: string) => (
    <div>
      <label className="form-label" htmlFor={name}>
        {t(`rules.new.${name}`)}
      </label>
      <input
        id={name}
        name={name}
        required
        className={fields[name] ? 'form-control is-invalid' : 'form-control'}
        aria-invalid={fields[name] ? true : undefined}
        aria-describedby={fields[name] || help ? `${name}-help` : undefined}
        defaultValue={given?.[name]}
      />
      {(fields[name] ?? help) && (
        <p
          id={`${name}-help`}
          className={fields[name] ? 'invalid-feedback' : 'form-text'}
          role={fields[name] ? 'alert' : undefined}
        >
          {fields[name] ?? help}
        </p>
      )}
    </div>
  );
  return (
    <section className="hq-card" aria-labelledby="new-title">
      <div className="hq-card-h">
        <h2 id="new-title">{t('rules.new')}</h2>
      </div>
      <Form method="post" className="hq-card-b stack">
        <Link to="/desk/policies/notice">{t('notice.title')}</Link>
        {line('title')}
        {line('id', t('rules.new.id-help'))}
        <div>
          <label className="form-label" htmlFor="departmentId">
            {t('rules.new.department')}
          </label>
          <select
            id="departmentId"
            name="departmentId"
            className="form-select"
            defaultValue={given?.departmentId}
          >
            {departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button className="btn btn-primary" disabled={isBusy}>
          {t('rules.new.create')}
        </button>
      </Form>
    </section>
  );
}
