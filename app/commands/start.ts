import { buildPages } from '~/app/start/build-pages.server';
import { prepareData, StartError } from '~/app/start/prepare-data.server';
import { prepareSampleCity } from '~/app/start/prepare-sample-city.server';
import { runServer } from '~/app/start/run-server.server';
import { loadSettings, SettingsError } from '~/prisma/settings.server';

const dev = process.argv.includes('--dev');
const started = Date.now();
const say = (line: string) => console.log(`[${((Date.now() - started) / 1000).toFixed(1)} s] ${line}`);

try {
  const settings = loadSettings();
  prepareData(settings, say);
  // The build is a process of its own, so both cores work.
  await Promise.all([dev ? undefined : buildPages(say), prepareSampleCity(settings, say)]);
  const { url, notes } = await runServer(settings, { dev });
  for (const note of notes) say(note);
  console.log(`惠企通 is ready: ${url}`);
} catch (error) {
  if (error instanceof SettingsError || error instanceof StartError) {
    console.error(error.message);
    process.exit(1);
  }
  throw error;
}
