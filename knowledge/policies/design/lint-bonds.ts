import { fenOf } from '../limits/benefit-used';
import type { Bond } from '../policy-content';
import type { PolicyFinding } from './lint-policy';
import type { PolicyDraft } from './policy-draft';

/** What is wrong with the bonds between policies: unfinished, named twice, without a clause, a cap that isn't money. */
export function lintBonds({ bonds: written, sources }: PolicyDraft): PolicyFinding[] {
  const bonds = (written ?? []) as Bond[];
  const known = new Set(sources.map(({ id }) => id));
  return bonds.flatMap((bond, at): PolicyFinding[] => {
    const codes: string[] = [];
    if (bond.id.trim() === '' || bond.label.zh.trim() === '') codes.push('bonds.name');
    if (bond.kind !== 'same-base' && !known.has(bond.source)) codes.push('bonds.source');
    if (bond.kind === 'capped' && !isSum(bond.yuan)) codes.push('bonds.yuan');
    const isTwice = bonds.findIndex(({ kind, id }) => kind === bond.kind && id === bond.id) < at;
    if (isTwice && bond.id !== '') codes.push('bonds.twice');
    return codes.map((code) => ({ code, severity: 'error', tab: 'benefit', id: `bond-${String(at)}` }));
  });
}

const isSum = (yuan: string) => /^\d+(\.\d{1,2})?$/.test(yuan) && fenOf(yuan) !== 0n;
