import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { checkAuditChain } from '~/prisma/audit/check-audit-chain.server';
import { openDatabase } from '~/prisma/database.server';
import { openConnection } from '~/prisma/sqlite-connection.server';
import type { Settings } from '~/prisma/settings.server';

import type { Finding } from './finding';

type DatabaseSettings = Pick<Settings, 'databaseFile'>;

const migrationsFolder = path.join(import.meta.dirname, '../../prisma/migrations');
const restore = {
  zh: '请停止服务，保留数据目录的副本，再用最近的备份恢复：npm run restore -- 文件 --force。',
  en: 'Stop the server, keep a copy of the data folder, and restore the last backup: npm run restore -- FILE --force.',
};

const busy: Finding = {
  check: 'database',
  state: 'weak',
  zh: '数据库正在写入，这次没有检查完',
  en: 'The database is being written to; it was not checked to the end',
  mend: { zh: '稍后再运行，或停止服务后运行。', en: 'Run it again later, or with the server stopped.' },
};

/**
 * SQLite's own check of the file, of its foreign keys, and the migrations that are still to run. A database in which a
 * server writes for longer than `busyMs` is no damaged one: that part is said to be left out.
 */
export function checkDatabase({ databaseFile }: DatabaseSettings, { busyMs = 10_000 } = {}): Finding[] {
  if (!existsSync(databaseFile)) {
    const mend = { zh: '运行 npm start 会创建它。', en: 'npm start makes it.' };
    return [{ check: 'database', state: 'weak', zh: '还没有数据库', en: 'There is no database yet', mend }];
  }
  let connection;
  try {
    // Not read-only: the check of the keyword index takes SQLite's write lock.
    connection = openConnection(databaseFile);
  } catch (error) {
    const en = `The database can't be opened: ${String(error)}`;
    return [{ check: 'database', state: 'failed', zh: '数据库无法打开', en, mend: restore }];
  }
  try {
    connection.prepare(`PRAGMA busy_timeout = ${String(busyMs)}`).all([]);
    const integrity = connection.prepare('PRAGMA integrity_check').all([]) as { integrity_check: string }[];
    const problems = integrity.map((row) => row.integrity_check).filter((line) => line !== 'ok');
    const orphans = connection.prepare('PRAGMA foreign_key_check').all([]).length;
    const isBusy = problems.length > 0 && problems.every((line) => /database is locked/.test(line));
    const isGood = problems.length === 0 && orphans === 0;
    return [
      isBusy && orphans === 0
        ? busy
        : {
            check: 'database',
            state: isGood ? 'good' : 'failed',
            zh: isGood ? '数据库完整' : `数据库有损坏：${problems[0] ?? `${String(orphans)} 处引用失效`}`,
            en: isGood
              ? 'The database is whole'
              : `The database is damaged: ${problems[0] ?? `${String(orphans)} dangling references`}`,
            ...(!isGood && { mend: restore }),
          },
      checkMigrations(
        connection
          .prepare('SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL')
          .all([]),
      ),
    ];
  } catch (error) {
    const en = `The database can't be read: ${String(error)}`;
    return [{ check: 'database', state: 'failed', zh: '数据库无法读取', en, mend: restore }];
  } finally {
    connection.close();
  }
}

function checkMigrations(rows: unknown[]): Finding {
  const applied = new Set((rows as { migration_name: string }[]).map((row) => row.migration_name));
  const known = readdirSync(migrationsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const pending = known.filter((name) => !applied.has(name));
  const foreign = [...applied].filter((name) => !known.includes(name));
  if (foreign.length > 0) {
    return {
      check: 'migrations',
      state: 'failed',
      zh: `数据库来自更新的版本（${foreign.join('、')}）`,
      en: `The database is of a newer release (${foreign.join(', ')})`,
      mend: { zh: '请用不低于写入它的版本启动。', en: 'Start the release that wrote it, or a later one.' },
    };
  }
  return {
    check: 'migrations',
    state: pending.length > 0 ? 'weak' : 'good',
    zh: pending.length > 0 ? `有 ${String(pending.length)} 个数据库升级待执行` : '数据库结构是最新的',
    en:
      pending.length > 0
        ? `${String(pending.length)} migration(s) to run`
        : "The database's structure is up to date",
    ...(pending.length > 0 && {
      mend: { zh: '先备份，再运行 npm start。', en: 'Back up, then run npm start.' },
    }),
  };
}

/** Whether the log was tampered with, and what the queue couldn't do. */
export async function checkRecords({ databaseFile }: DatabaseSettings): Promise<Finding[]> {
  const db = openDatabase(databaseFile);
  try {
    const chain = await checkAuditChain(db);
    const failedJobs = await db.job.findMany({
      where: { state: 'failed' },
      distinct: ['kind'],
      select: { kind: true, error: true },
    });
    const deadLetters = await db.outbox.count({ where: { state: 'dead' } });
    const kinds = failedJobs.map(({ kind }) => kind).join(', ');
    return [
      chain.intact
        ? {
            check: 'audit',
            state: 'good',
            zh: `操作记录链完整，共 ${String(chain.entries)} 条`,
            en: `The audit chain holds, ${String(chain.entries)} entries`,
          }
        : {
            check: 'audit',
            state: 'failed',
            zh: `操作记录链在第 ${String(chain.seq)} 条断开`,
            en: `The audit chain breaks at entry ${String(chain.seq)}`,
            mend: {
              zh: '记录被改动过：请保全数据库文件，报告审计员，与备份比对。',
              en: 'An entry was changed: secure the file, tell the auditor, compare with a backup.',
            },
          },
      {
        check: 'jobs',
        state: failedJobs.length > 0 ? 'weak' : 'good',
        zh: failedJobs.length > 0 ? `有失败的后台任务：${kinds}` : '没有失败的后台任务',
        en:
          failedJobs.length > 0
            ? `Jobs have failed: ${kinds} (${failedJobs[0]?.error ?? ''})`
            : 'No job has failed',
        ...(failedJobs.length > 0 && {
          mend: {
            zh: '按错误提示处理后重新提交，例如重新上传文件。',
            en: 'Mend what the error names and start it again, such as by uploading the file anew.',
          },
        }),
      },
      {
        check: 'outbox',
        state: deadLetters > 0 ? 'weak' : 'good',
        zh: deadLetters > 0 ? `有 ${String(deadLetters)} 条消息没有送达` : '没有未送达的消息',
        en:
          deadLetters > 0
            ? `${String(deadLetters)} message(s) could not be delivered`
            : 'No message is stuck',
        ...(deadLetters > 0 && {
          mend: {
            zh: '请管理员在工作台“消息通道”（/desk/channels）查看原因，重新发送或不再发送。',
            en: 'See why at /desk/channels, and send again or drop.',
          },
        }),
      },
    ];
  } finally {
    await db.$disconnect();
  }
}
