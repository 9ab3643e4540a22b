import { SettingsError } from '~/prisma/settings.server';

/** A command's end: done, a use that needs explaining (exit 2), or something to mend (exit 1). */
export type CommandEnd = 'done' | 'failed' | { usage: string };

/** Runs a command; expected errors become a sentence on stderr and exit 1, bugs keep their stack. */
export async function runCommand(
  usage: string,
  work: () => Promise<CommandEnd>,
  ...expected: (new (...args: never[]) => Error)[]
): Promise<void> {
  try {
    const end = await work();
    if (typeof end === 'object') {
      console.error(`${end.usage}\nUsage / 用法: ${usage}`);
      process.exitCode = 2;
    } else if (end === 'failed') process.exitCode = 1;
  } catch (error) {
    if (![SettingsError, ...expected].some((kind) => error instanceof kind)) throw error;
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
