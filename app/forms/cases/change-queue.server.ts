import { z } from 'zod';

import { requireFields } from '~/app/people/read-form';
import { assignCases, balanceCases } from '~/forms/cases/assign-cases.server';
import { removeQueueView, saveQueueView } from '~/forms/cases/queue-views.server';
import type { FormLocale } from '~/forms/words/say';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

const input = z.discriminatedUnion('do', [
  z.object({ do: z.literal('assign'), person: z.string().max(60) }),
  z.object({ do: z.literal('balance') }),
  z.object({
    do: z.literal('save-view'),
    name: z.string().max(100),
    query: z.string().max(1_000).default(''),
    shared: z.literal('on').optional(),
  }),
  z.object({ do: z.literal('remove-view'), view: z.string().max(60) }),
]);

/** What a reviewer does with the queue as a whole: gives and takes cases, shares them out, keeps filters. */
export async function changeQueue(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  form: FormData,
): Promise<void> {
  const wanted = requireFields(input, form);
  switch (wanted.do) {
    case 'assign': {
      const caseIds = form.getAll('case').filter((id) => typeof id === 'string');
      const personId =
        wanted.person === 'none' ? null : wanted.person === 'me' ? reader.personId : wanted.person;
      await assignCases(deps, reader, { caseIds: caseIds.slice(0, 200), personId });
      return;
    }
    case 'balance':
      await balanceCases(deps, reader, cityDate(deps.now()));
      return;
    case 'save-view':
      await saveQueueView(deps, reader, { ...wanted, isShared: wanted.shared === 'on' });
      return;
    case 'remove-view':
      await removeQueueView(deps, reader, wanted.view);
  }
}
