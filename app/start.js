// Plain JavaScript, so that an old Node says a sentence instead of a syntax error of the first TypeScript file.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 12)) {
  console.error(
    `Node ${process.versions.node} is too old: 惠企通 needs Node 20.12 or newer. Install it, then run the command again. / Node 版本过低，请安装 20.12 以上版本。`,
  );
  process.exit(1);
}
const require = createRequire(import.meta.url);
try {
  require.resolve('tsx');
} catch {
  console.error('The packages are not installed. Run npm ci first. / 依赖尚未安装，请先运行 npm ci。');
  process.exit(1);
}
if (!existsSync(new URL('../prisma/generated/client.ts', import.meta.url)))
  await import('../prisma/generate.js');
const [entry = 'commands/start.ts', ...rest] = process.argv.slice(2);
const child = spawn(
  process.execPath,
  ['--import', 'tsx', new URL(entry, import.meta.url).pathname, ...rest],
  {
    // The channel tells the server when this process is gone, however it went: else it would live on and hold the port.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_ENV: rest.includes('--dev') ? 'development' : 'production', ...process.env },
  },
);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
