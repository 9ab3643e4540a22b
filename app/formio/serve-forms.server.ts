import type { z } from 'zod';

import { translator } from '~/app/words/translator';
import { createForm } from '~/forms/definition/create-form.server';
import { approveForm, proposeForm, sendBackForm } from '~/forms/definition/decide-form.server';
import type { FormDefinition } from '~/forms/definition/form-definition';
import {
  requireNewestVersion,
  listVisibleForms,
  loadDefinitions,
  requireVisibleForm,
} from '~/forms/definition/list-visible-forms.server';
import { saveFormDraft } from '~/forms/definition/save-form-draft.server';
import { withdrawForm } from '~/forms/definition/withdraw-form.server';
import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf, hasRole } from '~/prisma/access/reader';

import { cutList, listResponse } from './answer-list';
import { formBodySchema, publishBodySchema, type FormBody } from './form-body';
import { readJson, type FormioHandler, type FormioRequest } from './formio-request.server';
import type { FormioRoute } from './formio-routes';
import { selectFields } from './match-filters';
import { readListQuery } from './read-list-query';
import { requireKnown } from './read-formio-reader.server';
import { showForm } from './show-form';

type OfForm = Extract<FormioRoute, { form: string }>;

/** The forms that the caller may see; definitions are read for the page alone. */
export const listForms: FormioHandler<FormioRoute> = async ({ deps, reader, url }) => {
  const query = readListQuery(url.searchParams);
  const forms = await listVisibleForms(deps, reader);
  const page = cutList(
    forms.map((form) => ({ ...showForm(form), _id: form.formId, form })),
    query,
  );
  const definitions = await loadDefinitions(
    deps,
    page.items.map(({ form }) => form.versionId),
  );
  const items = page.items.map(({ form }) =>
    selectFields(showForm(form, definitions.get(form.versionId)), query.select),
  );
  return listResponse({ ...page, items });
};

export const getForm: FormioHandler<OfForm> = async ({ deps, reader, url }, { form }) => {
  const { definition, ...found } = await requireVisibleForm(deps, reader, form);
  const { select } = readListQuery(url.searchParams);
  return Response.json(selectFields(showForm(found, definition), select));
};

/** Makes a form's first draft; it is filled by nobody until it is published. */
export const postForm: FormioHandler<FormioRoute> = async (asked) => {
  const { deps, reader, request } = asked;
  requireKnown(reader);
  if (!hasRole(reader, 'designer')) throw new AccessDeniedError('create-form');
  const body = await readFormBody(asked, formBodySchema, await readJson(request));
  const { formId } = await createForm(deps, reader, {
    departmentId: chooseDepartment(asked, body),
    path: body.path ?? '',
    title: body.title,
    titleEn: body.titleEn ?? null,
    definition: definitionOf(body),
  });
  const { definition, ...made } = await requireVisibleForm(deps, reader, formId);
  return Response.json(showForm(made, definition), { status: 201 });
};

/** Saves the form's draft. */
export const putForm: FormioHandler<OfForm> = async (asked, { form }) => {
  const { deps, reader, request } = asked;
  const { formId, path, revision } = await requireVisibleForm(deps, requireKnown(reader), form);
  const body = await readFormBody(asked, formBodySchema, await readJson(request));
  if (body.path !== undefined && body.path !== path)
    throw new InvalidInputError({ path: translator(deps.locale)('formio.path-fixed', { path }) });
  await saveFormDraft(deps, reader, {
    formId,
    revision: body.revision ?? revision,
    title: body.title,
    titleEn: body.titleEn ?? null,
    definition: definitionOf(body),
  });
  const { definition, ...saved } = await requireVisibleForm(deps, reader, formId);
  return Response.json(showForm(saved, definition));
};

/**
 * The same gate as the desk's: a draft is handed to the second person, who publishes it by the same address or sends it
 * back with words. The answer is 202 while it waits.
 */
export const publish: FormioHandler<OfForm> = async (asked, { form }) => {
  const { deps, reader, request } = asked;
  const { formId, state } = await requireNewestVersion(deps, requireKnown(reader), form);
  const { revision, reasons, sendBack } = await readFormBody(
    asked,
    publishBodySchema,
    await readJson(request),
  );
  const deed = { formId, revision };
  if (sendBack !== undefined) await sendBackForm(deps, reader, { ...deed, reason: sendBack });
  else if (state === 'in-review') await approveForm(deps, reader, deed);
  else await proposeForm(deps, reader, { ...deed, reasons });
  const { definition, ...shown } = await requireNewestVersion(deps, reader, formId);
  return Response.json(showForm(shown, definition), { status: shown.state === 'in-review' ? 202 : 200 });
};

/** Withdraws the form: what was filed on it stays. */
export const deleteForm: FormioHandler<OfForm> = async ({ deps, reader }, { form }) => {
  const { formId } = await requireVisibleForm(deps, requireKnown(reader), form);
  await withdrawForm(deps, reader, formId);
  return Response.json({});
};

function definitionOf({ display, components, settings }: FormBody): FormDefinition {
  return { display, components, ...(settings && { settings }) };
}

/** The one that was named, else the only one in which the caller designs. */
function chooseDepartment({ reader, deps }: FormioRequest, { departmentId }: FormBody): string {
  if (departmentId !== undefined) return departmentId;
  const [only, ...others] = departmentsOf(reader, 'designer');
  if (only !== undefined && others.length === 0) return only;
  throw new InvalidInputError({ departmentId: translator(deps.locale)('formio.department') });
}

/** Throws `InvalidInputError`, a sentence a field. */
export async function readFormBody<Schema extends z.ZodType>(
  { deps }: FormioRequest,
  schema: Schema,
  json: unknown,
): Promise<z.infer<Schema>> {
  const parsed = await schema.safeParseAsync(json);
  if (parsed.success) return parsed.data;
  const t = translator(deps.locale);
  throw new InvalidInputError(
    Object.fromEntries(
      parsed.error.issues.map(({ path }) => {
        const name = path.join('.') || 'body';
        return [name, t('formio.field', { name })];
      }),
    ),
  );
}
