const second = 1_000;
const minute = 60 * second;

/** How often something may be tried, and how long one waits afterwards. */
export interface AttemptPolicy {
  /** Tries without a wait. */
  free: number;
  /** The wait after each further try; the last one repeats. */
  waitsMs: readonly number[];
  /** After so long without a try the count begins anew. */
  forgetAfterMs: number;
}

/**
 * Sign-in: typing errors cost nothing, guessing costs more each time and locks for 15 minutes from the eighth
 * failure on (等保 2.0 8.1.4.1, OWASP ASVS 5 V6.3.1). An address may stand for an office of many people, so it is
 * allowed more. A reset mail is unasked-for mail to whoever's address was typed: three, then an hour's wait.
 */
export const attemptPolicies = {
  'sign-in:account': {
    free: 3,
    waitsMs: [5 * second, 15 * second, 30 * second, minute, 15 * minute],
    forgetAfterMs: 24 * 60 * minute,
  },
  'sign-in:address': { free: 60, waitsMs: [15 * minute], forgetAfterMs: 15 * minute },
  'reset:account': { free: 2, waitsMs: [60 * minute], forgetAfterMs: 60 * minute },
  'reset:address': { free: 20, waitsMs: [60 * minute], forgetAfterMs: 60 * minute },
  // A code is unasked-for, too, to whoever's number was typed.
  'contact:person': { free: 6, waitsMs: [60 * minute], forgetAfterMs: 60 * minute },
  'contact:address': { free: 4, waitsMs: [60 * minute], forgetAfterMs: 60 * minute },
  // A receipt's code can't be guessed; this keeps the guessing cheap for the machine.
  'verify:address': { free: 30, waitsMs: [15 * minute], forgetAfterMs: 15 * minute },
  // Reading a photo takes a processor for seconds.
  'licence:person': { free: 30, waitsMs: [15 * minute], forgetAfterMs: 60 * minute },
  'register:address': { free: 20, waitsMs: [60 * minute], forgetAfterMs: 60 * minute },
} satisfies Record<string, AttemptPolicy>;

export type AttemptPurpose = keyof typeof attemptPolicies;

/** The wait after the `count`-th try, in milliseconds. */
export function waitAfter(policy: AttemptPolicy, count: number): number {
  const beyond = count - policy.free;
  if (beyond <= 0) return 0;
  return policy.waitsMs[Math.min(beyond, policy.waitsMs.length) - 1] ?? 0;
}
