import type { ActionFunctionArgs } from '@remix-run/node';

import { answerProblems } from '~/app/documents/upload/answer-problems.server';
import { uploadRoles } from '~/app/documents/upload-roles';
import { requireStaff } from '~/app/session/require-reader.server';
import { closeImport } from '~/knowledge/documents/import-runs/close-import.server';

/** Says that no more files come; also sent as a beacon when the page is left. */
export function action({ request, context, params }: ActionFunctionArgs) {
  return answerProblems(request, async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    await closeImport(context.services, reader, params.id ?? '');
    return { closed: true };
  });
}
