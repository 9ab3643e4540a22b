import type { FactDefinition } from './fact-definition';

/** A department as far as its name goes. */
export interface NamedDepartment {
  id: string;
  name: string;
}

/** Short names of authorities that aren't part of a bureau's full name. */
const fullNames: Record<string, readonly string[]> = {
  市场监管局: ['市场监督管理局', '知识产权局'],
  人社局: ['人力资源和社会保障局'],
  科技局: ['科学技术局'],
  工信局: ['工业和信息化局', '经济和信息化局'],
  知识产权局: ['市场监督管理局'],
  医保局: ['医疗保障局'],
};

/** Departments that gather the records of all others, and may bring them in on their behalf. */
const gatherers = /数据局|大数据|数据资源|数据管理/;

/** The department of this city that keeps the record of a fact; null when none goes by that name. */
export function ownerDepartment(
  definition: Pick<FactDefinition, 'authority'>,
  departments: readonly NamedDepartment[],
): NamedDepartment | null {
  const short = definition.authority.zh;
  for (const name of [short, ...(fullNames[short] ?? [])]) {
    const found = departments.find((department) => department.name.includes(name));
    if (found) return found;
  }
  return null;
}

/** Whether the department gathers the records of others (数据归集). */
export function gathersFacts(department: NamedDepartment): boolean {
  return gatherers.test(department.name);
}

/** Whether a department may bring in records of a fact: its owner, or one that gathers. */
export function mayBringIn(
  definition: Pick<FactDefinition, 'authority'>,
  department: NamedDepartment,
  departments: readonly NamedDepartment[],
): boolean {
  return gathersFacts(department) || ownerDepartment(definition, departments)?.id === department.id;
}
