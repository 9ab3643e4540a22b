import { hasCode } from '~/prisma/access/has-code';

/** A rule or a derived fact that can't be computed; `path` says where (`rule.rules.2.value`). */
export class InvalidRuleError extends Error {
  readonly code = 'invalid-rule';
  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
  }

  /** Thrown by a service and caught in a route, so it is told by its code. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return hasCode(error, 'invalid-rule');
  }
}
