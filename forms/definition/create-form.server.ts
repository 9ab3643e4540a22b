import { say, type FormLocale } from '~/forms/words/say';
import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';
import { hasRole, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { FormDefinition } from './form-definition';
import { isUnsafe, lintForm } from './lint-form';
import { refuseFindings } from './require-safe-form';

/** What a new form needs; `path` is its address (`/apply/PATH`): lower-case letters, digits and hyphens. */
export interface NewForm {
  departmentId: string;
  path: string;
  title: string;
  titleEn?: string | null;
  definition?: FormDefinition;
  isSample?: boolean;
  /** The printed form that it was drafted from. */
  paper?: { fileName: string; paper: Prisma.InputJsonObject; origins: Prisma.InputJsonObject };
}

/**
 * Makes a form with its first draft. Throws `AccessDeniedError` unless the reader designs in the department,
 * `InvalidInputError` for a path that is taken or malformed and for an unsafe definition.
 */
export async function createForm(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  form: NewForm,
): Promise<{ formId: string; versionId: string; revision: number }> {
  if (reader.kind !== 'system' && !hasRole(reader, 'designer', form.departmentId))
    throw new AccessDeniedError('create-form');
  const locale = deps.locale ?? 'zh-CN';
  if (!/^[a-z0-9][a-z0-9-]{1,59}$/.test(form.path))
    throw new InvalidInputError({ path: say(locale, 'forms.define.path-malformed') });
  if (form.title.trim() === '')
    throw new InvalidInputError({ title: say(locale, 'forms.define.title-missing') });
  const definition = form.definition ?? { display: 'form', components: [] };
  refuseFindings(lintForm(definition), isUnsafe, locale);
  const at = deps.now();
  return deps.db.$transaction(async (tx) => {
    if ((await tx.form.count({ where: { path: form.path } })) > 0) {
      throw new InvalidInputError({ path: say(locale, 'forms.define.path-taken') });
    }
    const made = await tx.form.create({
      data: {
        path: form.path,
        departmentId: form.departmentId,
        isSample: form.isSample ?? false,
        createdById: reader.personId,
        createdAt: at,
        ...(form.paper && {
          paper: { create: { ...form.paper, createdById: reader.personId, createdAt: at } },
        }),
        versions: {
          create: {
            number: 1,
            title: form.title.trim(),
            titleEn: form.titleEn?.trim() || null,
            definition: definition as unknown as Prisma.InputJsonObject,
            revision: 1,
            createdById: reader.personId,
            createdAt: at,
          },
        },
      },
      include: { versions: true },
    });
    const event = {
      action: 'form.created',
      subjectKind: 'form',
      subjectId: made.id,
      detail: { path: form.path },
    };
    await appendAuditEntry(tx, reader, event, at);
    return { formId: made.id, versionId: made.versions[0]?.id ?? '', revision: 1 };
  });
}
