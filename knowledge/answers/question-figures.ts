import { extractFigures } from './extract-figures';
import type { Bound, Figure } from './figures/figure';

const up: ReadonlySet<Bound | null> = new Set<Bound>(['at-least', 'above']);
const down: ReadonlySet<Bound | null> = new Set<Bound>(['at-most', 'below']);
const askedUnit = /(?:多少|几)个?(工作日|天|日|周|月|季度|年|岁|人)/;
const sameUnit: Record<string, string[]> = {
  天: ['日', '工作日'],
  日: ['日', '工作日'],
  工作日: ['工作日', '日'],
};

const asksShare = /几个点|百分之几|比例|税率|利率|占.{0,6}多少|几成|费率/;

/** What a question's own figures say of a clause, from −0.2 to 0.5: whose case the clause is. */
export function figureFit(question: string, clause: string): number {
  const asked = extractFigures(question).filter(isMeasure);
  const unit = askedUnit.exec(question)?.[1];
  const wantsShare = asksShare.test(question);
  if (asked.length === 0 && unit === undefined && !wantsShare) return 0;
  const known = extractFigures(clause).filter(isMeasure);
  const sides = asked.map((figure) => sideFit(figure, known));
  const bySide = sides.find((fit) => fit !== 0) ?? 0;
  const byShare = wantsShare && known.some(({ kind }) => kind === 'share') ? 0.2 : 0;
  return bySide + byShare + (unit === undefined ? 0 : unitFit(unit, known));
}

/** 超过十万 asks for the case above, which 10万元以下 isn't. */
function sideFit(asked: Figure, known: Figure[]): number {
  const same = known.filter(({ value }) => value === asked.value);
  if (asked.bound === null || same.length === 0) return 0;
  const isUp = up.has(asked.bound);
  const agrees = same.some(({ bound }) => (isUp ? up : down).has(bound));
  const opposes = same.some(({ bound }) => (isUp ? down : up).has(bound));
  if (agrees) return 0.15;
  return opposes ? -0.2 : 0;
}

/** 多少天 wants days, not a year. */
function unitFit(unit: string, known: Figure[]): number {
  const units = sameUnit[unit] ?? [unit];
  return known.some((figure) => figure.kind === 'quantity' && units.includes(figure.unit)) ? 0.15 : 0;
}

const isMeasure = ({ kind }: Figure) => ['number', 'amount', 'quantity', 'share'].includes(kind);
