import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

import { appendEvent } from './append-event.server';
import { auditQuestion, requireQuestion, type HelpdeskDeps } from './require-question.server';
import { helpdeskPeople, tellPerson } from './tell-person.server';

/**
 * Adds an internal note to the timeline, which the asker never sees. `@name` tells that colleague. Throws
 * `InvalidInputError` for an empty or overlong note.
 */
export async function addNote(deps: HelpdeskDeps, reader: Reader, id: string, note: string): Promise<void> {
  const at = deps.now();
  const text = note.trim();
  if (text === '') throw new InvalidInputError({ note: '请写下备注' });
  if (text.length > 1_000)
    throw new InvalidInputError({ note: `备注最多 1000 个字，现在是 ${text.length} 个字` });
  await deps.db.$transaction(async (tx) => {
    const question = await requireQuestion(tx, reader, id);
    const people = await helpdeskPeople(tx, question.departmentId);
    const named = people.filter(({ id: of, name }) => of !== reader.personId && text.includes(`@${name}`));
    const mentioned = [...new Map(named.map((person) => [person.id, person])).values()];
    await appendEvent(tx, {
      ...{ handoverId: id, kind: 'note', by: 'staff', reader, at },
      detail: { text, ...(mentioned.length > 0 && { mentioned: mentioned.map((person) => person.id) }) },
    });
    for (const { id: personId } of mentioned) {
      const params = { number: question.number ?? '', note: text, name: reader.name ?? '' };
      const message = { personId, params, kind: 'mentioned', link: `/desk/questions?id=${id}` };
      await tellPerson(
        tx,
        { ...message, dedupeKey: `question.mentioned:${id}:${at.valueOf()}:${personId}` },
        at,
      );
    }
    await auditQuestion(tx, reader, 'question.noted', question, at);
  });
}
