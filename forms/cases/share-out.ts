/** A case that nobody has. */
export interface WaitingCase {
  id: string;
  departmentId: string;
}

/** Somebody who could take it. */
export interface Taker {
  personId: string;
  departmentIds: readonly string[];
  open: number;
}

/** Gives each case, in the order given, to whoever of its department has the least; nobody's stay where they are. */
export function shareOut(
  cases: readonly WaitingCase[],
  takers: readonly Taker[],
): { caseId: string; personId: string }[] {
  const loads = new Map(takers.map(({ personId, open }) => [personId, open]));
  return cases.flatMap(({ id, departmentId }) => {
    const [least] = takers
      .filter(({ departmentIds }) => departmentIds.includes(departmentId))
      .map(({ personId }) => ({ personId, open: loads.get(personId) ?? 0 }))
      .sort((a, b) => a.open - b.open || (a.personId < b.personId ? -1 : 1));
    if (!least) return [];
    loads.set(least.personId, least.open + 1);
    return [{ caseId: id, personId: least.personId }];
  });
}
