import { readCorrection } from '~/forms/submission/read-correction.server';
import { requireDraft, type OpenDraft } from '~/forms/submission/open-draft.server';
import { valueText } from '~/forms/submission/list-fields';
import { sniffFile } from '~/forms/submission/sniff-file';
import { say, type FormLocale } from '~/forms/words/say';
import { licenceKeys, type LicenceKey } from '~/knowledge/documents/licence/licence-line';
import type {
  CroppedField,
  LicenceReader,
  LicenceRefusal,
  LicenceStep,
} from '~/knowledge/documents/licence/licence-reader.server';
import type { ValueFault } from '~/knowledge/documents/licence/licence-value';
import { AccessDeniedError, ConflictError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { canonicalValue, fitValue } from '../fit-value';
import { listLicenceTargets, type LicenceTarget } from './licence-targets';
import { signReading } from './sign-reading.server';

/** A value that was read, beside its place in the picture and the field that it belongs to. */
export interface LicenceRow {
  key: LicenceKey;
  /** 法定代表人, as the licence prints it. */
  label: string;
  /** As it was read, and as the platform writes it. */
  text: string;
  value: string;
  fault: ValueFault | null;
  /** 0 to 1. */
  confidence: number;
  /** JPEGs as data addresses, from top to bottom. */
  crops: string[];
  /** Null when the form doesn't ask for it. */
  field: {
    path: string;
    label: string;
    isOpen: boolean;
    kind: 'text' | 'long' | 'amount' | 'day';
    /** What stands there now, as shown; "" when empty. */
    currentText: string;
    /** Something else stands there now. */
    differs: boolean;
    /** Who says what stands there now; null for what the firm typed itself. */
    source: string | null;
  } | null;
}

export type LicenceReading =
  | { kind: 'read'; reading: string; rows: LicenceRow[]; missing: string[] }
  | { kind: 'refused'; reason: LicenceRefusal | 'too-large' | 'no-picture'; sentence: string };

export const mostPhotoBytes = 10 * 1024 * 1024;

/**
 * Reads the photo of a business licence for a draft. The photo is not stored; the answer holds what was read, signed,
 * with the crops. Throws `NotFoundError`, `AccessDeniedError` for a program, `ConflictError` once submitted,
 * `LicenceBusyError`.
 */
export async function readLicence(
  deps: { db: Db; now: () => Date; signingKey: Buffer; licenceReader: LicenceReader; locale?: FormLocale },
  reader: Reader,
  photo: { draftId: string; bytes: Uint8Array; signal?: AbortSignal; onStep?: (step: LicenceStep) => void },
): Promise<LicenceReading> {
  const locale = deps.locale ?? 'zh-CN';
  const draft = await requireDraft(deps, reader, photo.draftId);
  const { personId } = reader;
  if (personId === null) throw new AccessDeniedError('draft.read-licence');
  if (draft.submittedAt) throw new ConflictError('The draft was submitted');
  const refuse = (reason: (LicenceReading & { kind: 'refused' })['reason']): LicenceReading => ({
    kind: 'refused',
    reason,
    sentence: say(locale, `forms.licence.refused.${reason}`, { most: mostPhotoBytes / 1024 / 1024 }),
  });
  if (photo.bytes.byteLength > mostPhotoBytes) return refuse('too-large');
  if (!/^image\//.test(sniffFile(photo.bytes) ?? '')) return refuse('no-picture');
  const { signal, onStep } = photo;
  const outcome = await deps.licenceReader.read(photo.bytes, {
    whose: personId,
    ...(signal && { signal }),
    ...(onStep && { onStep }),
  });
  if (!outcome.ok) return refuse(outcome.reason);
  const correction = await readCorrection(deps.db, draft.caseId);
  const targets = listLicenceTargets(draft.definition.components, draft, correction?.open);
  const { fields } = outcome;
  const reading = signReading(deps.signingKey, {
    draftId: draft.id,
    personId,
    at: deps.now().toISOString(),
    fields: Object.fromEntries(fields.map(({ key, value, confidence }) => [key, { value, confidence }])),
  });
  const label = (key: LicenceKey) => say(locale, `forms.licence.field.${key}`);
  return {
    kind: 'read',
    reading,
    rows: fields.map((field) => rowOf(field, label(field.key), { targets, draft })),
    missing: licenceKeys
      .filter((key) => !fields.some((field) => field.key === key))
      .filter((key) => targets.some((target) => target.key === key && target.isOpen))
      .map(label),
  };
}

function rowOf(
  { key, text, value, fault, confidence, crops }: CroppedField,
  label: string,
  { targets, draft }: { targets: readonly LicenceTarget[]; draft: OpenDraft },
): LicenceRow {
  const ofKey = targets.filter((target) => target.key === key);
  const target = ofKey.find(({ isOpen }) => isOpen) ?? ofKey[0];
  return {
    ...{ key, label, text, value: value ?? '', fault, confidence },
    crops: crops.map((bytes) => `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`),
    field: target ? fieldOf(target, value, draft) : null,
  };
}

function fieldOf(
  { path, label, component, isOpen, current }: LicenceTarget,
  value: string | null,
  draft: OpenDraft,
): LicenceRow['field'] {
  const fitted = fitValue(component, value);
  const read = fitted.fits ? canonicalValue(component, fitted.value) : null;
  const now = canonicalValue(component, current);
  const { type } = component;
  return {
    ...{ path, label, isOpen },
    kind:
      type === 'datetime' || type === 'day'
        ? 'day'
        : type === 'currency' || type === 'number'
          ? 'amount'
          : type === 'textarea'
            ? 'long'
            : 'text',
    currentText: valueText(component, current),
    differs: now !== '' && read !== null && now !== read,
    source: draft.provenance[path]?.source ?? null,
  };
}
