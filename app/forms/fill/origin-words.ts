import type { FieldProvenance } from '~/forms/prefill/field-provenance';

type Translate = (key: string, params?: Record<string, string | number>) => string;

/** Where a value comes from, in words and in the order in which they stand. */
export interface OriginWords {
  icon: string;
  /** 来源： or what says everything. */
  lead: string;
  /** The authority's name, in bold. */
  source: string | null;
  rest: string[];
  locked: boolean;
}

/** The date of an instant in the city's calendar. */
export function dayOf(instant: string | Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(instant));
}

/** 来源：人社局 · 2026-10-31 更新 · 已锁定; 上次填报 2025-03-02; 您在对话中说的 · 2026-11-02. Pure. */
export function originWords(origin: FieldProvenance, t: Translate): OriginWords {
  const date = dayOf(origin.observedAt);
  const words: OriginWords = {
    icon: 'bi-database',
    lead: t('fill.origin.source'),
    source: origin.source,
    rest: [t('fill.origin.date', { date })],
    locked: origin.locked,
  };
  if (origin.sourceKind === 'form') return { ...words, lead: t('fill.origin.form'), source: null, rest: [] };
  if (origin.taken) {
    words.icon = 'bi-paperclip';
    words.lead = t('fill.origin.file-taken', { date });
    words.source = null;
    words.rest = [origin.source, t('fill.origin.number', { number: origin.reference ?? '' })];
    if (origin.validUntil) words.rest.push(t('fill.origin.valid-until', { date: origin.validUntil }));
  } else if (origin.sourceKind === 'submission') {
    words.icon = 'bi-clock-history';
    words.lead = t('fill.origin.earlier', { date });
    words.source = null;
    words.rest = [origin.source];
  } else if (origin.sourceKind === 'licence') {
    words.icon = 'bi-camera';
    words.lead = t('fill.origin.licence');
    words.source = null;
    words.rest = [
      date,
      ...(origin.readAs === undefined ? [] : [t('fill.origin.read-as', { text: origin.readAs })]),
    ];
  } else if (origin.sourceKind === 'stated') {
    words.icon = origin.fromChat ? 'bi-chat-left-text' : 'bi-person-check';
    words.lead = t(origin.fromChat ? 'fill.origin.chat' : 'fill.origin.stated');
    words.source = null;
  } else if (origin.pending && (origin.value === null || origin.value === undefined)) {
    words.rest = origin.check ? [] : [t('fill.origin.silent')];
  } else if (origin.sourceKind === 'certificate' && origin.reference !== null) {
    words.icon = 'bi-patch-check';
    words.rest = [
      t('fill.origin.number', { number: origin.reference }),
      origin.validUntil
        ? t('fill.origin.valid-until', { date: origin.validUntil })
        : t('fill.origin.issued', { date }),
    ];
  }
  if (origin.check?.state === 'verified') words.rest.push(t('fill.origin.verified'));
  else if (origin.check?.state === 'differs')
    words.rest.push(t('fill.origin.differs', { found: origin.check.foundText ?? '' }));
  else if (origin.pending) words.rest.push(t('fill.origin.pending'));
  if (origin.dispute) words.rest.push(t('fill.origin.disputed', { claimed: origin.dispute.claimedText }));
  if (origin.edited) words.rest.push(t('fill.origin.edited'));
  return words;
}
