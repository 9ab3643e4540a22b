import type { AppLoadContext } from '@remix-run/node';

import { localeOf } from '~/app/i18n/remix-i18next.server';

/** What the forms room asks for, from the process's services and the request. */
export function formsDeps(context: Pick<AppLoadContext, 'services'>, request: Request) {
  const { db, now, signingKey, formChecker, licenceReader, settings } = context.services;
  return {
    db,
    now,
    signingKey,
    formChecker,
    licenceReader,
    filesDir: settings.filesDir,
    uploadLimitMb: settings.UPLOAD_LIMIT_MB,
    clamdAddress: settings.CLAMD_ADDRESS,
    locale: localeOf(request),
  };
}
