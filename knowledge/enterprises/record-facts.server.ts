import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';

import { announceFacts } from './announce-facts.server';
import type { FactCatalogue } from './fact-catalogue';
import { toJsonValue } from './fact-value';
import { loadCatalogue } from './load-catalogue.server';
import { markConflicts } from './mark-conflicts.server';
import { parseFactValue } from './parse-fact-value';
import { granularity, isPeriod, type Period } from './period';

/** A fact to be kept: what it is, who says so, and when they saw it. */
export interface NewFact {
  key: string;
  period?: Period;
  value: unknown;
  /** The authority's or the person's name as shown. */
  source: string;
  sourceKind: 'registry' | 'certificate' | 'stated' | 'submission';
  observedAt: Date;
  validUntil?: string | null;
  reference?: string | null;
  isSample?: boolean;
}

/**
 * Adds facts to a firm's history; nothing is overwritten. Throws InvalidInputError with the sentence for each key that
 * can't be of its type or period. Returns the new rows' ids.
 */
export async function recordFacts(
  tx: Tx,
  input: {
    enterpriseId: string;
    facts: readonly NewFact[];
    recordedById?: string | null;
    catalogue?: FactCatalogue;
  },
): Promise<string[]> {
  const catalogue = input.catalogue ?? (await loadCatalogue(tx));
  const problems: Record<string, string> = {};
  const rows = input.facts.flatMap((fact) => {
    const checked = checkNewFact(fact, catalogue);
    if (checked.problem !== undefined)
      problems[fact.period ? `${fact.key}.${fact.period}` : fact.key] = checked.problem;
    return checked.problem !== undefined
      ? []
      : [{ ...fact, period: fact.period ?? '', value: checked.value }];
  });
  if (Object.keys(problems).length > 0) throw new InvalidInputError(problems);
  const ids: string[] = [];
  for (const row of rows) {
    const { id } = await tx.fact.create({
      data: { ...row, enterpriseId: input.enterpriseId, recordedById: input.recordedById ?? null },
      select: { id: true },
    });
    ids.push(id);
  }
  const [first] = rows;
  if (first) {
    await markConflicts(tx, input.enterpriseId, rows, first.observedAt);
    await announceFacts(tx);
  }
  return ids;
}

function checkNewFact(fact: Pick<NewFact, 'key' | 'period' | 'value'>, catalogue: FactCatalogue) {
  const definition = catalogue.get(fact.key);
  if (!definition) return { problem: '数据目录中没有这一项' };
  const period = fact.period ?? '';
  const kind = granularity(period);
  const fits =
    kind === 'none' ? definition.periods.length === 0 : isPeriod(period) && definition.periods.includes(kind);
  if (!fits) return { problem: `${definition.label.zh}的期间不对：${period || '没有期间'}` };
  const parsed = parseFactValue(definition, fact.value, kind === 'quarter');
  if (!parsed.ok) return { problem: parsed.problem };
  const json = toJsonValue(parsed.value, definition.type);
  return { value: definition.type === 'money' ? String(json) : json };
}

/**
 * Keeps what a firm's member states about the firm (贵公司声明). An authority's record still goes first. Throws
 * NotFoundError without the right to the firm, InvalidInputError for a value that can't be, or a fact that only an
 * authority may state.
 */
export async function recordStatedFact(
  tx: Tx,
  input: {
    reader: Reader;
    enterpriseId: string;
    key: string;
    value: unknown;
    period?: Period;
    at: Date;
    /** Where it was said: `conversation:ID`. */
    reference?: string;
    catalogue?: FactCatalogue;
  },
): Promise<string> {
  const { reader, enterpriseId, key, at } = input;
  if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
  const catalogue = input.catalogue ?? (await loadCatalogue(tx));
  const definition = catalogue.get(key);
  if (definition && !definition.stateable) {
    throw new InvalidInputError({
      [key]: `${definition.label.zh}以${definition.authority.zh}的记录为准，不能自行填报`,
    });
  }
  const fact: NewFact = {
    key,
    value: input.value,
    source: reader.name ?? '',
    sourceKind: 'stated',
    observedAt: at,
    ...(input.period && { period: input.period }),
    ...(input.reference && { reference: input.reference }),
  };
  const [id = ''] = await recordFacts(tx, {
    enterpriseId,
    facts: [fact],
    recordedById: reader.personId ?? reader.keyId,
    catalogue,
  });
  const detail = { key, period: input.period ?? '' };
  await appendAuditEntry(
    tx,
    reader,
    { action: 'fact.stated', subjectKind: 'fact', subjectId: id, enterpriseId, detail },
    at,
  );
  return id;
}
