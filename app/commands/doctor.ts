import { existsSync } from 'node:fs';

import { checkChannels } from '~/app/doctor/check-channels.server';
import { checkDatabase, checkRecords } from '~/app/doctor/check-database.server';
import { checkDataFolder, checkDisk, checkNode } from '~/app/doctor/check-machine.server';
import { checkReranker } from '~/app/doctor/check-reranker.server';
import { checkSearch } from '~/app/doctor/check-search.server';
import { checkMail, checkOllama } from '~/app/doctor/check-services.server';
import { mustMend, printFindings } from '~/app/doctor/finding';
import { loadSettings } from '~/prisma/settings.server';

import { readArguments } from './read-arguments';
import { runCommand } from './run-command';

await runCommand('npm run doctor [-- --json]', async () => {
  const line = readArguments(process.argv.slice(2), { flags: ['json'] });
  if ('problem' in line) return { usage: line.problem };
  const settings = loadSettings();
  const database = checkDatabase(settings);
  // Weak is a database that is written to just now: it can be read.
  const isReadable =
    existsSync(settings.databaseFile) &&
    database.every(({ check, state }) => state === 'good' || (check === 'database' && state === 'weak'));
  const findings = [
    checkNode(),
    await checkDataFolder(settings),
    await checkDisk(settings),
    ...database,
    ...(isReadable ? await checkRecords(settings) : []),
    ...(await checkSearch(settings)),
    await checkReranker(settings),
    await checkOllama(settings),
    await checkMail(settings),
    ...(isReadable ? await checkChannels(settings) : []),
  ];
  console.log(line.flags.has('json') ? JSON.stringify(findings) : printFindings(findings));
  return mustMend(findings) ? 'failed' : 'done';
});
