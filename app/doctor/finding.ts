/** What a check found, in both languages: `failed` must be mended, `weak` works but not as it could. */
export interface Finding {
  check: string;
  state: 'good' | 'weak' | 'failed';
  zh: string;
  en: string;
  /** What to do, when something is to be done. */
  mend?: { zh: string; en: string };
}

const marks = { good: '✓', weak: '!', failed: '✗' } as const;

/** The findings as lines for a terminal. */
export function printFindings(findings: readonly Finding[]): string {
  return findings
    .flatMap(({ state, zh, en, mend }) => [
      `${marks[state]} ${zh}`,
      `  ${en}`,
      ...(mend ? [`  → ${mend.zh}`, `    ${mend.en}`] : []),
    ])
    .join('\n');
}

/** Whether something must be mended before the platform works as it should. */
export function mustMend(findings: readonly Finding[]): boolean {
  return findings.some(({ state }) => state === 'failed');
}
