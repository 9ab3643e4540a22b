import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Services } from '~/app/services.server';
import { confirmDates } from '~/knowledge/documents/life/confirm-dates.server';
import { chooseRelationTarget, decideRelation } from '~/knowledge/documents/relations/decide-relation.server';

/**
 * Carries out what a form on a relation or on found dates asks for. Returns what was done, for the line that says so
 * and offers to take it back.
 */
export async function actOnLife(
  services: Services,
  reader: Reader,
  form: FormData,
): Promise<{ done: string; relation: string | null }> {
  const intent = textOf(form, 'intent');
  const relation = textOf(form, 'relation');
  if (intent === 'confirm' || intent === 'dismiss' || intent === 'undo') {
    await decideRelation(services, reader, relation, intent, textOf(form, 'reason').slice(0, 500));
    return { done: intent, relation };
  }
  if (intent === 'choose') {
    await chooseRelationTarget(services, reader, relation, textOf(form, 'target'));
    return { done: 'choose', relation };
  }
  if (intent === 'confirm-dates') {
    await confirmDates(services, reader, textOf(form, 'document'));
    return { done: 'confirm-dates', relation: null };
  }
  throw new InvalidInputError({ intent: '请选择要做的操作' });
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
