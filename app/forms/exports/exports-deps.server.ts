import type { AppLoadContext } from '@remix-run/node';

import { formsDeps } from '~/app/forms/forms-deps.server';
import { exportsDir } from '~/forms/exports/export-file.server';

/** What exports ask for, from the process's services and the request. */
export function exportsDeps(context: Pick<AppLoadContext, 'services'>, request: Request) {
  const { sql, settings } = context.services;
  return { ...formsDeps(context, request), sql, exportsDir: exportsDir(settings) };
}
