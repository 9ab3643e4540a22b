import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { sendFile } from '~/app/forms/send-file.server';
import { requirePerson } from '~/app/session/require-reader.server';
import { getAttachment } from '~/forms/submission/get-attachment.server';

/** A file of a submission, as a download for the firm and the reviewers of its department. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const reader = await requirePerson(request, context);
  const deps = formsDeps(context, request);
  return sendFile(deps.filesDir, await orErrorPage(() => getAttachment(deps, reader, params.fileId ?? '')));
}
