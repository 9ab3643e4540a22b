/**
 * One thing that is wrong in a form. `unsafe` is refused even as a draft and on import; `error` stops publishing;
 * `warning` is only shown. Its words: `t('forms.lint.' + code, {...params, label})`.
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

/** What a form may hold at most. */
export const formLimits = {
  components: 1_000,
  depth: 40,
  text: 20_000,
  bytes: 1_000_000,
  options: 2_000,
} as const;
