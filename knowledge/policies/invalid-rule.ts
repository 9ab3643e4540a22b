/** A rule or a derived fact that can't be computed; `path` says where (`rule.rules.2.value`). */
export class InvalidRuleError extends Error {
  readonly code = 'invalid-rule';
  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
  }
}
