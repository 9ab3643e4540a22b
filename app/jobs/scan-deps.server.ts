import type { Services } from '~/app/services.server';

/** What scanning attachments needs of the process. */
export function scanDeps({ db, now, settings, log }: Services) {
  return { db, now, log, filesDir: settings.filesDir, clamdAddress: settings.CLAMD_ADDRESS };
}
