import { openConnection } from './sqlite-connection.server';

/** One consistent copy of the database, whatever is being written meanwhile. Blocks the thread while it writes. */
export function copyDatabase(file: string, copy: string): void {
  const connection = openConnection(file);
  try {
    connection.prepare('VACUUM INTO ?').run([copy]);
  } finally {
    connection.close();
  }
}
