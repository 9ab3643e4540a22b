import type { MessagePort } from 'node:worker_threads';

import type { Refusal } from '~/knowledge/documents/refusal';

import type { FactDefinition } from '../fact-definition';
import type { FactMapping } from './fact-mapping';
import type { ImportTally } from './import-tally';

/** A stage of an import as its thread gets it. */
export interface FactImportTask {
  task: 'read' | 'preview' | 'apply';
  importId: string;
  databaseFile: string;
  dataDir: string;
  /** To read: the stored file and the name that it came with. */
  file?: { path: string; name: string };
  limits: { rows: number; unpackedBytes: number };
  columns?: readonly string[];
  mapping?: FactMapping;
  /** The catalogue, since the thread has none. */
  definitions: readonly FactDefinition[];
  /** Whose record a fact is: key → name as shown. */
  sources: Readonly<Record<string, string>>;
  today: string;
  at: string;
  recordedById: string | null;
  /** Cell 0 is set to 1 when the work shall stop at the next batch. */
  stop: Int32Array;
  /** Hears `{done, total}`. */
  port: MessagePort;
}

export type FactImportAnswer =
  | { ok: true; task: 'read'; columns: string[]; samples: Record<string, string>; rows: number }
  | { ok: true; task: 'preview' | 'apply'; tally: ImportTally }
  | { ok: false; refusal: Refusal }
  | { ok: 'stopped' };
