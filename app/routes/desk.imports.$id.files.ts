import type { ActionFunctionArgs } from '@remix-run/node';

import { answerProblems } from '~/app/documents/upload/answer-problems.server';
import { readBody } from '~/app/documents/upload/read-body.server';
import { uploadRoles } from '~/app/documents/upload-roles';
import { requireStaff } from '~/app/session/require-reader.server';
import { receiveFile } from '~/knowledge/documents/import-runs/receive-file.server';

/** Takes the bytes of an announced file: the body is the file, `?number=` says which. */
export function action({ request, context, params }: ActionFunctionArgs) {
  return answerProblems(request, async () => {
    const { services } = context;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const number = Number(new URL(request.url).searchParams.get('number'));
    const bytes = await readBody(request, services.parser.limits.fileBytes);
    const deps = { db: services.db, now: services.now, filesDir: services.settings.filesDir };
    await receiveFile(deps, reader, { runId: params.id ?? '', number, bytes });
    return { received: bytes.length };
  });
}
