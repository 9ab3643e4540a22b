import { z } from 'zod';

import { readForm, requireFields } from '~/app/people/read-form';
import { answerProposal } from '~/forms/cases/answer-proposal.server';
import { assignCases } from '~/forms/cases/assign-cases.server';
import { removeCasePhrase, saveCasePhrase } from '~/forms/cases/case-phrases.server';
import { decideCase } from '~/forms/cases/decide-case.server';
import { noteOnCase, tickCheck } from '~/forms/cases/note-on-case.server';
import { revokeDecision } from '~/forms/cases/revoke-decision.server';
import type { FormLocale } from '~/forms/words/say';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

const reason = z.string().trim().max(1_000).default('');
const lastEvent = z.coerce.number().int().nonnegative();
const input = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('decide'),
    decision: z.enum(['approve', 'return', 'refuse']),
    reason,
    lastEvent,
  }),
  z.object({ do: z.literal('agree'), reason, lastEvent }),
  z.object({ do: z.literal('decline'), reason, lastEvent }),
  z.object({ do: z.literal('revoke'), reason, lastEvent }),
  z.object({ do: z.literal('note'), note: z.string().max(5_000) }),
  z.object({ do: z.literal('tick'), item: z.string().max(500), done: z.enum(['on', 'off']) }),
  z.object({ do: z.literal('assign'), person: z.string().max(60) }),
  z.object({ do: z.literal('keep-phrase'), name: z.string().max(100), reason, formId: z.string().max(60) }),
  z.object({ do: z.literal('remove-phrase'), phrase: z.string().max(60) }),
]);

/** What was done: a page that must not lose what is being typed stays as it is. */
export type CaseDeed = { stays: boolean };

/** Does with a case what a reviewer's page posts. Throws what the deeds throw. */
export async function workOnCase(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  caseId: string,
  form: FormData,
): Promise<CaseDeed> {
  // One button of many in the decision's own form says which phrase by its value.
  const posted = readForm(form);
  const [deed = '', phrase = ''] = (posted.do ?? '').split(':');
  const wanted = requireFields(input, { ...posted, do: deed, ...(phrase && { phrase }) });
  switch (wanted.do) {
    case 'decide': {
      const { decision, reason: words, lastEvent: seen } = wanted;
      await decideCase(deps, reader, {
        ...{ caseId, decision, lastEvent: seen },
        ...(words && { reason: words }),
        ...(decision === 'return' && { fields: fieldWords(form) }),
      });
      return { stays: false };
    }
    case 'agree':
    case 'decline':
      await answerProposal(deps, reader, { ...wanted, caseId, agrees: wanted.do === 'agree' });
      return { stays: false };
    case 'revoke':
      await revokeDecision(deps, reader, { ...wanted, caseId });
      return { stays: false };
    case 'note':
      await noteOnCase(deps, reader, { caseId, text: wanted.note });
      return { stays: false };
    case 'tick':
      await tickCheck(deps, reader, { caseId, item: wanted.item, isDone: wanted.done === 'on' });
      return { stays: true };
    case 'assign': {
      const personId =
        wanted.person === 'none' ? null : wanted.person === 'me' ? reader.personId : wanted.person;
      await assignCases(deps, reader, { caseIds: [caseId], personId });
      return { stays: true };
    }
    case 'keep-phrase':
      await saveCasePhrase(deps, reader, { ...wanted, fields: fieldWords(form) });
      return { stays: true };
    case 'remove-phrase':
      await removeCasePhrase(deps, reader, wanted.phrase);
      return { stays: true };
  }
}

/** Words by field are posted as `field:PATH`. */
function fieldWords(form: FormData): Record<string, string> {
  const words = [...form.entries()].flatMap(([name, value]) =>
    name.startsWith('field:') && typeof value === 'string' && value.trim() !== ''
      ? [[name.slice('field:'.length), value.trim().slice(0, 500)] as const]
      : [],
  );
  return Object.fromEntries(words);
}
