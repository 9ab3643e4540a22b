import { cityTime, openingAt, readTerms } from '~/forms/definition/form-terms';
import type { Db, Tx } from '~/prisma/database.server';

/** Whether a firm can fill a form now, and what it is told when it can't. */
export type FormOpening =
  | { state: 'open' }
  /** `when`: the opening or closing in the city's time, such as 2026-12-01 09:00. */
  | { state: 'early' | 'late'; at: string; when: string }
  | { state: 'full' | 'firm-full'; most: number }
  | { state: 'withdrawn' };

/** The form isn't open for the firm: too early, too late, all places taken, or withdrawn; `current` says since when. */
export class FormNotOpenError extends Error {
  readonly code: string;
  readonly current: Exclude<FormOpening, { state: 'open' }>;
  constructor(
    readonly formId: string,
    opening: Exclude<FormOpening, { state: 'open' }>,
  ) {
    super(`The form ${formId} is not open: ${opening.state}`);
    this.code = opening.state === 'withdrawn' ? 'form-closed' : `form-${opening.state}`;
    this.current = opening;
  }
}

/** Applications that hold a place: a withdrawn or refused one gave it back. */
const holding = { state: { notIn: ['withdrawn', 'refused'] } };

/** How the form stands for the firm, by the version that is live now. Corrections of a returned case don't ask. */
export async function findFormOpening(
  db: Db | Tx,
  { formId, enterpriseId }: { formId: string; enterpriseId: string },
  now: Date,
): Promise<FormOpening> {
  const live = await db.formVersion.findFirst({
    where: { formId, state: 'published', form: { withdrawnAt: null } },
    select: { terms: true },
  });
  if (!live) return { state: 'withdrawn' };
  const terms = readTerms(live.terms);
  const at = openingAt(terms, now);
  if (at !== 'open') {
    const instant = (at === 'early' ? terms.opensAt : terms.closesAt) ?? now.toISOString();
    return { state: at, at: instant, when: cityTime(instant).replace('T', ' ') };
  }
  const { mostInAll, mostPerFirm } = terms;
  if (
    mostPerFirm !== null &&
    (await db.case.count({ where: { formId, enterpriseId, ...holding } })) >= mostPerFirm
  )
    return { state: 'firm-full', most: mostPerFirm };
  if (mostInAll !== null && (await db.case.count({ where: { formId, ...holding } })) >= mostInAll)
    return { state: 'full', most: mostInAll };
  return { state: 'open' };
}

/** Throws `FormNotOpenError` unless the firm can fill the form now. Inside a transaction that writes, the last place is given once. */
export async function requireOpenForm(
  db: Db | Tx,
  wanted: { formId: string; enterpriseId: string },
  now: Date,
): Promise<void> {
  const opening = await findFormOpening(db, wanted, now);
  if (opening.state !== 'open') throw new FormNotOpenError(wanted.formId, opening);
}
