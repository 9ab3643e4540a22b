import { redirect, type ActionFunctionArgs } from '@remix-run/node';

import { uploadRoles } from '~/app/documents/upload-roles';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import { confirmRecognition } from '~/knowledge/documents/confirm-recognition.server';

/** A person says that the recognised text is what the pictures show, or takes that back. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const id = params.id ?? '';
    const isChecked = (await request.formData()).get('intent') === 'confirm';
    await confirmRecognition(context.services, reader, id, isChecked);
    return redirect(`/desk/documents/${id}?saved=recognition`);
  });
}
