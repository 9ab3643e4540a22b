import { requestFirms } from '~/app/commands/sample-city/write-firms.server';
import { isSampleCitySeeded, seedSampleCity } from '~/app/commands/seed-sample-city.server';
import { openDatabase } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

/** Seeds the starter city if it is wanted and not complete; one that was interrupted is finished. The thousands of generated firms follow by a job. */
export async function prepareSampleCity(settings: Settings, say: (line: string) => void): Promise<void> {
  if (!settings.HUIQITONG_SAMPLE_CITY) return;
  const db = openDatabase(settings.databaseFile);
  try {
    if (!(await isSampleCitySeeded(db))) {
      await seedSampleCity({
        db,
        filesDir: settings.filesDir,
        now: () => new Date(),
        progress: (message, done, total) => {
          if (done === total) say(`${message} (${total})`);
        },
      });
    }
    await requestFirms(db, new Date());
  } finally {
    await db.$disconnect();
  }
}
