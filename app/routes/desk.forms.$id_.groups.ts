import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody } from '~/app/forms/read-body.server';
import { requireStaff } from '~/app/session/require-reader.server';
import type { FormComponent } from '~/forms/definition/form-definition';
import { getFormForDesign } from '~/forms/definition/get-form.server';
import { listFieldGroups } from '~/forms/definition/groups/list-field-groups.server';
import {
  deleteFieldGroup,
  renameFieldGroup,
  saveFieldGroup,
} from '~/forms/definition/groups/save-field-group.server';
import { listForms } from '~/forms/definition/list-forms.server';

const component = z.looseObject({ type: z.string(), key: z.string() });
const body = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('save'), name: z.string(), components: z.array(component).max(100) }),
  z.strictObject({ act: z.literal('rename'), id: z.string(), name: z.string() }),
  z.strictObject({ act: z.literal('delete'), id: z.string() }),
]);

/** What fields can be taken from: `{groups, forms}`, or with `?from=FORM` that form's `{title, definition}`. */
export function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  const from = new URL(request.url).searchParams.get('from');
  return answerProblems(async () => {
    const reader = await requireStaff(request, context, 'designer');
    if (from) {
      const { working } = await getFormForDesign(deps, reader, from);
      return Response.json({ title: working.title, definition: working.definition });
    }
    const { departmentId, formId } = await getFormForDesign(deps, reader, params.id ?? '');
    const forms = await listForms(deps, reader);
    return Response.json({
      groups: await listFieldGroups(deps, reader, departmentId),
      forms: forms
        .filter((form) => form.formId !== formId)
        .map(({ formId: id, title, departmentName }) => ({ id, title, departmentName })),
    });
  }, deps.locale);
}

/** Saves, renames or deletes a group of the form's department; answers with the groups as they are then. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const { departmentId } = await getFormForDesign(deps, reader, params.id ?? '');
    const deed = await readBody(request, body);
    if (deed.act === 'save') {
      const components = deed.components as FormComponent[];
      await saveFieldGroup(deps, reader, { departmentId, name: deed.name, components });
    } else if (deed.act === 'rename') await renameFieldGroup(deps, reader, deed);
    else await deleteFieldGroup(deps, reader, deed.id);
    return Response.json({ groups: await listFieldGroups(deps, reader, departmentId) });
  }, deps.locale);
}
