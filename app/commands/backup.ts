import { BackupError, writeBackup } from '~/app/backup/write-backup.server';
import { loadSettings } from '~/prisma/settings.server';

import { readArguments } from './read-arguments';
import { runCommand } from './run-command';

await runCommand(
  'npm run backup -- FILE [--force]',
  async () => {
    const line = readArguments(process.argv.slice(2), { flags: ['force'] });
    const [file] = 'plain' in line ? line.plain : [];
    if ('problem' in line || file === undefined)
      return { usage: 'problem' in line ? line.problem : 'FILE is missing' };
    const manifest = await writeBackup(loadSettings(), file, {
      now: new Date(),
      force: line.flags.has('force'),
    });
    console.log(
      `Backed up the database and ${String(manifest.files)} file(s) to ${file}. It holds the installation's secret: keep it safe. / 备份完成，内含密钥，请妥善保管。`,
    );
    return 'done';
  },
  BackupError,
);
