import { commitmentOf } from '~/forms/components/commitment';
import { kindOf } from '~/forms/components/component-kind';

import type { FormComponent } from './form-definition';
import { childrenOf } from './walk-fields';

/** What is wrong with one of our own components, below it. */
export interface KindFinding {
  severity: 'error' | 'warning';
  code: string;
  below: string;
  params: Record<string, string | number>;
}

/** A commitment without wording, a fact card without a fact, a sum over no column: such components do nothing. */
export function lintKind(component: FormComponent): KindFinding[] {
  const found = (
    severity: KindFinding['severity'],
    code: string,
    below: string,
    params: KindFinding['params'] = {},
  ): KindFinding[] => [{ severity, code, below, params }];
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
    case 'sum-table': {
      const columns = new Map(childrenOf(component).map((child) => [child.component.key, child.component]));
      return (component.sums as unknown[]).flatMap((key, index) => {
        const column = typeof key === 'string' ? columns.get(key) : undefined;
        const name = typeof key === 'string' ? key : JSON.stringify(key);
        return column && ['number', 'currency'].includes(column.type)
          ? []
          : found('error', 'sum-column', `sums[${index}]`, { name });
      });
    }
    default:
      return [];
  }
}
