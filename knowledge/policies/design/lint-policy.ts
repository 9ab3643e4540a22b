import { isIsoDate, type IsoDate } from '~/prisma/calendar/city-date';

import { checkDerivedFacts, inputsOfFact } from '../../enterprises/check-derived-facts';
import { derivedFactSchema, type DerivedFact } from '../../enterprises/derived-fact-schema';
import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import { InvalidRuleError } from '../invalid-rule';
import type { AmountFormula } from '../policy-content';
import { prepareRule } from '../prepare-rule';
import { findField, makeRuleContext } from '../rule-context';
import { isRuleGroup, type RuleGroup, type RuleLeaf } from '../rule-schema';
import { lintBands } from './lint-bands';
import { lintBonds } from './lint-bonds';
import { lintLimits } from './lint-limits';
import { lintLogic } from './lint-logic';
import { finishPolicyDraft, type PolicyDraft } from './policy-draft';

/** Where a finding is mended. */
export type FindingTab = 'rule' | 'derived' | 'elements' | 'benefit' | 'sources' | 'tests';

/** What is wrong with a draft, or looks so. `error` keeps it from being published. */
export interface PolicyFinding {
  code: string;
  severity: 'error' | 'warning';
  tab: FindingTab;
  /** The condition, derived fact or field concerned. */
  id?: string;
  params?: Record<string, string | number>;
}

/** What a draft is held against. */
export interface LintInput {
  title: string;
  effectiveFrom: string;
  expiresOn: string | null;
  content: PolicyDraft;
  catalogue: FactCatalogue;
  /** Today in the city. */
  at: IsoDate;
  isWorkDay: (date: IsoDate) => boolean;
  /** Fact → firms with a value, of so many; absent while it isn't known. */
  coverage?: { firms: number; known: Readonly<Record<string, number>> } | undefined;
}

/** Finds what would make a policy wrong, uncomputable or unfair: pure, so that the editor runs it at each edit. */
export function lintPolicy(input: LintInput): PolicyFinding[] {
  const { content, catalogue, at } = input;
  const derived = content.derived.flatMap((fact) => {
    const parsed = derivedFactSchema.safeParse(fact);
    return parsed.success ? [parsed.data] : [];
  });
  const context = makeRuleContext(at, derived, catalogue);
  return [
    ...lintElements(input),
    ...lintDates(input),
    ...lintDerived(content, derived, catalogue, at),
    ...lintRule(content, context),
    ...lintLogic(content.rule as RuleGroup, context),
    ...lintSources(content),
    ...lintBenefit(content, context),
    ...lintLimits(content),
    ...lintBonds(content),
    ...lintSupply(content, derived, input),
  ];
}

/** The parts that every policy lists. */
function lintElements({ title, content }: LintInput): PolicyFinding[] {
  const { guide, summary, benefit } = content;
  const needed: [id: string, text: string, tab: FindingTab][] = [
    ['title', title, 'elements'],
    ['summary', summary.zh, 'elements'],
    ['audience', guide.audience.zh, 'elements'],
    ['conditions', guide.conditions.zh, 'elements'],
    ['timeLimit', guide.timeLimit.zh, 'elements'],
    ['address', guide.address.zh, 'elements'],
    ['phone', guide.phone.zh, 'elements'],
    ['benefit', benefit.label.zh, 'benefit'],
  ];
  return needed
    .filter(([, text]) => text.trim() === '')
    .map(([id, , tab]) => ({ code: `empty.${id}`, severity: 'error', tab, id }));
}

function lintDates({ effectiveFrom, expiresOn, content, at, isWorkDay }: LintInput): PolicyFinding[] {
  const found: PolicyFinding[] = [];
  const add = (code: string, severity: PolicyFinding['severity'], params?: PolicyFinding['params']) =>
    found.push({ code, severity, tab: 'elements', ...(params && { params }) });
  if (!isIsoDate(effectiveFrom)) add('date.effective', 'error');
  if (expiresOn !== null && !isIsoDate(expiresOn)) add('date.expires', 'error');
  else if (expiresOn !== null && expiresOn < effectiveFrom) add('date.expires-first', 'error');
  else if (expiresOn !== null && expiresOn < at) add('date.expired', 'warning', { date: expiresOn });
  const { window } = content;
  if (!window) return found;
  const { opens, closes, yearly } = window;
  if (!isIsoDate(opens) || !isIsoDate(closes)) {
    add('window.dates', 'error');
    return found;
  }
  if (!yearly && closes < opens) add('window.order', 'error');
  if (!yearly && (opens < effectiveFrom || (expiresOn !== null && closes > expiresOn)))
    add('window.outside', 'warning');
  if (!yearly && closes < at) add('window.closed', 'warning', { date: closes });
  // A deadline on a day off: the last work day before is what people can keep.
  const day = yearly ? nextYearly(closes, at) : closes;
  if (day >= at && !isWorkDay(day)) add('window.day-off', 'warning', { date: day });
  return found;
}

function nextYearly(date: IsoDate, at: IsoDate): IsoDate {
  const year = Number(at.slice(0, 4));
  const day = date.slice(5) === '02-29' ? '02-28' : date.slice(5);
  const here = `${year}-${day}`;
  return here >= at ? here : `${year + 1}-${day}`;
}

function lintDerived(
  { derived: drafts, rule }: PolicyDraft,
  finished: readonly DerivedFact[],
  catalogue: FactCatalogue,
  at: IsoDate,
): PolicyFinding[] {
  const found: PolicyFinding[] = [];
  for (const draft of drafts) {
    if (finished.some(({ key }) => key === draft.key)) continue;
    found.push({
      code: 'derived.unfinished',
      severity: 'error',
      tab: 'derived',
      id: draft.key,
      params: { name: draft.label || draft.key },
    });
  }
  const context = makeRuleContext(at, finished, catalogue);
  for (const { key, problem } of checkDerivedFacts(finished, context.derived, catalogue)) {
    const params = { name: context.derived.get(key)?.label ?? key, problem };
    found.push({ code: 'derived.problem', severity: 'error', tab: 'derived', id: key, params });
  }
  for (const fact of finished) found.push(...lintBands(fact, context));
  const used = usedKeys(rule as RuleGroup, finished);
  for (const fact of finished)
    if (!used.has(fact.key))
      found.push({
        code: 'derived.unused',
        severity: 'warning',
        tab: 'derived',
        id: fact.key,
        params: { name: fact.label ?? fact.key },
      });
  return found;
}

/** The fields that the rule reads, and those that they are made of. */
function usedKeys(rule: RuleGroup, derived: readonly DerivedFact[]): Set<string> {
  const used = new Set<string>();
  const visit = (key: string) => {
    if (used.has(key)) return;
    used.add(key);
    const fact = derived.find((one) => one.key === key);
    if (fact) for (const input of inputsOfFact(fact)) visit(input.key);
  };
  for (const leaf of leavesOf(rule)) if (leaf.field) visit(leaf.field);
  return used;
}

function leavesOf(node: RuleGroup | RuleLeaf): RuleLeaf[] {
  return isRuleGroup(node) ? node.rules.flatMap(leavesOf) : [node];
}

/** Each condition must be one that can be computed; the first fault of each is named at its place. */
function lintRule({ rule }: PolicyDraft, context: Parameters<typeof findField>[1]): PolicyFinding[] {
  const found: PolicyFinding[] = [];
  const add = (code: string, id: string | undefined, params?: PolicyFinding['params']) =>
    found.push({
      code,
      severity: 'error',
      tab: 'rule',
      ...(id !== undefined && { id }),
      ...(params && { params }),
    });
  const visit = (node: RuleGroup | RuleLeaf) => {
    if (isRuleGroup(node)) {
      if (node.rules.length === 0) add('rule.empty-group', node.id);
      node.rules.forEach(visit);
      return;
    }
    if (node.operator === 'declared' || node.operator === 'judged') {
      if (!node.label?.trim()) add('rule.no-words', node.id);
      return;
    }
    if (!node.field) return add('rule.no-fact', node.id);
    if (!findField(node.field, context)) return add('rule.unknown-fact', node.id, { key: node.field });
    try {
      prepareRule({ combinator: 'and', rules: [node] }, context);
    } catch (error) {
      if (!(error instanceof InvalidRuleError)) throw error;
      add(/\.operator$/.test(error.path) ? 'rule.operator' : 'rule.value', node.id);
    }
  };
  visit(rule as RuleGroup);
  return found;
}

/** Each condition cites a clause, its own or that of a group around it. */
function lintSources({ rule, sources }: PolicyDraft): PolicyFinding[] {
  const found: PolicyFinding[] = [];
  const known = new Set(sources.map(({ id }) => id));
  if (sources.length === 0) found.push({ code: 'source.none', severity: 'error', tab: 'sources' });
  for (const source of sources)
    if (!source.documentTitle?.trim())
      found.push({ code: 'source.untitled', severity: 'error', tab: 'sources', id: source.id });
  const visit = (node: RuleGroup | RuleLeaf, isCited: boolean) => {
    const wrong = node.source !== undefined && !known.has(node.source);
    if (wrong)
      found.push({ code: 'source.unknown', severity: 'error', tab: 'rule', ...(node.id && { id: node.id }) });
    const cited = isCited || (node.source !== undefined && !wrong);
    if (isRuleGroup(node)) node.rules.forEach((child) => visit(child, cited));
    else if (!cited)
      found.push({ code: 'source.missing', severity: 'error', tab: 'rule', ...(node.id && { id: node.id }) });
  };
  visit(rule as RuleGroup, false);
  return found;
}

function lintBenefit(content: PolicyDraft, context: Parameters<typeof findField>[1]): PolicyFinding[] {
  const found: PolicyFinding[] = [];
  const { amount } = content.benefit;
  const finished = finishPolicyDraft(content);
  if (!finished.ok) {
    for (const { path } of finished.problems)
      if (path.startsWith('benefit.amount'))
        found.push({ code: 'benefit.unfinished', severity: 'error', tab: 'benefit', id: path });
  }
  const visit = (formula: AmountFormula) => {
    if (formula.kind === 'product') {
      const type = findField(formula.of, context)?.type;
      if (type === undefined)
        found.push({
          code: 'benefit.unknown-fact',
          severity: 'error',
          tab: 'benefit',
          params: { key: formula.of },
        });
      else if (!['money', 'count', 'number', 'share'].includes(type))
        found.push({
          code: 'benefit.no-figure',
          severity: 'error',
          tab: 'benefit',
          params: { key: formula.of },
        });
    } else if (formula.kind === 'sum') formula.terms.forEach(visit);
    else if (formula.kind === 'cases') {
      for (const { when, then } of formula.cases) {
        try {
          prepareRule(when, context);
        } catch (error) {
          if (!(error instanceof InvalidRuleError)) throw error;
          const id = `benefit.amount.cases.${error.path}`;
          found.push({ code: 'benefit.unfinished', severity: 'error', tab: 'benefit', id });
        }
        visit(then);
      }
      if (formula.otherwise) visit(formula.otherwise);
    }
  };
  if (amount?.formula) visit(amount.formula as AmountFormula);
  return [...new Map(found.map((finding) => [`${finding.code} ${finding.id ?? ''}`, finding])).values()];
}

/** Facts that nobody holds and nobody may state: the condition would stay open for everyone. */
function lintSupply(
  content: PolicyDraft,
  derived: readonly DerivedFact[],
  { catalogue, coverage }: LintInput,
): PolicyFinding[] {
  if (!coverage || coverage.firms === 0) return [];
  const found: PolicyFinding[] = [];
  for (const key of usedKeys(content.rule as RuleGroup, derived)) {
    const definition = catalogue.get(key);
    if (!definition) continue;
    const known = coverage.known[key] ?? 0;
    const params = { fact: definition.label.zh, known, firms: coverage.firms };
    if (known === 0 && !definition.stateable)
      found.push({ code: 'supply.nobody', severity: 'error', tab: 'rule', id: key, params });
    else if (known * 20 < coverage.firms)
      found.push({ code: 'supply.few', severity: 'warning', tab: 'rule', id: key, params });
  }
  return found;
}
