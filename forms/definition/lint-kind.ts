import { commitmentOf } from '~/forms/components/commitment';
import { kindOf } from '~/forms/components/component-kind';

import type { FormComponent } from './form-definition';

/** What is wrong with one of our own components, below it. */
export interface KindFinding {
  severity: 'error' | 'warning';
  code: string;
  below: string;
  params: Record<string, string | number>;
}

/** A commitment without wording, a fact card without a fact: such components do nothing. */
export function lintKind(component: FormComponent): KindFinding[] {
  const found = (severity: KindFinding['severity'], code: string, below: string): KindFinding[] => [
    { severity, code, below, params: {} },
  ];
  switch (kindOf(component)) {
    case 'commitment': {
      const { conditions, consequence } = commitmentOf(component);
      return [
        ...(conditions.length === 0 ? found('error', 'commitment-empty', 'conditions') : []),
        ...(consequence.trim() === '' ? found('warning', 'commitment-consequence', 'consequence') : []),
      ];
    }
    case 'fact-card':
      return component.prefill?.fact ? [] : found('error', 'fact-card-unbound', 'prefill.fact');
    default:
      return [];
  }
}
