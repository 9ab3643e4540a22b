import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { formLibrary } from '~/app/forms/build/form-library.server';
import { showInstant } from '~/app/forms/cases/show-instant';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireFields } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/builder.css?url';
import { createForm } from '~/forms/definition/create-form.server';
import { listForms } from '~/forms/definition/list-forms.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf } from '~/prisma/access/reader';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction = () => [{ title: '申报表单 · 惠企通' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  const deps = formsDeps(context, request);
  const [forms, departments] = await Promise.all([
    listForms(deps, reader),
    deps.db.department.findMany({
      where: { id: { in: departmentsOf(reader, 'designer') } },
      select: { id: true, name: true },
      orderBy: { id: 'asc' },
    }),
  ]);
  const isEnglish = deps.locale === 'en';
  const library = [...formLibrary].map(([id, { title, titleEn }]) => ({
    id,
    title: isEnglish ? (titleEn ?? title) : title,
  }));
  return { forms, departments, library, isEnglish };
}

const input = z.object({
  title: z.string().trim().max(200),
  path: z.string().trim().toLowerCase().max(60),
  departmentId: z.string().max(100),
  library: z.string().max(100).default(''),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  const { library, ...form } = requireFields(input, await request.formData());
  const definition = formLibrary.get(library)?.definition;
  return orErrorPage(async () => {
    try {
      const { formId } = await createForm(formsDeps(context, request), reader, {
        ...form,
        ...(definition && { definition }),
      });
      return redirect(`/desk/forms/${formId}`);
    } catch (error) {
      if (error instanceof InvalidInputError) return { fields: error.fields, given: form };
      throw error;
    }
  });
}

export default function Forms() {
  const { forms, departments, library, isEnglish } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const fields = answer && 'fields' in answer ? answer.fields : {};
  const given = answer && 'given' in answer ? answer.given : null;
  return (
    <>
      <div className="deskhead">
        <h1>{t('builder.forms')}</h1>
        <span className="hq-muted hq-sm">{t('builder.forms-n', { n: forms.length })}</span>
      </div>
      <div className="forms-lay">
        <section className="hq-card case-table" aria-label={t('builder.forms')}>
          {forms.length === 0 ? (
            <div className="hq-empty">
              <i className="bi bi-ui-checks" aria-hidden="true" />
              <p>{t('builder.forms-empty')}</p>
              <a href="#title">{t('builder.new')}</a>
            </div>
          ) : (
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t('builder.column.title')}</th>
                  <th scope="col">{t('builder.column.state')}</th>
                  <th scope="col">{t('builder.column.changed')}</th>
                  <th scope="col" className="num-col">
                    {t('builder.column.submissions')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {forms.map((form) => (
                  <tr key={form.formId}>
                    <td>
                      <Link to={`/desk/forms/${form.formId}`}>
                        {isEnglish ? (form.titleEn ?? form.title) : form.title}
                      </Link>
                      <br />
                      <span className="hq-prov">
                        /apply/{form.path} · {form.departmentName}
                      </span>
                    </td>
                    <td>
                      {form.published && (
                        <span className="tag tag-b">{t('builder.live', { n: form.published.number })}</span>
                      )}{' '}
                      {form.draft && (
                        <span className="tag">{t('builder.draft', { n: form.draft.number })}</span>
                      )}
                    </td>
                    <td>
                      {showInstant(form.draft?.updatedAt ?? form.published?.publishedAt ?? new Date(0))}
                    </td>
                    <td className="num-col">{form.submissions}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
        <section className="hq-card" aria-labelledby="new-title">
          <div className="hq-card-h">
            <h2 id="new-title">{t('builder.new')}</h2>
            <Link className="hq-sm" to="/desk/forms/paper">
              {t('paper.new')}
            </Link>
          </div>
          <Form method="post" className="hq-card-b stack">
            <Field name="title" label={t('builder.title')} error={fields.title} value={given?.title} />
            <Field
              name="path"
              label={t('builder.path')}
              help={t('builder.path-help')}
              error={fields.path}
              value={given?.path}
            />
            <div>
              <label className="form-label" htmlFor="departmentId">
                {t('builder.department')}
              </label>
              <select id="departmentId" name="departmentId" className="form-select">
                {departments.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </div>
            <div>
              <label className="form-label" htmlFor="library">
                {t('builder.from')}
              </label>
              <select id="library" name="library" className="form-select">
                <option value="">{t('builder.from-empty')}</option>
                {library.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
            </div>
            <button className="btn btn-primary">{t('builder.create')}</button>
          </Form>
        </section>
      </div>
    </>
  );
}

interface FieldProps {
  name: string;
  label: string;
  help?: string;
  error: string | undefined;
  value: string | undefined;
}

function Field({ name, label, help, error, value }: FieldProps) {
  return (
    <div>
      <label className="form-label" htmlFor={name}>
        {label}
      </label>
      <input
        id={name}
        name={name}
        required
        defaultValue={value}
        className={error ? 'form-control is-invalid' : 'form-control'}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || help ? `${name}-help` : undefined}
      />
      {(error ?? help) && (
        <p
          id={`${name}-help`}
          className={error ? 'invalid-feedback' : 'form-text'}
          role={error ? 'alert' : undefined}
        >
          {error ?? help}
        </p>
      )}
    </div>
  );
}
