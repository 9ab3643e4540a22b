import { restoreBackup } from '~/app/backup/restore-backup.server';
import { BackupError } from '~/app/backup/write-backup.server';
import { loadSettings } from '~/prisma/settings.server';

import { readArguments } from './read-arguments';
import { runCommand } from './run-command';

await runCommand(
  'npm run restore -- FILE [--force]',
  async () => {
    const line = readArguments(process.argv.slice(2), { flags: ['force'] });
    const [file] = 'plain' in line ? line.plain : [];
    if ('problem' in line || file === undefined)
      return { usage: 'problem' in line ? line.problem : 'FILE is missing' };
    const settings = loadSettings();
    const { manifest, keptIn } = await restoreBackup(settings, file, {
      now: new Date(),
      force: line.flags.has('force'),
    });
    console.log(
      `Restored the state of ${manifest.createdAt} into ${settings.dataDir}. Start the server now. / 已恢复，请启动服务。`,
    );
    if (keptIn !== null) console.log(`What stood there before lies in ${keptIn}. / 原有数据保留在此目录。`);
    return 'done';
  },
  BackupError,
);
