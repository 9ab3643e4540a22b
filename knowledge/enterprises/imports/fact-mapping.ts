import { z } from 'zod';

import { isIsoDate } from '~/prisma/calendar/city-date';

import type { FactCatalogue } from '../fact-catalogue';
import { granularity, isPeriod } from '../period';

/** How a column's figures are written. `percent`: 5 means 5 %. */
export const figureUnits = ['plain', 'wan', 'yi', 'percent'] as const;
export type FigureUnit = (typeof figureUnits)[number];

/** What a column of a register means. A fact's period is its own, or that of the row (`row`). */
export const columnTargetSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('skip') }),
  z.strictObject({
    to: z.enum(['credit-code', 'name', 'period', 'observed-on', 'valid-until', 'reference']),
  }),
  z.strictObject({
    to: z.literal('fact'),
    key: z.string().min(1).max(120),
    period: z.string().max(8).default(''),
    unit: z.enum(figureUnits).default('plain'),
  }),
]);
export type ColumnTarget = z.infer<typeof columnTargetSchema>;

/** How a register is read: its columns, the day on which it was drawn, what it stands for. */
export const factMappingSchema = z.strictObject({
  columns: z.record(z.string().max(200), columnTargetSchema),
  observedOn: z.string().refine(isIsoDate, '应为存在的日期，写作 2026-11-22'),
  kind: z.enum(['registry', 'certificate']).default('registry'),
  /** Whether firms that the city doesn't know yet are added by their code and name. */
  addFirms: z.boolean().default(false),
});
export type FactMapping = z.infer<typeof factMappingSchema>;

/** What keeps a mapping from being used, by field: a sentence each; empty when it can be. */
export function mappingProblems(
  mapping: FactMapping,
  catalogue: FactCatalogue,
  mayBringIn: (key: string) => boolean,
  today: string,
): Record<string, string> {
  const problems: Record<string, string> = {};
  const targets = Object.entries(mapping.columns);
  const of = (to: ColumnTarget['to']) => targets.filter(([, target]) => target.to === to);
  if (of('credit-code').length !== 1) problems.columns = '请指定一列为统一社会信用代码，企业以它区分';
  else if (of('fact').length === 0) problems.columns = '请至少指定一列为数据项';
  if (mapping.addFirms && of('name').length === 0 && !hasFact(mapping, 'registration.name'))
    problems.addFirms = '要新增企业，请指定哪一列是企业名称';
  if (mapping.observedOn > today) problems.observedOn = `数据日期不能晚于今天（${today}）`;
  for (const to of ['name', 'period', 'observed-on', 'valid-until', 'reference'] as const) {
    const [, second] = of(to);
    if (second) problems[`columns.${second[0]}`] = '这一含义只能指定给一列';
  }
  const seen = new Map<string, string>();
  for (const [column, target] of targets) {
    if (target.to !== 'fact') continue;
    const problem = factColumnProblem(target, catalogue, mayBringIn, of('period').length > 0);
    const place = `${target.key} ${target.period}`;
    if (problem !== null) problems[`columns.${column}`] = problem;
    else if (seen.has(place)) problems[`columns.${column}`] = `与“${seen.get(place) ?? ''}”指定了同一项数据`;
    seen.set(place, column);
  }
  return problems;
}

function hasFact(mapping: FactMapping, key: string): boolean {
  return Object.values(mapping.columns).some((target) => target.to === 'fact' && target.key === key);
}

function factColumnProblem(
  target: Extract<ColumnTarget, { to: 'fact' }>,
  catalogue: FactCatalogue,
  mayBringIn: (key: string) => boolean,
  hasPeriodColumn: boolean,
): string | null {
  const definition = catalogue.get(target.key);
  if (!definition) return '数据目录中没有这一项';
  if (!mayBringIn(target.key))
    return `${definition.label.zh}由${definition.authority.zh}维护，请由该部门或数据归集部门导入`;
  if (definition.periods.length === 0)
    return target.period === '' ? null : `${definition.label.zh}不分期间，请去掉期间`;
  if (target.period === 'row') return hasPeriodColumn ? null : '没有指定期间列；请指定，或为这一列写明期间';
  const kind = granularity(target.period);
  if (target.period !== '' && isPeriod(target.period) && kind !== 'none' && definition.periods.includes(kind))
    return null;
  const forms = definition.periods.map((one) => (one === 'year' ? '2025' : '2025Q3')).join(' 或 ');
  return `请写明${definition.label.zh}的期间，例如 ${forms}`;
}
