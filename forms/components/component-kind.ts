import type { FormComponent } from '~/forms/definition/form-definition';

/**
 * The platform's own components. Each stays one of form.io's types with a mark of ours (`format`), so that an export
 * is a form that form.io's own clients open, too, and only does without our checks and pictures.
 */
export type ComponentKind =
  | 'credit-code'
  | 'id-number'
  | 'mobile'
  | 'money'
  | 'region'
  | 'industry'
  | 'bank-account'
  | 'address'
  | 'signature'
  | 'commitment'
  | 'fact-card'
  | 'sum-table';

const textKinds: ReadonlySet<string> = new Set<ComponentKind>([
  'credit-code',
  'id-number',
  'mobile',
  'region',
  'industry',
  'bank-account',
  'fact-card',
]);

/** Which of our own components it is; null for form.io's plain ones. */
export function kindOf(component: FormComponent): ComponentKind | null {
  const { type, format } = component;
  if (type === 'currency') return 'money';
  if (type === 'signature') return 'signature';
  if (type === 'textfield' && typeof format === 'string' && textKinds.has(format))
    return format as ComponentKind;
  if (type === 'checkbox' && format === 'commitment') return 'commitment';
  if (type === 'container' && format === 'address') return 'address';
  if (type === 'datagrid' && component.components?.some(({ sum }) => sum === true)) return 'sum-table';
  return null;
}
