import { DefaultEvaluator, ProcessTargets, processSync, registerEvaluator, rules } from '@formio/core';

import { compileConditionals } from '~/forms/definition/compile-conditionals';
import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { measure } from '~/test/bench/match/measure';

import type { FormsBenchLine } from './bench-line';
import { fieldsForm, tableForm } from './make-forms';

interface Case {
  name: string;
  definition: FormDefinition;
  data: Record<string, unknown>;
  rounds: number;
}

/** What the worker may cost on top. */
const workerMs = 2;

/**
 * A server check of a whole submission, in its thread, beside form.io's own processors in this thread on the same form
 * and data; the components are cloned deeply on both sides, and the two take turns,
 * and the quickest round of each counts.
 */
export async function measureChecks(): Promise<FormsBenchLine[]> {
  const cases: Case[] = [
    { name: 'check 20 fields', ...fieldsForm(20), rounds: 200 },
    { name: 'check 200 fields', ...fieldsForm(200), rounds: 60 },
    { name: 'check 700 fields', ...fieldsForm(700), rounds: 30 },
    { name: 'check a table of 4,000 cells', ...tableForm(400, 10), rounds: 9 },
  ];
  const checker = openFormChecker({ threads: 1, timeLimitMs: 60_000 });
  const lines: FormsBenchLine[] = [];
  for (const one of cases) lines.push(await measureCase(one, checker));
  await checker.close();
  return lines;
}

async function measureCase(one: Case, checker: ReturnType<typeof openFormChecker>): Promise<FormsBenchLine> {
  const definition = compileConditionals(one.definition);
  const form = { definition, versionKey: one.name, data: one.data };
  // Both have run before they are measured.
  for (let round = 0; round < 5; round += 1) {
    const checked = await checker.check(form);
    if (checked.errors.length > 0) throw new Error(`${one.name}: ${JSON.stringify(checked.errors[0])}`);
    runBare(definition.components, one.data);
  }
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < one.rounds; round += 1) {
    ours.push(await measure(() => checker.check(form)));
    bare.push(await measure(() => runBare(definition.components, one.data)));
  }
  // The quickest round of each: what other work on the machine adds is neither's.
  const [own, peer] = [Math.min(...ours), Math.min(...bare)];
  const rounded = (ms: number) => Math.round(ms * 100) / 100;
  const allowed = 1.3 * peer + workerMs;
  process.stdout.write(
    `${one.name.padEnd(30)} ours ${own.toFixed(2).padStart(8)} ms  bare ${peer.toFixed(2).padStart(8)} ms  allowed ${allowed.toFixed(2).padStart(8)} ms\n`,
  );
  return {
    ...{ name: one.name, ours: rounded(own), peer: rounded(peer), peerName: '@formio/core 2.8.3, bare' },
    ...{
      ratio: rounded((own - workerMs) / peer),
      unit: 'ms (ratio: without 2 ms for the thread)',
      threads: 1,
    },
  };
}

function runBare(components: readonly FormComponent[], data: Record<string, unknown>): void {
  registerEvaluator(new DefaultEvaluator({ noeval: true }));
  const [own, filled] = [structuredClone(components), structuredClone(data)];
  const scope = {};
  processSync({
    ...{ form: { components: own }, submission: { data: filled }, components: own, data: filled },
    processors: ProcessTargets.evaluator,
    ...{ rules, scope, config: { server: true } },
  } as never);
}
