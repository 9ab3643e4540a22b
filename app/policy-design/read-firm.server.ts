import type { Services } from '~/app/services.server';
import { checkDerivedFacts, inputsOfFact } from '~/knowledge/enterprises/check-derived-facts';
import { derivedFactSchema, type DerivedFact } from '~/knowledge/enterprises/derived-fact-schema';
import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import { toJsonValue } from '~/knowledge/enterprises/fact-value';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { noteAccess } from '~/knowledge/enterprises/note-access.server';
import { loadFacts } from '~/knowledge/enterprises/load-facts.server';
import { toConditionJson, type ConditionJson } from '~/knowledge/policies/condition-json';
import { countShown } from '~/knowledge/policies/count-shown';
import { getPolicyForDesign } from '~/knowledge/policies/design/get-policy-for-design.server';
import { evaluatePrepared } from '~/knowledge/policies/evaluate-rule';
import { InvalidRuleError } from '~/knowledge/policies/invalid-rule';
import { prepareRule } from '~/knowledge/policies/prepare-rule';
import { makeRuleContext, type RuleContext } from '~/knowledge/policies/rule-context';
import {
  isRuleGroup,
  ruleGroupSchema,
  type RuleGroup,
  type RuleLeaf,
} from '~/knowledge/policies/rule-schema';
import type { Shown } from '~/knowledge/policies/shown';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';

type Deps = Pick<Services, 'db' | 'now'>;

/** Firms to choose from. */
export interface FoundFirms {
  firms: { id: string; name: string; creditCode: string }[];
}

/** Firms by name or credit code, for those who write the policy. Throws NotFoundError for another's policy. */
export async function findFirms(
  { db, now }: Deps,
  reader: Reader,
  policyId: string,
  q: string,
): Promise<FoundFirms> {
  await getPolicyForDesign({ db, now }, reader, policyId);
  const firms = await db.enterprise.findMany({
    where:
      q === '' ? {} : { OR: [{ name: { contains: q } }, { creditCode: { startsWith: q.toUpperCase() } }] },
    orderBy: { name: 'asc' },
    take: 12,
    select: { id: true, name: true, creditCode: true },
  });
  return { firms };
}

/** A firm as the draft sees it. */
export interface FirmPreview {
  id: string;
  name: string;
  /** The facts that rule and derived facts read, as a test case takes them. */
  facts: Record<string, unknown>;
  shown: Exclude<Shown, 'expired'> | null;
  conditions: ConditionJson[];
  /** Each derived fact: its value, or what is certain of it. */
  derived: Record<string, ConditionJson>;
}

/**
 * Reads the facts of a firm that the draft needs, and no others; confidential ones are left out. That a department read
 * them is in the audit trail under the firm, and in the log that the firm reads.
 */
export async function readFirmForDesign(
  { db, now }: Deps,
  reader: Reader,
  policyId: string,
  asked: { enterpriseId: string; rule?: unknown; derived: unknown[] },
  locale: 'zh' | 'en',
): Promise<FirmPreview> {
  await getPolicyForDesign({ db, now }, reader, policyId);
  const firm = await db.enterprise.findUnique({
    where: { id: asked.enterpriseId },
    select: { id: true, name: true },
  });
  if (!firm) throw new NotFoundError('enterprise', asked.enterpriseId);
  const at = cityDate(now());
  const catalogue = await loadCatalogue(db);
  const parsed = asked.derived.flatMap((fact): DerivedFact[] => {
    const found = derivedFactSchema.safeParse(fact);
    return found.success ? [found.data] : [];
  });
  const wrong = new Set(
    checkDerivedFacts(parsed, makeRuleContext(at, parsed, catalogue).derived, catalogue).map(
      ({ key }) => key,
    ),
  );
  const derived = parsed.filter(({ key }) => !wrong.has(key));
  const context = makeRuleContext(at, derived, catalogue);
  const all = await loadFacts(db, firm.id, at, catalogue);
  const rule = ruleGroupSchema.safeParse(asked.rule);
  const keys = neededKeys(rule.success ? rule.data : null, context);
  const facts = new Map(
    [...all].filter(([key]) => keys.has(key) && catalogue.get(key)?.sensitivity !== 'confidential'),
  );
  const factReader = openFactReader(facts, context);
  const preview: FirmPreview = {
    id: firm.id,
    name: firm.name,
    facts: Object.fromEntries(
      [...facts].map(([key, periods]) => {
        const type = catalogue.get(key)?.type ?? 'text';
        const values = [...periods].map(([period, { value }]) => [period, toJsonValue(value, type)] as const);
        return [
          key,
          periods.has('') ? values.find(([period]) => period === '')?.[1] : Object.fromEntries(values),
        ];
      }),
    ),
    shown: null,
    conditions: [],
    derived: Object.fromEntries(
      derived.map((fact) => [fact.key, readDerived(fact, context, factReader, locale)]),
    ),
  };
  try {
    if (rule.success) {
      const evaluation = evaluatePrepared(prepareRule(rule.data, context), factReader);
      preview.shown = countShown(evaluation);
      preview.conditions = evaluation.conditions.map((condition) =>
        toConditionJson(condition, context, locale),
      );
    }
  } catch (error) {
    // The editor says beside the condition what is unfinished.
    if (!(error instanceof InvalidRuleError)) throw error;
  }
  const event = {
    action: 'firm-facts.read',
    subjectKind: 'policy',
    subjectId: policyId,
    enterpriseId: firm.id,
    detail: { keys: [...facts.keys()] },
  };
  await db.$transaction((tx) => appendAuditEntry(tx, reader, event, now()));
  await noteAccess(db, reader, {
    ...{ enterpriseId: firm.id, purpose: 'design', subjectId: policyId, at: now() },
    keys: [...facts.keys()].sort(),
  });
  return preview;
}

/** The derived fact as a condition's evidence shows it: value, bounds, points. */
function readDerived(
  { key }: DerivedFact,
  context: RuleContext,
  reader: ReturnType<typeof openFactReader>,
  locale: 'zh' | 'en',
): ConditionJson {
  const reading = reader.read(key);
  const label = { zh: key, en: key };
  return toConditionJson(
    {
      node: {
        kind: 'leaf',
        id: key,
        label,
        expected: label,
        source: undefined,
        curable: undefined,
        operator: '=',
        field: { key, type: 'text', label, unit: label, words: null, curable: false, derived: true },
        operands: [],
        test: () => null,
      },
      result: reading.value === undefined ? 'unknown' : 'met',
      reading,
    },
    context,
    locale,
  );
}

/** Catalogue keys that the rule and the policy's derived facts are computed from. */
function neededKeys(rule: RuleGroup | null, context: RuleContext): Set<string> {
  const keys = new Set<string>();
  const seen = new Set<string>();
  const add = (key: string) => {
    if (seen.has(key)) return;
    seen.add(key);
    const derived = context.derived.get(key);
    if (!derived) keys.add(key);
    else for (const input of inputsOfFact(derived)) add(input.key);
  };
  const visit = (node: RuleGroup | RuleLeaf) => {
    if (isRuleGroup(node)) node.rules.forEach(visit);
    else if (node.field) add(node.field);
  };
  if (rule) visit(rule);
  for (const key of context.derived.keys()) if (key !== 'size' && key !== 'registration.years') add(key);
  return keys;
}
