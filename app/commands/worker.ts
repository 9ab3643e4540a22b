import pino from 'pino';

import { startHandlers } from '~/app/jobs/start-handlers.server';
import { openServices } from '~/app/start/open-services.server';
import { prepareData, StartError } from '~/app/start/prepare-data.server';
import { loadSettings } from '~/prisma/settings.server';

import { runCommand } from './run-command';

await runCommand(
  'npm run worker',
  async () => {
    const settings = loadSettings();
    prepareData(settings, (line) => console.log(line));
    const log = pino({ level: settings.LOG_LEVEL }, pino.destination(2));
    const services = openServices(settings, log, { serves: false });
    const worker = startHandlers(services);
    console.log('The worker is ready. / 任务进程已就绪。');
    const signal = await new Promise<string>((resolve) => {
      for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(name));
    });
    log.info({ signal }, 'stopping');
    await worker.stop();
    await services.close();
    return 'done';
  },
  StartError,
);
