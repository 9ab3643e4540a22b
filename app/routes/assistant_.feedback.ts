import { redirect, type ActionFunctionArgs } from '@remix-run/node';

import { giveFeedback } from '~/app/assistant/give-feedback.server';
import { getReader } from '~/app/session/require-reader.server';

/** 有用, 没用, 报告错误. */
export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await getReader(request, context);
  const form = await request.formData();
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const input = { turnId: field('turnId'), kind: field('kind'), comment: field('comment') };
  const { conversationId } = await giveFeedback(context.services.db, reader, input);
  return redirect(`/assistant?c=${encodeURIComponent(conversationId)}`);
}
