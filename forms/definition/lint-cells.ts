import type { FormComponent, FormDefinition } from './form-definition';
import type { FormFinding } from './form-finding';
import { childrenOf, gridTypes, labelOf, valueTypes, walkFields } from './walk-fields';

/** What one submission may hold at most. */
export const dataLimits = { rows: 500, cells: 5_000, text: 20_000 } as const;

/** Tables that may be filled with more cells than one submission holds: whoever fills them can't hand in. */
export function lintCells(definition: FormDefinition): FormFinding[] {
  return walkFields(definition.components).flatMap(({ component, place, path }): FormFinding[] => {
    if (!gridTypes.has(component.type) || path.includes('[]')) return [];
    const wanted = Number(component.validate?.maxLength);
    const rows = Number.isInteger(wanted) && wanted > 0 ? wanted : null;
    const cells = cellsOf(component);
    const base = { path: `${place}.validate.maxLength`, key: component.key, label: labelOf(component) };
    if (rows !== null && (rows > dataLimits.rows || rows * cells > dataLimits.cells)) {
      const most = Math.min(dataLimits.rows, Math.floor(dataLimits.cells / Math.max(1, cells)));
      return [{ severity: 'error', code: 'too-many-cells', ...base, params: { rows, columns: cells, most } }];
    }
    return rows === null && cells * dataLimits.rows > dataLimits.cells
      ? [
          {
            ...{ severity: 'warning', code: 'rows-unlimited', ...base },
            params: { columns: cells, most: Math.floor(dataLimits.cells / cells) },
          },
        ]
      : [];
  });
}

/** The cells of a row; a table in a table counts with its rows. */
function cellsOf(component: FormComponent): number {
  return childrenOf(component).reduce((sum, { component: child }) => {
    if (valueTypes.has(child.type)) return sum + 1;
    const most = Number(child.validate?.maxLength);
    const rows = gridTypes.has(child.type)
      ? Number.isInteger(most) && most > 0
        ? most
        : dataLimits.rows
      : 1;
    return sum + rows * cellsOf(child);
  }, 0);
}
