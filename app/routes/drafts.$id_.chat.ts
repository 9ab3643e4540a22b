import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody, requireApplicant } from '~/app/forms/read-body.server';
import { declineChatOffers, takeChatOffers } from '~/forms/prefill/chat-offer.server';
import { nameDevice } from '~/forms/submission/name-device';

const body = z.discriminatedUnion('answer', [
  z.strictObject({
    answer: z.literal('take'),
    revision: z.number().int().nonnegative(),
    paths: z.array(z.string().max(300)).min(1).max(500),
  }),
  z.strictObject({ answer: z.enum(['no', 'again']), revision: z.number().int().nonnegative() }),
]);

/** The firm's answer to what its people told the assistant: fill it in, no, or ask again. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const wanted = await readBody(request, body);
    const draftId = params.id ?? '';
    const device = nameDevice(request.headers.get('user-agent') ?? '');
    if (wanted.answer === 'take')
      return Response.json(await takeChatOffers(deps, reader, { draftId, device, ...wanted }));
    await declineChatOffers(deps, reader, { draftId, again: wanted.answer === 'again' });
    return Response.json({ revision: wanted.revision });
  }, deps.locale);
}
