import type { LoaderFunctionArgs } from '@remix-run/node';

import { askedOf } from '~/app/helpdesk/get-questions-page.server';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import { getQuestion } from '~/knowledge/helpdesk/get-question.server';
import { suggestReply } from '~/knowledge/helpdesk/suggest-reply.server';
import { NotFoundError } from '~/prisma/access/access-denied';

/** A reply drafted by the chat model from verified sentences; by quotation when the model fails, which is said. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk');
  const id = new URL(request.url).searchParams.get('id') ?? '';
  return orErrorPage(async () => {
    const question = await getQuestion(context.services, reader, id);
    if (!question) throw new NotFoundError('question', id);
    const asked = { ...askedOf(question), withModel: true, signal: request.signal };
    return { suggestion: await suggestReply(context.services, asked) };
  });
}
