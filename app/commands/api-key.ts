import { ApiKeyError, createApiKey } from '~/app/session/create-api-key.server';
import { openDatabase } from '~/prisma/database.server';
import { migrateDatabase } from '~/prisma/migrate.server';
import { loadSettings } from '~/prisma/settings.server';

import { readArguments } from './read-arguments';
import { runCommand } from './run-command';

const usage = 'npm run api-key -- --role ROLE [--enterprise ID] [--department ID] | --list | --revoke PREFIX';

await runCommand(
  usage,
  async () => {
    const line = readArguments(process.argv.slice(2), {
      options: ['role', 'enterprise', 'department', 'revoke'],
      flags: ['list'],
    });
    if ('problem' in line) return { usage: line.problem };
    const settings = loadSettings();
    migrateDatabase(settings.databaseFile);
    const db = openDatabase(settings.databaseFile);
    try {
      const prefix = line.options.get('revoke');
      if (line.flags.has('list')) {
        for (const key of await db.apiKey.findMany({ orderBy: { createdAt: 'asc' } })) {
          const state = key.revokedAt ? 'revoked' : 'in use';
          console.log([key.prefix, key.role, key.enterpriseId ?? key.departmentId ?? '-', state].join('\t'));
        }
        return 'done';
      }
      if (prefix !== undefined) {
        const { count } = await db.apiKey.updateMany({
          where: { prefix, revokedAt: null },
          data: { revokedAt: new Date() },
        });
        console.log(`${String(count)} key(s) revoked / 已吊销`);
        return count > 0 ? 'done' : 'failed';
      }
      const role = line.options.get('role');
      if (role === undefined) return { usage: '--role is missing' };
      const key = await createApiKey(db, {
        role,
        enterpriseId: line.options.get('enterprise') ?? null,
        departmentId: line.options.get('department') ?? null,
        now: new Date(),
      });
      console.error(
        'The key is shown this once; keep it like a password. / 密钥只显示这一次，请像密码一样保管。',
      );
      console.log(key);
      return 'done';
    } finally {
      await db.$disconnect();
    }
  },
  ApiKeyError,
);
