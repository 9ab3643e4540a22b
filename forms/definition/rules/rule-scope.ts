import type { FormComponent } from '../form-definition';
import { gridTypes } from '../walk-fields';

/** The rows around what a component holds: `members[].` below the table `members`, else the scope it stands in. */
export function scopeBelow(component: FormComponent, scope: string): string {
  return gridTypes.has(component.type) ? `${scope}${component.key}[].` : scope;
}
