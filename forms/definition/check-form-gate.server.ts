import { describeFinding } from '~/forms/words/describe';
import { say, type FormLocale } from '~/forms/words/say';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Db, Tx } from '~/prisma/database.server';

import { adviseForm } from './advise-form';
import type { FormDefinition } from './form-definition';
import { termsProblems, type FormTerms } from './form-terms';
import type { FormFinding } from './form-finding';
import { lintForm, stopsPublishing } from './lint-form';

/** A version as the gate looks at it. */
export interface GatedForm {
  definition: FormDefinition;
  terms: FormTerms;
  /** Code of a warning → why it is published nevertheless. */
  reasons: Record<string, string>;
}

/** A reason of fewer characters says nothing. */
const leastReason = 4;

/** Everything that the gate finds: errors stop, warnings want a reason. */
export async function findForGate(db: Db | Tx, definition: FormDefinition): Promise<FormFinding[]> {
  const catalogue = await loadCatalogue(db);
  const facts = [...catalogue.values()]
    .filter(({ scope }) => scope === 'enterprise')
    .map(({ key, label }) => ({ key, label: label.zh }));
  return [
    ...lintForm(definition, { knownFacts: new Set(catalogue.keys()) }),
    ...adviseForm(definition, facts),
  ];
}

/** Throws `InvalidInputError`: each error at its place, each kind of warning without a reason at `reasons.CODE`. */
export async function requireFormGate(
  deps: { db: Db | Tx; now: () => Date; locale?: FormLocale },
  form: GatedForm,
): Promise<void> {
  const locale = deps.locale ?? 'zh-CN';
  const fields: Record<string, string> = {};
  for (const finding of await findForGate(deps.db, form.definition)) {
    if (stopsPublishing(finding)) fields[finding.path || 'components'] ??= describeFinding(finding, locale);
    else if ((form.reasons[finding.code]?.trim().length ?? 0) < leastReason)
      fields[`reasons.${finding.code}`] ??= say(locale, 'forms.gate.reason-missing', {
        what: describeFinding(finding, locale),
      });
  }
  for (const [field, word] of Object.entries(termsProblems(form.terms, deps.now())))
    fields[`terms.${field}`] = say(locale, `forms.terms.${word}`);
  if (Object.keys(fields).length > 0) throw new InvalidInputError(fields);
}
