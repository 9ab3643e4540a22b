import type { FactCatalogue } from './fact-catalogue';
import type { FactDefinition } from './fact-definition';
import type { FactSet, KnownFact } from './fact-set';
import { parseFactValue } from './parse-fact-value';
import { granularity, isPeriod, latestYear, type Period } from './period';

/** What the facts are checked against. */
export interface ParseContext {
  catalogue: FactCatalogue;
  /** Keys that are computed: they can't be stated. */
  derivedKeys: { has(key: string): boolean };
  /** The day for which a bare value of a periodic fact is meant. */
  asOf: string;
}

/** The facts that are in order, and by key (`staff.count`, `staff.count.2025Q5`) what is wrong with the others. */
export interface ParsedFacts {
  facts: FactSet;
  problems: Record<string, string>;
}

/**
 * Reads `{key: value}` or `{key: {period: value}}` as given by a caller. A bare value of a periodic fact stands for the
 * latest complete year. Nothing is guessed: what isn't of its type is a problem, not an unknown.
 */
export function parseFacts(raw: Readonly<Record<string, unknown>>, context: ParseContext): ParsedFacts {
  const facts = new Map<string, ReadonlyMap<Period, KnownFact>>();
  const problems: Record<string, string> = {};
  for (const key of Object.keys(raw)) {
    const definition = context.catalogue.get(key);
    if (!definition) {
      problems[key] = context.derivedKeys.has(key)
        ? '这项数据由系统根据其他数据计算得出，不能直接填报'
        : '数据目录中没有这一项';
      continue;
    }
    const values = parseEntry(definition, raw[key], context.asOf, (at, problem) => (problems[at] = problem));
    if (values) facts.set(key, values);
  }
  return { facts, problems };
}

type Report = (key: string, problem: string) => void;

function parseEntry(
  definition: FactDefinition,
  raw: unknown,
  asOf: string,
  report: Report,
): ReadonlyMap<Period, KnownFact> | null {
  if (raw === null || raw === undefined) {
    report(definition.key, `没有数据时请不要列出“${definition.label.zh}”`);
    return null;
  }
  if (typeof raw !== 'object') {
    const parsed = parseFactValue(definition, raw);
    if (parsed.ok) {
      return new Map([[definition.periods.length ? String(latestYear(asOf)) : '', { value: parsed.value }]]);
    }
    report(definition.key, parsed.problem);
    return null;
  }
  if (Array.isArray(raw) || definition.periods.length === 0) {
    report(
      definition.key,
      `${definition.label.zh}应为单个值${definition.periods.length ? '，或从期间到值的对象' : ''}`,
    );
    return null;
  }
  return parsePeriods(definition, raw as Record<string, unknown>, report);
}

function parsePeriods(definition: FactDefinition, raw: Record<string, unknown>, report: Report) {
  const values = new Map<Period, KnownFact>();
  const kinds = new Set<string>();
  let sound = true;
  const fail = (key: string, problem: string) => {
    report(key, problem);
    sound = false;
  };
  const allowed = definition.periods
    .map((kind) => (kind === 'year' ? '年（2025）' : '季度（2025Q3）'))
    .join('或');
  for (const [period, value] of Object.entries(raw)) {
    const at = `${definition.key}.${period}`;
    const kind = granularity(period);
    if (!isPeriod(period) || kind === 'none' || !definition.periods.includes(kind)) {
      fail(at, `${definition.label.zh}的期间应为${allowed}`);
      continue;
    }
    kinds.add(kind);
    const parsed = parseFactValue(definition, value, kind === 'quarter');
    if (parsed.ok) values.set(period, { value: parsed.value });
    else fail(at, parsed.problem);
  }
  if (kinds.size > 1)
    fail(definition.key, `${definition.label.zh}请只按一种期间填写：全部按年，或全部按季度`);
  if (Object.keys(raw).length === 0) fail(definition.key, `没有数据时请不要列出“${definition.label.zh}”`);
  return sound ? values : null;
}
