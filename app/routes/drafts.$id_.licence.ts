import type { ActionFunctionArgs } from '@remix-run/node';

import { answerProblems, problemResponse, toProblem } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readPhoto } from '~/app/forms/fill/licence/read-photo.server';
import { requireApplicant } from '~/app/forms/read-body.server';
import { takeAttempt } from '~/app/session/count-attempts.server';
import { mostPhotoBytes } from '~/forms/prefill/licence/read-licence.server';
import { requireDraft } from '~/forms/submission/open-draft.server';

/** Reads the photo of a business licence (the body itself) for the draft: steps and outcome line by line. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const { id: draftId } = await requireDraft(deps, reader, params.id ?? '');
    const refuse = (code: string, status: number) =>
      problemResponse({
        ...{ type: 'about:blank', status, code },
        title: toProblem(Object.assign(new Error(), { code }), deps.locale)?.title ?? code,
      });
    // The length is known before the body is read; a request that lies about it is cut off by the server.
    const length = Number(request.headers.get('content-length') ?? Number.NaN);
    if (!(length <= mostPhotoBytes)) return refuse('too-large', 413);
    const key = { purpose: 'licence:person', subject: reader.personId ?? '' } as const;
    if (!(await takeAttempt(deps.db, [key], deps.now())).admitted) return refuse('too-many-requests', 429);
    const bytes = new Uint8Array(await request.arrayBuffer());
    return readPhoto(deps, reader, { draftId, bytes }, (error) =>
      context.services.log.error({ err: error }, 'a licence was not read to the end'),
    );
  }, deps.locale);
}
