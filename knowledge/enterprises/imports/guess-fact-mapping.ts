import type { FactCatalogue } from '../fact-catalogue';
import type { FactDefinition } from '../fact-definition';
import type { ColumnTarget, FigureUnit } from './fact-mapping';
import { readPeriod } from './read-cell';

// Names as registers write them; the first that fits counts.
const roles: readonly [
  'credit-code' | 'name' | 'period' | 'observed-on' | 'valid-until' | 'reference',
  RegExp,
][] = [
  ['credit-code', /统一社会信用代码|社会信用代码|信用代码|creditcode|uscc|^code$/],
  ['name', /^(?:企业|单位|公司|纳税人|主体)?名称$|^企业$|^name$/],
  ['valid-until', /有效期(?:至|止)|截止日期|到期|失效|validuntil|expires/],
  ['observed-on', /数据日期|统计日期|更新(?:日期|时间)|采集(?:日期|时间)|observed/],
  ['period', /^(?:年度|年份|所属期|税款所属期|期间|季度|统计期)$|^(?:period|year)$/],
  ['reference', /证书编号|文号|编号|流水号|备案号|reference|number/],
];

/** Other names of facts, beside the catalogue's own. */
const otherNames: Record<string, RegExp> = {
  'staff.insured': /参保(?:职工)?人数|社保人数|缴费人数/,
  'staff.count': /从业人数|职工人数|员工人数|从业人员/,
  'staff.layoff-rate': /裁员率/,
  'staff.technical': /科技人员|研发人员/,
  'revenue.annual': /营业收入|营收/,
  'sales.annual': /销售收入/,
  'assets.total': /资产总额|总资产/,
  'rd.expense': /研发(?:费用|投入|经费)/,
  'tax.taxable-income': /应纳税所得额/,
  'tax.credit-grade': /纳税信用(?:等级|级别)/,
  'tax.taxpayer-type': /纳税人(?:类型|资格)/,
  'registration.date': /成立(?:日期|时间)|注册(?:日期|时间)/,
  'registration.status': /登记状态|经营状态|企业状态/,
  'registration.capital': /注册资本/,
  'registration.address': /住所|注册地址/,
  'registration.legal-representative': /法定代表人|法人代表|^法人$|负责人/,
  'region.code': /区划/,
  'industry.code': /行业(?:代码|编码)/,
  'credit.abnormal': /经营异常/,
  'credit.dishonest': /失信/,
  'qualification.high-tech': /高新技术企业|高企/,
  'qualification.tech-sme': /科技型中小企业/,
  'qualification.srdi': /专精特新/,
};

/** A first mapping by the columns' names, for a person to correct; what isn't recognised is left out. */
export function guessFactMapping(
  columns: readonly string[],
  catalogue: FactCatalogue,
  latestYear: number,
): Record<string, ColumnTarget> {
  const taken = new Set<string>();
  return Object.fromEntries(
    columns.map((column) => {
      const target = guessColumn(column, catalogue, latestYear, columns);
      const place = target.to === 'fact' ? `${target.key} ${target.period}` : target.to;
      if (target.to === 'skip' || taken.has(place)) return [column, { to: 'skip' as const }];
      taken.add(place);
      return [column, target];
    }),
  );
}

function guessColumn(
  column: string,
  catalogue: FactCatalogue,
  latestYear: number,
  columns: readonly string[],
): ColumnTarget {
  const [key = '', ofPeriod] = column.trim().split('@');
  const named = catalogue.get(key);
  if (named) return toFact(named, ofPeriod ?? defaultPeriod(named, column, latestYear, columns), 'plain');
  const plain = column.normalize('NFKC').toLowerCase().replace(/[\s_]/g, '');
  const bare = plain.replace(/\(.*?\)/g, '');
  const definition = findDefinition(bare, catalogue);
  const role = roles.find(([, pattern]) => pattern.test(bare))?.[0];
  if (role !== undefined && (definition === null || role !== 'reference')) return { to: role };
  if (!definition || definition.key === 'credit.code') return { to: 'skip' };
  return toFact(definition, defaultPeriod(definition, plain, latestYear, columns), unitOf(plain, definition));
}

function findDefinition(bare: string, catalogue: FactCatalogue): FactDefinition | null {
  const words = bare.replace(/\d{4}年?度?(?:第?[一二三四1-4]季度|q[1-4])?/g, '');
  const all = [...catalogue.values()];
  return (
    all.find(({ label }) => label.zh.replace(/\s/g, '') === words) ??
    all.find(({ key }) => otherNames[key]?.test(words) === true) ??
    all.find(({ label }) => label.zh.length >= 4 && words.includes(label.zh)) ??
    null
  );
}

/** 2025年营业收入 says its period; else the table's column of periods, else the latest complete year. */
function defaultPeriod(
  definition: FactDefinition,
  column: string,
  latestYear: number,
  columns: readonly string[],
): string {
  if (definition.periods.length === 0) return '';
  const said = /\d{4}年?(?:第?[一二三四1-4]季度|q[1-4])|\d{4}(?=年)/i.exec(column.normalize('NFKC'))?.[0];
  const period = said === undefined ? null : readPeriod(said);
  if (period !== null) return period;
  const byRow = columns.some((one) => roles[4]?.[1].test(one.normalize('NFKC').toLowerCase().trim()));
  return byRow ? 'row' : definition.periods.includes('year') ? String(latestYear) : '';
}

function unitOf(plain: string, definition: FactDefinition): FigureUnit {
  if (definition.type === 'money') return /亿/.test(plain) ? 'yi' : /万/.test(plain) ? 'wan' : 'plain';
  return definition.type === 'share' && /%|百分/.test(plain) ? 'percent' : 'plain';
}

function toFact({ key }: FactDefinition, period: string, unit: FigureUnit): ColumnTarget {
  return { to: 'fact', key, period, unit };
}
