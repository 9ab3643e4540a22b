import { InvalidInputError } from '~/prisma/access/access-denied';
import { describeFinding } from '~/forms/words/describe';
import type { FormLocale } from '~/forms/words/say';

import type { FormFinding } from './form-finding';

/** Throws `InvalidInputError` (place → sentence) when findings match; the first at each place speaks. */
export function refuseFindings(
  findings: readonly FormFinding[],
  refused: (finding: FormFinding) => boolean,
  locale: FormLocale = 'zh-CN',
): void {
  const fields: Record<string, string> = {};
  for (const finding of findings.filter(refused))
    fields[finding.path || 'components'] ??= describeFinding(finding, locale);
  if (Object.keys(fields).length > 0) throw new InvalidInputError(fields);
}
