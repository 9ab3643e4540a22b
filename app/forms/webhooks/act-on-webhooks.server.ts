import { webhookDeps } from '~/app/jobs/send-messages.server';
import { readForm } from '~/app/people/read-form';
import type { Services } from '~/app/services.server';
import { addWebhook, retryDeliveries, steerWebhook } from '~/forms/webhooks/manage-webhooks.server';
import { testWebhook } from '~/forms/webhooks/test-webhook.server';
import type { FormLocale } from '~/forms/words/say';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

/** What the page says after a deed. */
export interface WebhookAnswer {
  /** A word of `webhooks.done.`. */
  done: string | null;
  id: string | null;
  /** Shown once. */
  secret: string | null;
  test: { outcome: 'arrived' } | { outcome: 'failed'; code: string; detail: string } | null;
  errors: Record<string, string>;
  typed: { url: string; events: string[]; withContent: boolean } | null;
}

const nothing: WebhookAnswer = { done: null, id: null, secret: null, test: null, errors: {}, typed: null };

/** Does what a button of the page says. Throws `NotFoundError` for a webhook that is gone. */
export async function actOnWebhooks(
  services: Services,
  reader: Reader,
  input: { formId: string; form: FormData; locale: FormLocale },
): Promise<WebhookAnswer> {
  const { formId, form, locale } = input;
  const deps = { ...webhookDeps(services), locale };
  const typedFields = readForm(form);
  const text = (name: string) => typedFields[name] ?? '';
  const [intent, id] = [text('intent'), text('id')];
  if (intent === 'test') {
    const sent = await testWebhook(deps, reader, { formId, id });
    const test =
      sent.outcome === 'delivered'
        ? ({ outcome: 'arrived' } as const)
        : { outcome: 'failed' as const, ...sent.fault };
    return { ...nothing, id, test };
  }
  if (intent === 'retry') {
    await retryDeliveries(deps, reader, { formId, id });
    return { ...nothing, done: 'retry' };
  }
  if (intent === 'enable' || intent === 'disable' || intent === 'remove' || intent === 'renew') {
    const { secret } = await steerWebhook(deps, reader, { formId, id, deed: intent });
    return { ...nothing, done: intent, id, secret };
  }
  const typed = {
    url: text('url'),
    events: form.getAll('events').filter((one) => typeof one === 'string'),
    withContent: form.get('withContent') === 'on',
  };
  try {
    const { id: made, secret } = await addWebhook(deps, reader, { formId, ...typed });
    return { ...nothing, done: 'added', id: made, secret };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { ...nothing, errors: error.fields, typed };
  }
}
