import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const stampFile = path.join(root, 'build', '.stamp');
const sources = [
  'app',
  'forms',
  'knowledge',
  'prisma',
  'public',
  'remix.config.js',
  'vite.config.ts',
  'package-lock.json',
];

/** Builds the pages when their sources changed since the last whole build; a killed build has no stamp and runs again. */
export async function buildPages(say: (line: string) => void): Promise<void> {
  const stamp = sourceStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('Building the pages (once after each update) …');
  const started = Date.now();
  await runBuild();
  writeFileSync(stampFile, stamp);
  say(`Pages built in ${Math.round((Date.now() - started) / 1000)} s`);
}

function runBuild(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        path.join(root, 'node_modules', '@remix-run', 'dev', 'dist', 'cli.js'),
        'vite:build',
        '--logLevel',
        'warn',
      ],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } },
    );
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`The build failed:\n${Buffer.concat(output).toString().slice(0, 4000)}`)),
    );
  });
}

/** SHA-256 over the sources' names, sizes and times. */
function sourceStamp(): string {
  const hash = createHash('sha256');
  const visit = (place: string) => {
    const stat = statSync(place);
    if (stat.isDirectory()) {
      if (path.basename(place) === 'generated' || path.basename(place) === 'model') return;
      for (const name of readdirSync(place).sort()) visit(path.join(place, name));
    } else hash.update(`${path.relative(root, place)} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const source of sources) if (existsSync(path.join(root, source))) visit(path.join(root, source));
  return hash.digest('hex');
}
