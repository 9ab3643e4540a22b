import type { FormDefinition } from '~/forms/definition/form-definition';
import { walkFields } from '~/forms/definition/walk-fields';
import { mostBytesOf } from '~/forms/submission/file-rules';

const megabyte = 1024 * 1024;

/**
 * The form with the sizes that are really taken: form.io's own default, and many an imported form, promise 1 GB where the
 * platform refuses more than `mostMb` megabytes. The definition itself stays as it is.
 */
export function limitFiles(definition: FormDefinition, mostMb: number): FormDefinition {
  const limited = structuredClone(definition);
  for (const { component } of walkFields(limited.components)) {
    if (component.type !== 'file') continue;
    const own = mostBytesOf(component);
    if (own > mostMb * megabyte) component.fileMaxSize = `${mostMb}MB`;
    else if (component.fileMaxSize === undefined) component.fileMaxSize = `${own / megabyte}MB`;
  }
  return limited;
}
