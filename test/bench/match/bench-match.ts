import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { exact } from '~/knowledge/enterprises/exact-number';
import { compileRules } from '~/knowledge/policies/population/compile-rule';
import { evaluateVerdicts } from '~/knowledge/policies/population/evaluate-population';
import { loadColumns, saveColumns } from '~/knowledge/policies/population/column-snapshot.server';
import { writeCell, type FactColumns } from '~/knowledge/policies/population/fact-columns';
import { openPopulationThreads } from '~/knowledge/policies/population/population-threads.server';
import { evidenceCodes, readEvidence, valueAt } from '~/knowledge/policies/population/read-evidence';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';

import { makePlainColumns, runHandWritten } from './hand-written-loop';
import { at, makeColumns, makeFirm, makeRandom, writeFirm, type Firm } from './make-population';
import { makeThresholds, prepareBenchRule, ruleOf, type Thresholds } from './make-rules';
import { leavesOf, measure, median, type BenchLine } from './measure';
import { asPeerFirm, peers, type Peer } from './peers';
import { measureSampleCity } from './sample-city';

const { values } = parseArgs({
  options: {
    firms: { type: 'string', default: '100000' },
    policies: { type: 'string', default: '200' },
    gaps: { type: 'string', default: '0.12' },
    rounds: { type: 'string', default: '5' },
  },
});
const firmCount = Number(values.firms);
const policyCount = Number(values.policies);
const rounds = Number(values.rounds);
const say = (line: string) => process.stdout.write(`${line}\n`);

const random = makeRandom(20260630);
const firms: Firm[] = Array.from({ length: firmCount }, () => makeFirm(random, Number(values.gaps)));
const thresholds = makeThresholds(policyCount, random);
const columns = makeColumns(firmCount);
firms.forEach((firm, row) => writeFirm(columns, row, firm));
const compiled = compileRules(thresholds.map(prepareBenchRule), columns);
say(`${firmCount} firms × ${policyCount} policies of 7 conditions, ${values.gaps} of the facts missing`);

const lines: BenchLine[] = [];
await compareSingleThread();
await comparePeers();
await measurePopulations();
await compareSampleCity();
say(JSON.stringify(lines));

/** Ours beside the loop written by hand for this rule, in turns, evidence off. */
async function compareSingleThread(): Promise<void> {
  const plain = makePlainColumns(firms);
  const out = new Uint8Array(firmCount);
  const words = Math.ceil(firmCount / 32);
  const verdicts = thresholds.map(() => ({ met: new Int32Array(words), unknown: new Int32Array(words) }));
  const pairs = firmCount * policyCount;
  const ours: number[] = [];
  const hand: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const a = await measure(() => evaluateVerdicts(compiled, 0, firmCount, verdicts));
    const b = await measure(() => thresholds.forEach((t) => runHandWritten(plain, t, out)));
    // The first round warms up.
    if (round > 0) {
      ours.push((pairs / a) * 1000);
      hand.push((pairs / b) * 1000);
    }
  }
  add(
    'verdicts, evidence off',
    median(ours),
    median(hand),
    'typed-column loop written by hand',
    'pairs/s',
    1,
  );
}

/** The peers on a part of the firms, with their wrong verdicts; then the same with each condition's result. */
async function comparePeers(): Promise<void> {
  const few = firms.slice(0, Math.min(firmCount, 2_000));
  const asked = thresholds.slice(0, Math.min(policyCount, 20));
  const peerFirms = few.map(asPeerFirm);
  const truth = asked.map((t) => {
    const out = new Uint8Array(few.length);
    runHandWritten(makePlainColumns(few), t, out);
    return out;
  });
  const oursOff = lines[0]?.ours ?? 0;
  const oursOn = await measureEvidence();
  for (const peer of peers) {
    const { perSecond, wrong, threw } = await runPeer(peer, asked, peerFirms, truth);
    const all = few.length * asked.length;
    say(
      `${peer.name}: ${wrong} of ${all} verdicts wrong (true or false where a fact is missing, or an error where the answer is certain), ${threw} errors`,
    );
    add('verdicts, evidence off', oursOff, perSecond, peer.name, 'pairs/s', 1);
    add('with evidence', oursOn, await runPeerWithEvidence(peer, asked, peerFirms), peer.name, 'pairs/s', 1);
  }
}

async function measureEvidence(): Promise<number> {
  const some = compiled.rules.slice(0, 20);
  const speeds: number[] = [];
  let seen = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const ms = await measure(() =>
      some.forEach((rule) =>
        readEvidence(compiled, rule, 0, firmCount, ({ fromRow, rows, verdicts, conditions }) => {
          // Every verdict, every result and the value behind it is looked at, as by one who writes them down.
          for (let index = 0; index < rows; index += 1) {
            seen += verdicts[index]! & 1;
            for (const { results, column } of conditions) {
              if (results[index] === evidenceCodes.met && valueAt(column, fromRow + index) !== null)
                seen += 1;
            }
          }
        }),
      ),
    );
    if (round > 0) speeds.push(((firmCount * some.length) / ms) * 1000);
  }
  say(`evidence read: ${seen} conditions met`);
  return median(speeds);
}

async function runPeer(
  peer: Peer,
  asked: readonly Thresholds[],
  peerFirms: readonly ReturnType<typeof asPeerFirm>[],
  truth: readonly Uint8Array[],
) {
  const ready = asked.map((t) => peer.prepare(ruleOf(t)));
  let wrong = 0;
  let threw = 0;
  const speeds: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    wrong = 0;
    threw = 0;
    const ms = await measure(async () => {
      for (const [policy, run] of ready.entries()) {
        for (const [row, firm] of peerFirms.entries()) {
          const answer = run(firm);
          const verdict = answer instanceof Promise ? await answer : answer;
          const expected = truth[policy]![row]!;
          if (verdict === 'threw') threw += 1;
          // An error says as much as "unknown" where the answer is open.
          if (expected === 2 ? verdict !== 'threw' : verdict !== (expected === 1)) wrong += 1;
        }
      }
    });
    if (round > 0) speeds.push(((asked.length * peerFirms.length) / ms) * 1000);
  }
  return { perSecond: median(speeds), wrong, threw };
}

/** None tells which condition failed on which value: each condition is asked by itself, and its fact read. */
async function runPeerWithEvidence(
  peer: Peer,
  asked: readonly Thresholds[],
  peerFirms: readonly ReturnType<typeof asPeerFirm>[],
): Promise<number> {
  const ready = asked.map((t) => {
    const rule = ruleOf(t);
    return {
      whole: peer.prepare(rule),
      leaves: leavesOf(rule).map((leaf) => ({
        run: peer.prepare(leaf),
        key: (leaf.field ?? '').replace(/[.-]/g, '_'),
      })),
    };
  });
  let seen = 0;
  const speeds: number[] = [];
  for (let round = 0; round <= Math.min(rounds, 3); round += 1) {
    const ms = await measure(async () => {
      for (const { whole, leaves } of ready) {
        for (const firm of peerFirms) {
          const verdict = whole(firm);
          if (verdict instanceof Promise) await verdict;
          for (const { run, key } of leaves) {
            const answer = run(firm);
            const result = answer instanceof Promise ? await answer : answer;
            if (result === true && firm[key] !== undefined) seen += 1;
          }
        }
      }
    });
    if (round > 0) speeds.push(((asked.length * peerFirms.length) / ms) * 1000);
  }
  if (seen === 0) throw new Error(`${peer.name} found no condition met: it was not given the same rules`);
  return median(speeds);
}

/** Whole populations: two threads, a million firms, the snapshot and a change that is followed. */
async function measurePopulations(): Promise<void> {
  const catalogue = [...builtInCatalogue.values()];
  const threads = openPopulationThreads(2);
  const stored = (many: readonly Thresholds[]) => many.map((t) => ({ rule: ruleOf(t), derived: [] }));
  const evaluate = (over: FactColumns, many: readonly Thresholds[]) =>
    threads.evaluate({ at, columns: over, catalogue, rules: stored(many) }, over.capacity);
  await evaluate(columns, thresholds.slice(0, 1));
  const thousand = makeThresholds(1_000, random);
  const ms = await measure(() => evaluate(columns, thousand));
  addGoal(`${firmCount} firms × 1,000 policies`, ms, 3_000, 2);

  const million = repeatRows(columns, 1_000_000);
  await evaluate(million, thresholds.slice(0, 1));
  const one: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    one.push(await measure(() => evaluate(million, thresholds.slice(round, round + 1))));
  addGoal('1,000,000 firms × 1 policy', median(one), 100, 2);
  await threads.close();

  const folder = await mkdtemp(join(tmpdir(), 'huiqitong-bench-'));
  const file = join(folder, 'columns.bin');
  const saved = await measure(() => saveColumns(file, million, {}));
  say(`snapshot of 1,000,000 firms × 12 facts written in ${Math.round(saved)} ms`);
  addGoal('snapshot of 1,000,000 firms × 12 facts read', await measure(() => loadColumns(file)), 20_000, 1);
  await rm(folder, { recursive: true });

  const rule = compileRules([prepareBenchRule(thresholds[0]!)], million);
  const out = [{ met: new Int32Array(1), unknown: new Int32Array(1) }];
  const changes = 10_000;
  const followed = await measure(() => {
    for (let row = 0; row < changes; row += 1) {
      const value = { value: exact(row % 500), missing: [], evidence: [] };
      writeCell(million.columns.get('staff.count')!, row, value);
      evaluateVerdicts(rule, row & ~31, (row & ~31) + 32, out);
    }
  });
  say(
    `a change of a fact written and its policy judged again: ${((followed / changes) * 1000).toFixed(1)} µs`,
  );
}

/** The sample city's rules over its firms, beside the fastest peer. */
async function compareSampleCity(): Promise<void> {
  const city = await measureSampleCity(rounds);
  say(
    `sample city: ${city.policies} policies of ${city.conditions} conditions × ${city.firms} firms, ${city.doubtful} pairs left to the exact evaluation; json-logic-engine: ${city.wrong} of ${city.asked} verdicts wrong`,
  );
  add(
    'the sample city’s rules, evidence off',
    city.oursPerSecond,
    city.peerPerSecond,
    'json-logic-engine build()',
    'pairs/s',
    1,
  );
}

/** The same firms again and again, as columns of so many rows. */
function repeatRows(from: FactColumns, rows: number): FactColumns {
  const whole = makeColumns(rows);
  const block = Math.floor(from.capacity / 32) * 32;
  for (const [key, target] of whole.columns) {
    const source = from.columns.get(key)!;
    if (target.kind === 'code' && source.kind === 'code')
      source.numbers.forEach((number, name) => target.numbers.set(name, number));
    const pairs = arraysOf(source).map((array, index) => [array, arraysOf(target)[index]!] as const);
    for (const [array, into] of pairs) {
      const perRow = array.length >= from.capacity ? 1 : 1 / 32;
      const part = array.subarray(0, block * perRow);
      for (let start = 0; start < into.length; start += part.length)
        into.set(part.subarray(0, Math.min(part.length, into.length - start)), start);
    }
  }
  return whole;
}

function arraysOf(
  column: FactColumns['columns'] extends ReadonlyMap<string, infer C> ? C : never,
): Int32Array[] {
  if (column.kind === 'flag') return [column.truth, column.known];
  if (column.kind === 'code') return [column.codes, column.known, column.among];
  return [column.low.keys, column.low.rest, column.low.absent, column.known];
}

function add(name: string, ours: number, peer: number, peerName: string, unit: string, threads: number) {
  const ratio = ours / peer;
  lines.push({ name, ours: round(ours), peer: round(peer), peerName, ratio: round(ratio), unit, threads });
  const million = (speed: number) => `${(speed / 1e6).toFixed(3)} M`;
  say(`${name}: ours ${million(ours)} ${unit}, ${peerName} ${million(peer)}: ${ratio.toFixed(2)} times`);
}

function addGoal(name: string, ms: number, goalMs: number, threads: number) {
  lines.push({
    name,
    ours: round(ms),
    peer: goalMs,
    peerName: 'goal',
    ratio: round(goalMs / ms),
    unit: 'ms',
    threads,
  });
  say(`${name}: ${Math.round(ms)} ms (goal ${goalMs} ms), ${threads} threads`);
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
