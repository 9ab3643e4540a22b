import type { ActionFunctionArgs } from '@remix-run/node';

import { importStartSchema } from '~/app/documents/upload/import-requests';
import { uploadRoles } from '~/app/documents/upload-roles';
import { answerProblems } from '~/app/documents/upload/answer-problems.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { startImport } from '~/knowledge/documents/import-runs/start-import.server';

/** Opens an import for the announced files; answers its id and the numbers of the files to send. */
export function action({ request, context }: ActionFunctionArgs) {
  return answerProblems(request, async () => {
    const { db, now, parser } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const wanted = importStartSchema.parse(await request.json());
    return startImport({ db, now, limits: parser.limits }, reader, wanted);
  });
}
