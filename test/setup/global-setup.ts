import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { TestProject } from 'vitest/node';

import { migrateDatabase } from '~/prisma/migrate.server';

declare module 'vitest' {
  export interface ProvidedContext {
    templateDatabase: string;
  }
}

/** One migrated template for all workers; each test file copies it. */
export default function setup(project: TestProject) {
  const dir = mkdtempSync(path.join(tmpdir(), 'huiqitong-template-'));
  const file = path.join(dir, 'template.db');
  migrateDatabase(file);
  project.provide('templateDatabase', file);
  return () => rmSync(dir, { recursive: true, force: true });
}
