import { randomBytes } from 'node:crypto';

import { ConflictError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { restoreConditionals } from './compile-conditionals';
import type { FormDefinition } from './form-definition';
import { designedBy } from './form-rights';
import { putVersionLive, type PublishedVersion } from './put-version-live.server';

/**
 * Brings an earlier version back in one step, as a new version that equals it: it passed the gate once. What a designer
 * is writing stays, as the version after. When and how often the form can be filled stays as it is now. Throws
 * `NotFoundError` for another department's form or a version that was never live, `ConflictError` when it is live now.
 */
export async function rollBackForm(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  { formId, number }: { formId: string; number: number },
): Promise<PublishedVersion> {
  const at = deps.now();
  return deps.db.$transaction(async (tx) => {
    const form = await tx.form.findFirst({
      where: { id: formId, ...designedBy(reader) },
      include: { versions: { orderBy: { number: 'desc' } } },
    });
    const wanted = form?.versions.find((version) => version.number === number);
    if (!form || !wanted?.publishedAt) throw new NotFoundError('form-version', `${formId} ${number}`);
    if (wanted.state === 'published') throw new ConflictError('This version is live', { number });
    const live = form.versions.find(({ state }) => state === 'published');
    const [newest] = form.versions;
    const isWritten = newest?.state === 'draft' || newest?.state === 'in-review';
    const next = (newest?.number ?? 0) + (isWritten ? 0 : 1);
    if (newest && isWritten)
      await tx.formVersion.update({ where: { id: newest.id }, data: { number: next + 1 } });
    const version = await tx.formVersion.create({
      data: {
        id: randomBytes(12).toString('hex'),
        ...{ formId, number: next, title: wanted.title, titleEn: wanted.titleEn, restoredFrom: number },
        definition: restoreConditionals(
          wanted.definition as unknown as FormDefinition,
        ) as unknown as Prisma.InputJsonObject,
        terms: (live ?? wanted).terms as Prisma.InputJsonObject,
        reasons: wanted.reasons as Prisma.InputJsonObject,
        revision: (newest?.revision ?? 0) + 1,
        ...{ createdById: reader.personId, updatedById: reader.personId, createdAt: at },
      },
    });
    const detail = { restores: number, instead: live?.number ?? null };
    return putVersionLive(tx, reader, { version, action: 'form.rolled-back', detail }, at);
  });
}
