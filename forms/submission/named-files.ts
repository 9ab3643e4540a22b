import { valueAt } from '~/forms/definition/data-path';
import type { FormComponent } from '~/forms/definition/form-definition';
import { fieldPathOf, walkFields } from '~/forms/definition/walk-fields';

import { filesOf } from './list-fields';
import { dataPathsOf } from './run-form-rules';

/** The files that the data names, in the form's order, which the receipt's digest counts by. */
export function namedFiles(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
): { path: string; fileId: string }[] {
  const types = new Map(walkFields(components).map((field) => [field.path, field.component.type]));
  return dataPathsOf([...components], data)
    .filter((path) => types.get(fieldPathOf(path)) === 'file')
    .flatMap((path) => filesOf(valueAt(data, path)).map(({ fileId }) => ({ path, fileId })));
}
