import type { Formula, Operand } from './derived-fact-schema';
import { compareExact, parseDecimal } from './exact-number';
import { isExact } from './fact-value';
import { joinEvidence, joinMissing, type Reading } from './reading';

type Classification = Extract<Formula, { kind: 'classify' }>;
type Branch = Classification['branches'][number];

/**
 * The class of a firm: the highest whose least values it all meets, by the branch of its code. A code outside all
 * branches, or one too coarse to tell, is unknown and never guessed. Where an indicator is missing, the classes still
 * possible are kept: the known ones already rule out what lies above them.
 */
export function classify(formula: Classification, read: (operand: Operand) => Reading): Reading {
  const code = read(formula.by);
  if (typeof code.value !== 'string') {
    const likely = usualIndicators(formula.branches).map((of) => read(of));
    return { missing: joinMissing([code, ...likely]), evidence: joinEvidence([code, ...likely]) };
  }
  const branch = branchOf(formula.branches, code.value);
  if (!branch) return { missing: [], evidence: code.evidence };
  const readings = branch.minima.map(({ of }) => read(of));
  const evidence = joinEvidence([code, ...readings]);
  let highest = 0;
  let lowest = 0;
  branch.minima.forEach(({ atLeast }, index) => {
    const rank = rankOf(atLeast, readings[index]);
    highest = Math.max(highest, rank ?? 0);
    lowest = Math.max(lowest, rank ?? formula.classes.length - 1);
  });
  if (highest === lowest) return { value: formula.classes[highest], missing: [], evidence };
  const among = formula.classes.slice(highest, lowest + 1);
  return { among, missing: joinMissing(readings), evidence };
}

/** What most branches ask for: it will be needed whatever the code turns out to be. */
function usualIndicators(branches: readonly Branch[]): Operand[] {
  const counts = new Map<string, { of: Operand; times: number }>();
  for (const { of } of branches.flatMap(({ minima }) => minima)) {
    const name = JSON.stringify(of);
    counts.set(name, { of, times: (counts.get(name)?.times ?? 0) + 1 });
  }
  return [...counts.values()].filter(({ times }) => times * 2 > branches.length).map(({ of }) => of);
}

/** The branch under whose codes the code lies. A code above some branch's codes (a section, say) tells nothing. */
function branchOf(branches: readonly Branch[], code: string): Branch | undefined {
  const coarse = branches.some(({ within, except = [] }) =>
    [...within, ...except].some((wanted) => wanted !== code && wanted.startsWith(code)),
  );
  if (coarse) return undefined;
  const under = (codes: readonly string[] | undefined) =>
    codes?.some((wanted) => code.startsWith(wanted)) ?? false;
  return branches.find(({ within, except }) => under(within) && !under(except));
}

/** How many classes from the top the value falls: 0 for the first whose limit it reaches. */
function rankOf(atLeast: readonly (number | string)[], reading: Reading | undefined): number | undefined {
  const value = reading?.value;
  if (value === undefined || !isExact(value)) return undefined;
  const rank = atLeast.findIndex((limit) => {
    const least = parseDecimal(String(limit));
    return least !== null && compareExact(value, least) >= 0;
  });
  return rank === -1 ? atLeast.length : rank;
}
