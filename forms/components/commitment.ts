import { valueAt } from '~/forms/definition/data-path';
import type { FormComponent } from '~/forms/definition/form-definition';
import { labelOf, walkFields } from '~/forms/definition/walk-fields';

import { kindOf } from './component-kind';

/** A 承诺书: what is declared, and what follows when it isn't so. */
export interface Commitment {
  conditions: string[];
  consequence: string;
}

/** The wording of a commitment, without what is no text. */
export function commitmentOf(component: FormComponent): Commitment {
  const { conditions, consequence } = component;
  const lines = Array.isArray(conditions)
    ? conditions.map((line: unknown) =>
        typeof line === 'string'
          ? line
          : line !== null && typeof line === 'object' && 'text' in line
            ? line.text
            : '',
      )
    : [];
  return {
    conditions: lines.filter((line): line is string => typeof line === 'string' && line.trim() !== ''),
    consequence: typeof consequence === 'string' ? consequence : '',
  };
}

/** The commitments that are shown and not given: nothing can be filed without them, whatever the client thinks. */
export function openCommitments(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
  hidden: readonly string[],
): { path: string; label: string; code: string; params: Record<string, string | number> }[] {
  return walkFields(components)
    .filter(({ component, inGrid }) => !inGrid && kindOf(component) === 'commitment')
    .filter(({ path }) => !hidden.includes(path) && valueAt(data, path) !== true)
    .map(({ path, component }) => ({ path, label: labelOf(component), code: 'commitment-open', params: {} }));
}
