import type { FormDefinition } from './form-definition';

/**
 * One thing that is wrong in a form. `unsafe` is refused even as a draft and on import; `error` stops publishing;
 * `warning` is only shown. Its words: `t('forms.lint.' + code, params)`.
 */
export interface FormFinding {
  severity: 'unsafe' | 'error' | 'warning';
  code: string;
  /** Where: a place in the definition such as `components[2].validate.pattern`. */
  path: string;
  /** The field's key and label where there is one. */
  key: string | null;
  label: string | null;
  params: Record<string, string | number>;
}

/** What the lint must know of the world. */
export interface LintContext {
  /** Keys of the fact catalogue; undefined skips the check of bindings. */
  knownFacts?: ReadonlySet<string>;
}

/** Everything that is wrong in the definition; empty when all is well. Never throws, whatever the JSON. */
export function lintForm(definition: unknown, context: LintContext = {}): FormFinding[] {
  void definition;
  void context;
  throw new Error('not written yet');
}

/** The definition as a caller may use it once `lintForm` found nothing unsafe. */
export type LintedDefinition = FormDefinition;
