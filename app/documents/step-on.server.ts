import type { Services } from '~/app/services.server';
import { lifeDates, proposeDates } from '~/knowledge/documents/changes/document-dates.server';
import { proposePublishing } from '~/knowledge/documents/changes/publish-documents.server';
import { proposeWithdrawal } from '~/knowledge/documents/changes/withdraw-document.server';
import { setAudience } from '~/knowledge/documents/life/set-audience.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

/** Carries out a step in a document's life; those that change answers go to the gate. Returns what to say. */
export async function stepOn(
  { db, now }: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  documentId: string,
  form: FormData,
): Promise<string> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  switch (text('intent')) {
    case 'publish': {
      const change = await db.$transaction((tx) =>
        proposePublishing(tx, { reader, documentIds: [documentId], now: now() }),
      );
      return change ? 'publish' : 'nothing';
    }
    case 'withdraw':
      await db.$transaction((tx) =>
        proposeWithdrawal(tx, reader, { documentId, reason: text('reason') }, now()),
      );
      return 'withdraw';
    case 'dates': {
      const dates = Object.fromEntries(
        lifeDates.flatMap((field) => (form.has(field) ? [[field, text(field)]] : [])),
      );
      const change = await db.$transaction((tx) =>
        proposeDates(tx, reader, { documentId, dates, reason: text('reason') }, now()),
      );
      return change ? 'dates' : 'nothing';
    }
    case 'audience':
      await setAudience(
        { db, now },
        reader,
        documentId,
        text('audience') === 'department' ? 'department' : 'public',
      );
      return 'audience';
    default:
      throw new InvalidInputError({ intent: '请选择要做的操作' });
  }
}
