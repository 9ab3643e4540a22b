import { isSampleCitySeeded, seedSampleCity } from '~/app/commands/seed-sample-city.server';
import { openDatabase } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

/** Seeds the starter city if it is wanted and not complete; one that was interrupted is finished. */
export async function prepareSampleCity(settings: Settings, say: (line: string) => void): Promise<void> {
  if (!settings.HUIQITONG_SAMPLE_CITY) return;
  const db = openDatabase(settings.databaseFile);
  try {
    if (await isSampleCitySeeded(db)) return;
    await seedSampleCity({
      db,
      filesDir: settings.filesDir,
      now: () => new Date(),
      progress: (message, done, total) => {
        if (done === total) say(`${message} (${total})`);
      },
    });
  } finally {
    await db.$disconnect();
  }
}
