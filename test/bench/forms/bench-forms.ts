import { parseArgs } from 'node:util';

import type { FormsBenchLine } from './bench-line';

type Run = (options: { most?: number }) => FormsBenchLine[] | Promise<FormsBenchLine[]>;

/** Each part measures one thing and gives its lines; `--part NAME` runs one alone, `--most N` exports no more than N. */
const parts: Record<string, () => Promise<{ run: Run }>> = {
  prefill: async () => ({ run: (await import('./prefill.part')).measureLibrary }),
  exports: async () => ({ run: (await import('./exports.part')).measureExports }),
  speed: async () => ({ run: (await import('./speed.part')).measureChecks }),
};

const { values } = parseArgs({ options: { part: { type: 'string' }, most: { type: 'string' } } });
const wanted = values.part === undefined ? Object.keys(parts) : [values.part];
const lines: FormsBenchLine[] = [];
for (const name of wanted) {
  const part = parts[name];
  if (!part) throw new Error(`There is no part ${name}; there are ${Object.keys(parts).join(', ')}`);
  process.stdout.write(`— ${name}\n`);
  lines.push(...(await (await part()).run(values.most === undefined ? {} : { most: Number(values.most) })));
}
process.stdout.write(`${JSON.stringify(lines)}\n`);
