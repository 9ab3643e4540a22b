import { setValueAt } from '~/forms/definition/data-path';
import { requireDraft } from '~/forms/submission/open-draft.server';
import { readCorrection } from '~/forms/submission/read-correction.server';
import { valueText } from '~/forms/submission/list-fields';
import { say, type FormLocale } from '~/forms/words/say';
import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { awaitedOf, type FieldProvenance, type Provenance } from '../field-provenance';
import { canonicalValue, fitValue } from '../fit-value';
import { listLicenceTargets } from './licence-targets';
import { writeTaken } from '../write-taken.server';
import { openReading } from './sign-reading.server';

/** `reading` is the token of `readLicence`; `fields` (path → value as confirmed) what the person ticked. */
export interface LicenceToTake {
  draftId: string;
  revision: number;
  reading: string;
  fields: Record<string, string>;
  device?: string;
}

/**
 * Puts what the person confirmed of a licence's photo into the draft's open fields, marked as such; locked fields are
 * refused. Throws `NotFoundError`, `InvalidInputError` by field (`reading` when it has grown old), `ConflictError` as
 * saving does.
 */
export async function takeLicence(
  deps: { db: Db; now: () => Date; signingKey: Buffer; locale?: FormLocale },
  reader: Reader,
  wanted: LicenceToTake,
): Promise<{ revision: number }> {
  const locale = deps.locale ?? 'zh-CN';
  const draft = await requireDraft(deps, reader, wanted.draftId);
  const { personId } = reader;
  if (personId === null) throw new AccessDeniedError('draft.take-licence');
  const at = deps.now();
  const reading = openReading(deps.signingKey, wanted.reading, { draftId: draft.id, personId, now: at });
  if (!reading) throw new InvalidInputError({ reading: say(locale, 'forms.licence.old') });
  const correction = await readCorrection(deps.db, draft.caseId);
  const targets = listLicenceTargets(draft.definition.components, draft, correction?.open);
  const data = structuredClone(draft.data);
  const provenance: Provenance = { ...draft.provenance };
  const wrong: Record<string, string> = {};
  for (const [path, typed] of Object.entries(wanted.fields)) {
    const target = targets.find((one) => one.path === path);
    const read = target && reading.fields[target.key];
    if (!target?.isOpen || !read) {
      wrong[path] = say(locale, 'forms.licence.closed', { label: target?.label ?? path });
      continue;
    }
    const fitted = fitValue(target.component, typed.trim());
    if (!fitted.fits) {
      wrong[path] = say(locale, 'forms.licence.unfit', { label: target.label });
      continue;
    }
    const asRead = fitValue(target.component, read.value);
    const isAsRead =
      asRead.fits &&
      canonicalValue(target.component, asRead.value) === canonicalValue(target.component, fitted.value);
    setValueAt(data, path, fitted.value);
    provenance[path] = {
      ...originOf(draft.provenance[path], reading.at),
      value: fitted.value,
      ...(!isAsRead && {
        readAs: asRead.fits ? valueText(target.component, asRead.value) : (read.value ?? ''),
      }),
    };
  }
  if (Object.keys(wrong).length > 0) throw new InvalidInputError(wrong);
  return writeTaken(deps, reader, draft, {
    ...{ data, provenance, revision: wanted.revision, paths: Object.keys(wanted.fields) },
    ...(wanted.device !== undefined && { device: wanted.device }),
    action: 'draft.licence-taken',
  });
}

/** A field whose source doesn't answer stays to be checked, whoever filled it meanwhile. */
function originOf(before: FieldProvenance | undefined, at: string): Omit<FieldProvenance, 'value'> {
  return {
    fact: null,
    period: null,
    // Kept in the language of the desk: it is the reviewer who reads it later.
    source: say('zh-CN', 'forms.licence.source'),
    sourceKind: 'licence',
    observedAt: at,
    locked: false,
    reference: null,
    ...awaitedOf(before),
  };
}
