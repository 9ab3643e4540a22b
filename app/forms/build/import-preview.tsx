import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { DepartmentChoice } from './department-choice';
import { FormField } from './form-field';
import type { ImportPreview } from './read-import.server';

interface Props {
  preview: ImportPreview;
  fields: Record<string, string>;
  given?: { title: string; path: string };
  departments: { id: string; name: string }[];
  busy: boolean;
}

/** What an export brings, what is left out and what is to be mended, before a form is made of it. */
export function ImportPreviewPart({ preview, fields, given, departments, busy }: Props) {
  const { t } = useTranslation();
  const { taken, refused, toMend, text } = preview;
  return (
    <div className="forms-lay">
      <div className="stack">
        <Sentences
          icon="bi-x-octagon"
          title={t('builder.import-refused', { n: refused.length })}
          list={refused}
        >
          {t('builder.import-refused-none')}
        </Sentences>
        {toMend.length > 0 && (
          <Sentences icon="bi-tools" title={t('builder.import-mend', { n: toMend.length })} list={toMend} />
        )}
        <section className="hq-card case-table" aria-label={t('builder.import-taken', { n: taken.length })}>
          <div className="hq-card-h">
            <h2>{t('builder.import-taken', { n: taken.length })}</h2>
          </div>
          {taken.length === 0 ? (
            <p className="hq-card-b">{t('builder.import-taken-none')}</p>
          ) : (
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t('builder.import-field')}</th>
                  <th scope="col">{t('builder.import-key')}</th>
                  <th scope="col">{t('builder.import-type')}</th>
                </tr>
              </thead>
              <tbody>
                {taken.map(({ key, label, type }, index) => (
                  <tr key={`${key}-${String(index)}`}>
                    <td>{label}</td>
                    <td>
                      <span className="hq-prov">{key}</span>
                    </td>
                    <td>
                      <span className="hq-prov">{type}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      </div>
      <section className="hq-card" aria-labelledby="import-new">
        <div className="hq-card-h">
          <h2 id="import-new">{t('builder.new')}</h2>
        </div>
        <Form method="post" className="hq-card-b stack">
          <FormField
            name="title"
            label={t('builder.title')}
            error={fields.title}
            value={given?.title ?? preview.title}
          />
          <FormField
            name="path"
            label={t('builder.path')}
            help={t('builder.path-help')}
            error={fields.path}
            value={given?.path ?? preview.path}
          />
          <DepartmentChoice departments={departments} />
          <div className="row-x wrapx">
            <button className="btn btn-primary" name="intent" value="create" disabled={busy}>
              {t('builder.import-create')}
            </button>
            <Link to="/desk/forms/import" reloadDocument>
              {t('builder.import-other')}
            </Link>
          </div>
          <input type="hidden" name="text" value={text} />
        </Form>
      </section>
    </div>
  );
}

interface SentencesProps {
  icon: string;
  title: string;
  list: string[];
  children?: string;
}

function Sentences({ icon, title, list, children }: SentencesProps) {
  return (
    <section className="hq-card">
      <div className="hq-card-h">
        <h2>
          <i className={`bi ${icon}`} aria-hidden="true" /> {title}
        </h2>
      </div>
      {list.length === 0 ? (
        <p className="hq-card-b">{children}</p>
      ) : (
        <ul className="hq-card-b import-list">
          {list.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
