import { readFormLibrary } from '~/forms/library/read-form-library.server';
import { cityDate } from '~/prisma/calendar/city-date';

import type { FormsBenchLine } from './bench-line';
import { libraryFacts, measurePrefill, typicalFirm } from './measure-prefill';

/** What is asked of every starter form. */
const leastShare = 0.6;

/** How much of each starter form is filled for a typical firm of the sample city. */
export function measureLibrary(): FormsBenchLine[] {
  const today = cityDate(new Date());
  return readFormLibrary().map((form) => {
    const firm = typicalFirm(form.path);
    const { fields, prefilled, share, missing } = measurePrefill(form, libraryFacts(firm, today), today);
    process.stdout.write(
      `${form.path.padEnd(24)} ${firm.padEnd(10)} ${String(prefilled).padStart(3)} of ${String(fields).padStart(3)} fields  ${(share * 100).toFixed(0)} %${missing.length > 0 ? `  without a fact: ${missing.join(', ')}` : ''}\n`,
    );
    return {
      name: `prefill ${form.path}`,
      ours: Math.round(share * 1000) / 1000,
      peer: leastShare,
      peerName: 'asked at least',
      ratio: Math.round((share / leastShare) * 100) / 100,
      unit: 'share of fields',
      threads: 1,
    };
  });
}
