import { json, type LoaderFunctionArgs } from '@remix-run/node';

import { answerProblems } from '~/app/errors';
import { getReader } from '~/app/session/require-reader.server';
import { getPublishedForm } from '~/forms/definition/get-form.server';
import { NotFoundError } from '~/prisma/access/access-denied';

/** GET /api/v1/forms/:id: one published form by id or path, with its form.io definition. */
export function loader({ request, context, params }: LoaderFunctionArgs) {
  return answerProblems(async () => {
    await getReader(request, context);
    const form = await getPublishedForm(context.services.db, params.id ?? '');
    if (!form) throw new NotFoundError('form', params.id ?? '');
    const {
      formId,
      path,
      title,
      titleEn,
      departmentId,
      departmentName,
      number,
      versionId,
      definition,
      publishedAt,
    } = form;
    return json({
      id: formId,
      path,
      title,
      titleEn,
      departmentId,
      departmentName,
      version: number,
      versionId,
      definition,
      publishedAt,
    });
  });
}
