import { redirect, type TypedResponse } from '@remix-run/node';

import { readForm } from '~/app/people/read-form';
import { removeExport } from '~/forms/exports/remove-export.server';
import { requestExport } from '~/forms/exports/request-export.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

import type { exportsDeps } from './exports-deps.server';

/** What the page shows again after something was wrong. */
export interface ExportAnswer {
  errors: Record<string, string>;
  typed: Partial<Record<string, string>>;
}

/** Does what a button of the page says: asks for an export, cancels or deletes one. */
export async function actOnExports(
  deps: ReturnType<typeof exportsDeps>,
  reader: Reader,
  formId: string,
  form: FormData,
): Promise<ExportAnswer | TypedResponse<never>> {
  const { remove, format = '', state, from, to, every, ...rest } = readForm(form);
  const page = redirect(`/desk/forms/${formId}/exports`);
  if (remove !== undefined) {
    await removeExport(deps, reader, remove);
    return page;
  }
  try {
    const choice = {
      ...(state && { state }),
      ...(from && { from }),
      ...(to && { to }),
      every: every === 'on',
    };
    await requestExport(deps, reader, { formId, format, choice });
    return page;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { errors: error.fields, typed: { ...rest, format, state, from, to, every } };
  }
}
