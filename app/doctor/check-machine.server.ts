import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';

import type { Settings } from '~/prisma/settings.server';

import type { Finding } from './finding';

const leastNode = [20, 12] as const;
const gigabyte = 1024 ** 3;

/** Whether this Node is one that the platform runs on. */
export function checkNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isGood = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  return {
    check: 'node',
    state: isGood ? 'good' : 'failed',
    zh: `Node.js ${version}`,
    en: `Node.js ${version} on ${process.platform} ${process.arch}`,
    ...(!isGood && {
      mend: {
        zh: `请安装 Node.js ${leastNode.join('.')} 或更高版本，再运行 npm ci。`,
        en: `Install Node.js ${leastNode.join('.')} or later, then run npm ci.`,
      },
    }),
  };
}

/** Whether the data folder can be written to. */
export async function checkDataFolder({ dataDir }: Pick<Settings, 'dataDir'>): Promise<Finding> {
  const check = 'data-folder';
  if (!existsSync(dataDir)) {
    return {
      check,
      state: 'weak',
      zh: `数据目录 ${dataDir} 尚不存在`,
      en: `The data folder ${dataDir} doesn't exist yet`,
      mend: {
        zh: '运行 npm start 会创建它；如果应当已有数据，请检查 DATA_DIR。',
        en: 'npm start makes it. If there should be data, check DATA_DIR.',
      },
    };
  }
  try {
    await access(dataDir, constants.R_OK | constants.W_OK);
    return {
      check,
      state: 'good',
      zh: `数据目录 ${dataDir} 可写`,
      en: `The data folder ${dataDir} can be written to`,
    };
  } catch (error) {
    return {
      check,
      state: 'failed',
      zh: `数据目录 ${dataDir} 不可写`,
      en: `The data folder ${dataDir} can't be written to (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
      mend: {
        zh: '请授予运行用户写权限，或修改 DATA_DIR。',
        en: 'Give this user the right to write, or change DATA_DIR.',
      },
    };
  }
}

/** Whether the disk has room: SQLite stops writing on a full disk, and a backup needs as much again. */
export async function checkDisk({ dataDir }: Pick<Settings, 'dataDir'>): Promise<Finding> {
  const { bavail, bsize } = await statfs(existsSync(dataDir) ? dataDir : '.');
  const free = (bavail * bsize) / gigabyte;
  const state = free < 0.2 ? 'failed' : free < 2 ? 'weak' : 'good';
  return {
    check: 'disk',
    state,
    zh: `磁盘剩余 ${free.toFixed(1)} GB`,
    en: `${free.toFixed(1)} GB free on the disk`,
    ...(state !== 'good' && {
      mend: {
        zh: '请清理磁盘或扩容；备份还需要与数据库同样大的空间。',
        en: 'Make room; a backup needs as much again as the database.',
      },
    }),
  };
}
