import { cityTime } from '~/app/people/city-time';
import { listWebhooks } from '~/forms/webhooks/list-webhooks.server';
import type { FormLocale } from '~/forms/words/say';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { DeliveryLine } from './delivery-log';
import type { WebhookView } from './webhook-card';

/** A form's webhooks with their log, as the page shows them. */
export async function getWebhooksPage(deps: { db: Db; locale: FormLocale }, reader: Reader, formId: string) {
  const { title, titleEn, maySendContent, hooks, log } = await listWebhooks(deps, reader, formId);
  return {
    formId,
    maySendContent,
    title: deps.locale === 'en' ? (titleEn ?? title) : title,
    hooks: hooks.map(({ previousUntil: _, ...hook }): WebhookView => hook),
    log: log.map(({ at, detail, ...line }): DeliveryLine => {
      const [code = '', ...rest] = detail.split(': ');
      return { ...line, at: cityTime(at), fault: detail === '' ? null : { code, detail: rest.join(': ') } };
    }),
  };
}
