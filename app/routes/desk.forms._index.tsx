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
import { DepartmentChoice } from '~/app/forms/build/department-choice';
import { FormField } from '~/app/forms/build/form-field';
import { formLibrary } from '~/app/forms/build/form-library.server';
import { FormRow } from '~/app/forms/build/form-row';
import { listOwnDepartments } from '~/app/forms/build/list-own-departments.server';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireFields } from '~/app/people/read-form';
import { pageTitle } from '~/app/policies/page-title';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/builder.css?url';
import { createForm } from '~/forms/definition/create-form.server';
import { listForms } from '~/forms/definition/list-forms.server';
import { withdrawForm } from '~/forms/definition/withdraw-form.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf } from '~/prisma/access/reader';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction = ({ matches }) => pageTitle('builder.forms', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer', 'reviewer');
  const deps = formsDeps(context, request);
  const [forms, departments] = await Promise.all([
    listForms(deps, reader),
    listOwnDepartments(deps.db, reader),
  ]);
  const isEnglish = deps.locale === 'en';
  const library = [...formLibrary].map(([id, { title, titleEn }]) => ({
    id,
    title: isEnglish ? (titleEn ?? title) : title,
  }));
  return { forms, departments, reviewed: departmentsOf(reader, 'reviewer'), library, isEnglish };
}

const input = z.object({
  title: z.string().trim().max(200),
  path: z.string().trim().toLowerCase().max(60),
  departmentId: z.string().max(100),
  library: z.string().max(100).default(''),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  const sent = await request.formData();
  const withdrawn = sent.get('withdraw');
  if (typeof withdrawn === 'string') {
    return orErrorPage(async () => {
      await withdrawForm(formsDeps(context, request), reader, withdrawn);
      return redirect('/desk/forms');
    });
  }
  const { library, ...form } = requireFields(input, sent);
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
  const { forms, departments, reviewed, library, isEnglish } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const fields = answer && 'fields' in answer ? answer.fields : {};
  const given = answer && 'given' in answer ? answer.given : null;
  return (
    <>
      <div className="deskhead">
        <h1>{t('builder.forms')}</h1>
        <span className="hq-muted hq-sm">{t('builder.forms-n', { n: forms.length })}</span>
        {departments.length > 0 && (
          <Link to="/desk/forms/import" className="btn btn-outline-primary btn-sm ms-auto">
            {t('builder.import')}
          </Link>
        )}
      </div>
      <div className={departments.length > 0 ? 'forms-lay' : undefined}>
        <section className="hq-card case-table" aria-label={t('builder.forms')}>
          {forms.length === 0 ? (
            <div className="hq-empty">
              <i className="bi bi-ui-checks" aria-hidden="true" />
              <p>{t('builder.forms-empty')}</p>
              {departments.length > 0 && <a href="#title">{t('builder.new')}</a>}
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
                  <FormRow
                    key={form.formId}
                    form={form}
                    isEnglish={isEnglish}
                    mayDesign={departments.some(({ id }) => id === form.departmentId)}
                    mayReview={reviewed.includes(form.departmentId)}
                  />
                ))}
              </tbody>
            </table>
          )}
        </section>
        {departments.length > 0 && (
          <section className="hq-card" aria-labelledby="new-title">
            <div className="hq-card-h">
              <h2 id="new-title">{t('builder.new')}</h2>
              <Link className="hq-sm" to="/desk/forms/paper">
                {t('paper.new')}
              </Link>
            </div>
            <Form method="post" className="hq-card-b stack">
              <FormField name="title" label={t('builder.title')} error={fields.title} value={given?.title} />
              <FormField
                name="path"
                label={t('builder.path')}
                help={t('builder.path-help')}
                error={fields.path}
                value={given?.path}
              />
              <DepartmentChoice departments={departments} />
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
        )}
      </div>
    </>
  );
}
