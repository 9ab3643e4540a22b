import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export interface RunningServer {
  url: string;
  dataDir: string;
  output: () => string;
  child: ChildProcess;
  stop(): Promise<void>;
}

/** What `npm start` runs, and the server itself without the process that looks after it (to be killed). */
export const startCommand = ['app/start.js'];
export const bareServer = ['--import', 'tsx', 'app/commands/start.ts'];

/** Starts the platform as its user does (`npm start`), in a folder of its own, on a free port; waits until it says ready. */
export async function startServer(
  environment: Record<string, string> = {},
  dataDir?: string,
  command: readonly string[] = startCommand,
): Promise<RunningServer> {
  const dir = dataDir ?? mkdtempSync(path.join(tmpdir(), 'huiqitong-server-'));
  const child = spawn(process.execPath, [...command], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: dir,
      LOG_LEVEL: 'error',
      CHAT_MODEL: 'off',
      REQUESTS_PER_MINUTE: '100000',
      NODE_ENV: 'production',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /is ready: (http\S+)/.exec(output);
      if (ready?.[1]) resolve(ready[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) =>
      reject(new Error(`The server ended with ${code} before it was ready:\n${output}`)),
    );
  });
  return {
    url,
    dataDir: dir,
    output: () => output,
    child,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await ended;
      }
      if (dataDir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}
