import type { Services } from '~/app/services.server';
import { searchTargets } from '~/knowledge/documents/relations/search-targets.server';
import { derivedFactSchema } from '~/knowledge/enterprises/derived-fact-schema';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import type { Locale } from '~/knowledge/policies/format-value';
import { applyReading } from '~/knowledge/policies/notice/apply-reading';
import {
  modelElements,
  unreadConditions,
  type ModelReading,
} from '~/knowledge/policies/notice/model-reading';
import type { Doubt, Found, FoundCondition, NoticeElement } from '~/knowledge/policies/notice/notice-draft';
import { readOrigin, type NoticeOrigin } from '~/knowledge/policies/notice/open-policy-from-notice.server';
import { readWithModel, type ReadByModel } from '~/knowledge/policies/notice/read-with-model.server';
import { makeRuleContext } from '~/knowledge/policies/rule-context';
import { ruleSentence, sentenceText } from '~/knowledge/policies/rule-sentence';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

/** Something found, in words, beside its sentence. */
export interface FindingRow {
  words: string;
  quote: string;
  path: string;
  /** The passage on the document's page; null for a text that was pasted. */
  href: string | null;
  doubts: Doubt[];
  /** The applicant confirms it: no fact says it. */
  isDeclared: boolean;
}

/** What the page shows of a notice. */
export interface NoticeFound {
  document: { id: string; title: string; documentNumber: string | null; departmentId: string | null };
  conditions: FindingRow[];
  amounts: FindingRow[];
  elements: (FindingRow & { element: NoticeElement })[];
  materials: string[];
  window: FindingRow | null;
  /** How many conditions and elements a chat model could be asked for. */
  unread: number;
  /** Of what a chat model read, how much the notice bears out; null when none was asked. */
  byModel: { kept: number; dropped: number } | null;
}

/** The documents that were searched for, or the findings of the one chosen. */
export async function readNoticePage(
  { db, now }: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  query: { q: string; documentId: string; locale: Locale },
) {
  const { q, documentId, locale } = query;
  const departments = await db.department.findMany({
    where: { id: { in: departmentsOf(reader, 'designer') } },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  });
  if (documentId === '') {
    const documents = await searchTargets(db, reader, q, cityDate(now()));
    return { q, documents, found: null, departments };
  }
  const found = await readFindings({ db, now }, reader, { origin: { documentId }, locale });
  return { q, documents: [], found, departments };
}

/** What was read of a notice, in words. Throws NotFoundError for a document that the reader doesn't see. */
export async function readFindings(
  { db, now }: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  { origin, locale, reading }: { origin: NoticeOrigin; locale: Locale; reading?: ModelReading | undefined },
): Promise<NoticeFound> {
  const { document, passages, ...read } = await readOrigin({ db }, reader, origin);
  const catalogue = await loadCatalogue(db);
  const applied = reading && applyReading(read.notice, passages, reading, { catalogue, at: cityDate(now()) });
  const { notice } = applied ?? read;
  const row = (words: string, one: Found<unknown>): FindingRow => ({
    words,
    quote: one.quote,
    path: one.path,
    href:
      document.id === ''
        ? null
        : `/documents/${document.id}?mark=${String(one.passageId)}&quote=${encodeURIComponent(one.quote.slice(0, 300))}#p-${String(one.passageId)}`,
    doubts: [...one.doubts],
    isDeclared: false,
  });
  const describe = (condition: FoundCondition): FindingRow => {
    const derived = condition.derived.map((each) => derivedFactSchema.parse(each));
    const context = makeRuleContext(cityDate(now()), derived, catalogue);
    const { value } = condition;
    const isDeclared = 'operator' in value && value.operator === 'declared';
    const rule = { combinator: 'and' as const, rules: [value] };
    return { ...row(sentenceText(ruleSentence(rule, context, locale)), condition), isDeclared };
  };
  return {
    document,
    conditions: notice.conditions.map(describe),
    amounts: notice.amounts.map((one) => row(one.quote, one)),
    elements: (Object.keys(notice.elements) as NoticeElement[]).flatMap((element) => {
      const one = notice.elements[element];
      return one ? [{ element, ...row(one.value, one) }] : [];
    }),
    materials: notice.materials.map(({ value }) => value),
    window:
      notice.window && row(`${notice.window.value.opens} – ${notice.window.value.closes}`, notice.window),
    unread: unreadConditions(notice).length + modelElements.filter((each) => !notice.elements[each]).length,
    byModel: applied ? { kept: applied.kept, dropped: applied.dropped } : null,
  };
}

/** Lets the chat model read what the rules left of a notice. Throws NotFoundError as `readFindings`. */
export async function askModelToRead(
  { db, chat }: Pick<Services, 'db' | 'chat'>,
  reader: Reader,
  { origin, signal }: { origin: NoticeOrigin; signal: AbortSignal },
): Promise<ReadByModel> {
  const read = await readOrigin({ db }, reader, origin);
  const asker = reader.personId ?? 'notice';
  return readWithModel(chat, read, await loadCatalogue(db), { signal, asker });
}
