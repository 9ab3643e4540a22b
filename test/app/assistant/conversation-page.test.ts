import { describe, expect, it } from 'vitest';

import { applyEvent, startLiveTurn } from '~/app/assistant/apply-event';
import { chatRequestSchema } from '~/app/assistant/chat-request';
import { clearFlashCode, readFlashCode, setFlashCode } from '~/app/assistant/flash-code';
import { quoteGuide } from '~/app/assistant/quote-guide';
import { takeEvents } from '~/app/assistant/read-events';
import { splitMarks } from '~/app/assistant/split-marks';
import { labelOf, type AnswerCitation, type TurnEvent } from '~/app/assistant/turn-answer';
import { openDraft } from '~/app/assistant/turn-draft';
import type { SourcePassage } from '~/knowledge/answers/source-passage';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';

const passage: SourcePassage = {
  ...{
    passageId: 7,
    documentId: 'd',
    title: '办法',
    documentNumber: null,
    issuer: null,
    path: '第一条',
    text: '甲。乙。',
  },
  ...{
    textKind: 'original',
    status: 'in-force',
    effectiveFrom: null,
    expiresOn: null,
    similarity: null,
    found: true,
  },
};
const start = { conversationId: 'c', turnId: 't', intent: 'ask-policy' as const };

describe('a turn being written', () => {
  it('joins what continues a block and counts citations by passage', () => {
    const draft = openDraft(start);
    draft.addText('text', 'model', '甲。 [1] ', { join: true });
    expect(draft.cite(passage, '甲。').n).toBe(1);
    draft.addText('text', 'model', '乙。 [1] ', { join: true });
    expect(draft.cite(passage, '乙。')).toEqual({ n: 1, event: null });
    draft.addText('note', 'computed', '注');
    const answer = draft.finish();
    expect(answer.blocks).toHaveLength(2);
    expect(answer).toMatchObject({ mode: 'model', citations: [{ n: 1, quote: '甲。……乙。' }] });
    draft.withdrawProse();
    expect(draft.answer.blocks).toMatchObject([{ kind: 'note' }]);
  });

  it('bears exactly one label', () => {
    const block = { block: 1, kind: 'text' as const, text: '' };
    const of = (mode: 'model' | 'extractive' | 'computed' | 'none') => ({
      blocks: [{ ...block, mode }],
      verdicts: [],
    });
    expect(labelOf(of('model'))).toBe('model');
    expect(labelOf(of('extractive'))).toBe('extractive');
    expect(labelOf({ ...of('extractive'), modelFailure: 'busy' })).toBe('model-failed');
    expect(labelOf(of('computed'))).toBe('computed');
    expect(labelOf(of('none'))).toBe('none');
  });
});

describe('the stream', () => {
  it('is cut into events however it arrives', () => {
    const text = ': waiting\n\nevent: text\ndata: {"block":1}\n\nevent: done\ndata: {"a":1}\n\nevent: te';
    expect(takeEvents(text)).toEqual({
      events: [
        { event: 'text', data: { block: 1 } },
        { event: 'done', data: { a: 1 } },
      ],
      rest: 'event: te',
    });
  });

  it('grows the turn, and withdraws what fell back', () => {
    const citation = { n: 1 } as AnswerCitation;
    const status = (stage: 'searching' | 'fell-back'): TurnEvent => ({
      event: 'status',
      data: { stage, conversationId: 'c', turnId: 't' },
    });
    const text = (delta: string): TurnEvent => ({
      event: 'text',
      data: { block: 1, delta, mode: 'model', kind: 'text' },
    });
    const grow = (events: TurnEvent[]) => events.reduce(applyEvent, startLiveTurn('问'));
    expect(
      grow([status('searching'), text('甲'), text('乙'), { event: 'citation', data: citation }]).answer,
    ).toMatchObject({
      conversationId: 'c',
      blocks: [{ text: '甲乙' }],
      citations: [{ n: 1 }],
    });
    expect(grow([text('甲'), status('fell-back')]).answer.blocks).toEqual([]);
    const rest = [
      { event: 'verdict', data: { policyId: 'p' } },
      { event: 'question', data: { fact: 'f' } },
      { event: 'form', data: { formId: 'x' } },
      { event: 'handover', data: { queryCode: 'q' } },
    ] as TurnEvent[];
    expect(grow(rest).answer).toMatchObject({
      verdicts: [{ policyId: 'p' }],
      nextQuestion: { fact: 'f' },
      form: { formId: 'x' },
      handover: { queryCode: 'q' },
    });
    expect(grow([{ event: 'error', data: { code: 'x', title: '坏了' } }])).toMatchObject({
      stage: 'failed',
      problem: '坏了',
    });
    expect(grow([{ event: 'done', data: openDraft(start).answer }]).stage).toBe('done');
  });
});

it('cuts marks of known citations out of the text, and no others', () => {
  expect(splitMarks('甲。 [1] 乙[2]丙[2023]', new Set([1]))).toEqual([
    { text: '甲。' },
    { n: 1 },
    { text: '乙[2]丙[2023]' },
  ]);
});

it('carries a query code over one redirect only', () => {
  const cookie = setFlashCode('c', 'ABCDE-23456', true);
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax; Secure$/);
  const sent = cookie.split(';')[0] ?? '';
  expect(readFlashCode(`a=b; ${sent}`, 'c')).toBe('ABCDE-23456');
  expect(readFlashCode(sent, 'other')).toBeNull();
  expect(readFlashCode('hq_code=%7Bbroken', 'c')).toBeNull();
  expect(readFlashCode(null, 'c')).toBeNull();
  expect(clearFlashCode).toContain('Max-Age=0');
});

it('takes a request of the contract and refuses others', () => {
  expect(chatRequestSchema.safeParse({ message: '问', asOf: '2025-12-31' }).success).toBe(true);
  expect(chatRequestSchema.safeParse({ message: '问', asOf: '2025-02-30' }).success).toBe(false);
  expect(chatRequestSchema.safeParse({ message: '问', extra: 1 }).success).toBe(false);
});

it('quotes what the policy says of papers, place and phone', () => {
  const guide = {
    phone: { zh: '12345' },
    address: { zh: '大厅' },
    audience: { zh: '企业' },
    materials: [{ zh: '甲', en: 'a' }, { zh: '乙' }],
    how: [],
  };
  const policy = {
    id: 'p',
    title: '政策',
    titleEn: 'Policy',
    content: { guide },
  } as unknown as PublishedPolicy;
  const quoted = (
    aspect: 'materials' | 'phone' | 'where' | 'who' | 'how',
    locale: 'zh-CN' | 'en' = 'zh-CN',
  ) => {
    const draft = openDraft(start);
    const events = [...quoteGuide(draft, policy, aspect, locale)];
    return { events, blocks: draft.answer.blocks };
  };
  expect(quoted('materials').blocks[1]?.text).toBe('1. 甲\n2. 乙');
  expect(quoted('materials', 'en').blocks[1]?.text).toBe('1. a\n2. 乙');
  expect(quoted('phone').blocks[0]?.link).toBe('/policies/p');
  expect(quoted('where').blocks[1]?.text).toBe('大厅');
  expect(quoted('who').blocks[1]?.text).toBe('企业');
  expect(quoted('how').blocks).toEqual([]);
});
