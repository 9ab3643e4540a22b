import type { ActionFunctionArgs } from '@remix-run/node';

import { answerProblems, problemResponse, toProblem } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireApplicant } from '~/app/forms/read-body.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { attachFile } from '~/forms/submission/attach-file.server';

/** Takes a file for a field of the draft (multipart: `path`, `file`) and answers what form.io keeps of it. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    // The length is known before the body is read; a request that lies about it is cut off by the server.
    const most = (deps.uploadLimitMb + 1) * 1024 * 1024;
    const length = Number(request.headers.get('content-length') ?? Number.NaN);
    if (!(length <= most))
      return problemResponse({
        type: 'about:blank',
        status: 413,
        code: 'too-large',
        title: tooLarge(deps.locale),
      });
    const form = await request.formData();
    const [path, file] = [form.get('path'), form.get('file')];
    if (typeof path !== 'string' || !(file instanceof Blob))
      throw new InvalidInputError({ file: '没有收到文件' });
    const bytes = new Uint8Array(await file.arrayBuffer());
    const name = 'name' in file && typeof file.name === 'string' ? file.name : 'file';
    return Response.json(await attachFile(deps, reader, { draftId: params.id ?? '', path, name, bytes }));
  }, deps.locale);
}

function tooLarge(locale: 'zh-CN' | 'en'): string {
  return toProblem(Object.assign(new Error(), { code: 'too-large' }), locale)?.title ?? 'too large';
}
