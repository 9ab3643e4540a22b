import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { readUpload } from '~/app/documents/read-upload.server';
import { orErrorPage } from '~/app/errors';
import { FormField } from '~/app/forms/build/form-field';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireFields } from '~/app/people/read-form';
import { pageTitle } from '~/app/policies/page-title';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/builder.css?url';
import { createFromPaper } from '~/forms/paper/create-from-paper.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf } from '~/prisma/access/reader';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction = ({ matches }) => pageTitle('paper.new', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  const { db, uploadLimitMb } = formsDeps(context, request);
  const departments = await db.department.findMany({
    where: { id: { in: departmentsOf(reader, 'designer') } },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  });
  return { departments, uploadLimitMb };
}

const input = z.object({
  title: z.string().trim().max(200).default(''),
  path: z.string().trim().toLowerCase().max(60),
  departmentId: z.string().max(100),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  const deps = { ...formsDeps(context, request), parser: context.services.parser };
  const upload = await readUpload(request, deps.uploadLimitMb);
  if (!upload.ok) return { fields: {} as Record<string, string>, given: null, tooLargeMb: upload.limitMb };
  const file = upload.form.get('file');
  upload.form.delete('file');
  const given = requireFields(input, upload.form);
  return orErrorPage(async () => {
    try {
      const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
      const name = file instanceof File ? file.name : '';
      const { formId } = await createFromPaper(deps, reader, { ...given, file: { name, bytes } });
      return redirect(`/desk/forms/${formId}/paper`);
    } catch (error) {
      if (error instanceof InvalidInputError) return { fields: error.fields, given, tooLargeMb: null };
      throw error;
    }
  });
}

/** 由纸质表格生成: a Word or Excel form becomes a draft. */
export default function NewFromPaper() {
  const { departments, uploadLimitMb } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const busy = useNavigation().state !== 'idle';
  const fields = answer && 'fields' in answer ? answer.fields : {};
  const given = answer && 'given' in answer ? answer.given : null;
  const tooLarge = answer && 'tooLargeMb' in answer ? answer.tooLargeMb : null;
  const problem = tooLarge ? t('paper.too-large', { limitMb: tooLarge }) : fields.file;
  return (
    <>
      <p className="hq-sm">
        <Link to="/desk/forms">{t('builder.forms')}</Link>
      </p>
      <div className="deskhead">
        <h1>{t('paper.new')}</h1>
      </div>
      <p className="hq-muted">{t('paper.about')}</p>
      <section className="hq-card paper-new" aria-label={t('paper.new')}>
        <Form method="post" encType="multipart/form-data" className="hq-card-b stack">
          <div>
            <label className="form-label" htmlFor="file">
              {t('paper.file')}
            </label>
            <input
              id="file"
              name="file"
              type="file"
              required
              accept=".docx,.doc,.xlsx,.xls"
              className={problem ? 'form-control is-invalid' : 'form-control'}
              aria-invalid={problem ? true : undefined}
              aria-describedby="file-help"
            />
            <p
              id="file-help"
              className={problem ? 'invalid-feedback' : 'form-text'}
              role={problem ? 'alert' : undefined}
            >
              {problem ?? t('paper.file-help', { limitMb: uploadLimitMb })}
            </p>
          </div>
          <FormField
            name="title"
            label={t('builder.title')}
            help={t('paper.title-help')}
            error={fields.title}
            value={given?.title}
            required={false}
          />
          <FormField
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
          <button className="btn btn-primary" disabled={busy}>
            {busy && <span className="spinner-border spinner-border-sm" aria-hidden="true" />}{' '}
            {t(busy ? 'paper.reading' : 'paper.make')}
          </button>
        </Form>
      </section>
    </>
  );
}
