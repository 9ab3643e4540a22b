import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

import { z } from 'zod';

import { builtInDerived } from '../enterprises/derived-catalogue';
import {
  builtInCatalogue,
  builtInFacts,
  makeCatalogue,
  type FactCatalogue,
} from '../enterprises/fact-catalogue';
import { factDefinitionSchema } from '../enterprises/fact-definition';
import { cityDate, isIsoDate } from '~/prisma/calendar/city-date';

import {
  explainPolicy,
  LineError,
  matchLine,
  readFactsLine,
  readPolicyLine,
  type MatchPolicy,
} from './match-line';
import { makeRuleContext } from './rule-context';
import { sqlTables } from './sql/rule-in-sql';

const usage = `npm run match -- --policies FILE --facts FILE [--as-of YYYY-MM-DD] [--catalogue FILE]
npm run match -- --policies FILE --explain-sql [--as-of YYYY-MM-DD] [--catalogue FILE]

FILE is JSON lines. Policies: {"id", "rule", "derived"?}. Facts: {"id", "facts": {key: value}}.
Prints one verdict a line for each firm and policy. A line that can't be used is told on standard error with its
number and key, the others are still matched, and the command ends with 1.
--catalogue names a JSON array of fact definitions that go beside the built-in ones, as in
knowledge/library/fact-definitions.json. --explain-sql prints each rule in words and as one statement of SQLite instead (docs/rules-as-sql.md).`;

/** Reads a file line by line without holding it. */
async function* linesOf(file: string): AsyncGenerator<{ number: number; text: string }> {
  const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 });
  let number = 0;
  for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
    number += 1;
    const line = number === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (line.trim() !== '') yield { number, text: line };
  }
}

/** Gathers lines and writes them in large pieces, at the pace of whoever reads. */
function openOutput() {
  let pending: string[] = [];
  let size = 0;
  const flush = async () => {
    if (pending.length === 0) return;
    const text = pending.join('\n') + '\n';
    pending = [];
    size = 0;
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  };
  return {
    flush,
    async write(line: string) {
      pending.push(line);
      size += line.length;
      if (size > 1 << 18) await flush();
    },
  };
}

/** The built-in facts, and those of the file. */
async function readCatalogue(file: string | undefined): Promise<FactCatalogue> {
  if (file === undefined) return builtInCatalogue;
  const own = z.array(factDefinitionSchema).safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!own.success) throw new Error(`--catalogue: ${z.prettifyError(own.error)}`);
  return makeCatalogue([...builtInFacts, ...own.data]);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      policies: { type: 'string' },
      facts: { type: 'string' },
      'as-of': { type: 'string' },
      catalogue: { type: 'string' },
      'explain-sql': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const at = values['as-of'] ?? cityDate(new Date());
  const explain = values['explain-sql'] === true;
  if (!values.policies || (!explain && !values.facts) || !isIsoDate(at)) {
    console.error(isIsoDate(at) ? usage : `--as-of: not a date: ${at}`);
    return 2;
  }
  let sound = true;
  const complain = (file: string, number: number, error: unknown) => {
    if (!(error instanceof LineError)) throw error;
    sound = false;
    for (const { key, problem } of error.problems) console.error(`${file}:${number}: ${key}: ${problem}`);
  };
  const catalogue = await readCatalogue(values.catalogue);
  const output = openOutput();
  const policies: MatchPolicy[] = [];
  if (explain) await output.write(`${sqlTables}\n`);
  for await (const { number, text } of linesOf(values.policies)) {
    try {
      const policy = readPolicyLine(text, at, catalogue);
      if (explain) await output.write(`${explainPolicy(policy)}\n`);
      else policies.push(policy);
    } catch (error) {
      complain(values.policies, number, error);
    }
  }
  if (explain || !values.facts) {
    await output.flush();
    return sound ? 0 : 1;
  }
  const derivedKeys = new Set([
    ...builtInDerived.keys(),
    ...policies.flatMap(({ context }) => [...context.derived.keys()]),
  ]);
  const context = makeRuleContext(at, [], catalogue);
  for await (const { number, text } of linesOf(values.facts)) {
    try {
      const firm = readFactsLine(text, context, derivedKeys);
      for (const policy of policies) await output.write(matchLine(policy, firm));
    } catch (error) {
      complain(values.facts, number, error);
    }
  }
  await output.flush();
  return sound ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
