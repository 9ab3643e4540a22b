import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openChatModels } from '~/knowledge/answers/chat-models.server';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { factDefinitionSchema } from '~/knowledge/enterprises/fact-definition';
import { applyReading } from '~/knowledge/policies/notice/apply-reading';
import {
  conditionPrompt,
  elementPrompt,
  modelReadingSchema,
  parseReading,
  unreadConditions,
} from '~/knowledge/policies/notice/model-reading';
import { readNotice } from '~/knowledge/policies/notice/read-notice';
import { readWithModel } from '~/knowledge/policies/notice/read-with-model.server';
import { parseSettings } from '~/prisma/settings.server';

import { startOllamaServer, type OllamaServer } from '../../../setup/ollama-server';

const words = (zh: string) => ({ zh, en: zh });
const own = (key: string, zh: string, more: object) =>
  factDefinitionSchema.parse({
    key,
    group: 'other',
    label: words(zh),
    authority: words('统计局'),
    question: words(`${zh}是多少？`),
    ...more,
  });
/** Facts of departments' own, whose names no pattern knows. */
const catalogue = new Map([
  ...builtInCatalogue,
  ['export.volume', own('export.volume', '出口额', { type: 'money', periods: ['year'] })],
  ['brand.famous', own('brand.famous', '驰名商标', { type: 'boolean' })],
  [
    'park.level',
    own('park.level', '入驻园区级别', {
      type: 'code',
      codes: [
        { code: 'n', words: words('国家级') },
        { code: 'p', words: words('省级') },
      ],
    }),
  ],
]);
const passages = [
  {
    id: 7,
    path: '第五条',
    text: `申请企业应当同时符合下列条件：
（一）上一年外贸出口达到1000万元以上；
（二）商标被认定为驰名；
（三）入驻的园区为国家级或省级；
（四）没有被责令停产停业；
（五）大型企业裁员率不高于5%，其他不高于20%。`,
  },
  { id: 8, path: '第九条', text: '有疑问的企业请拨打0599-1234567，由工作人员在5日内答复。' },
];
const knowledge = { catalogue, region: { code: '359900', names: ['云江市'] } };
const notice = readNotice(passages, knowledge);
const at = '2026-06-30';
const apply = (...conditions: object[]) =>
  applyReading(notice, passages, modelReadingSchema.parse({ conditions, elements: [] }), { catalogue, at });
const claim = { n: 0, field: 'export.volume', operator: '>=', value: 10_000_000 };

describe('what a model read of a notice', () => {
  it('is asked only for what the rules left, never for a sentence of several cases', () => {
    expect(unreadConditions(notice)).toEqual([0, 1, 2, 3]);
    const asked = conditionPrompt(notice, catalogue, 4_000);
    expect(asked?.user).toContain('export.volume|出口额');
    expect(asked?.user).not.toContain('裁员率不高于');
    expect(conditionPrompt(notice, catalogue, 50)).toBeNull();
    expect(elementPrompt(notice, passages, 4_000)?.system).toContain('phone：咨询电话');
  });

  it('is taken where the sentence bears it out, and marked', () => {
    const { notice: read, kept } = apply(
      claim,
      { n: 1, field: 'brand.famous', operator: 'isTrue' },
      { n: 2, field: 'park.level', operator: 'in', value: ['n', 'p'] },
    );
    expect(kept).toBe(3);
    expect(read.conditions.slice(0, 3).map(({ value, doubts }) => [value, doubts])).toMatchObject([
      [{ field: 'export.volume', operator: '>=', value: 10_000_000 }, ['by-model']],
      [{ field: 'brand.famous', operator: 'isTrue' }, ['by-model']],
      [{ field: 'park.level', operator: 'in', value: ['n', 'p'] }, ['by-model']],
    ]);
    expect(read.conditions[0]?.quote).toBe(notice.conditions[0]?.quote);
  });

  it.each([
    ['another figure', { ...claim, value: 20_000_000 }],
    ['another bound', { ...claim, operator: '<=' }],
    ['a bound that leaves the figure out', { ...claim, operator: '>' }],
    ['a fact that there is not', { ...claim, field: 'export.made-up' }],
    ['a fact that the sentence does not name', { ...claim, field: 'assets.total' }],
    ['a value of another type', { ...claim, value: '很多' }],
    ['the opposite', { n: 1, field: 'brand.famous', operator: 'isFalse' }],
    ['a code that the sentence does not name', { n: 2, field: 'park.level', operator: '=', value: 'x' }],
    ['a figure where there is none', { n: 3, field: 'export.volume', operator: '>=', value: 1 }],
    ['a condition that the rules read or left on purpose', { ...claim, n: 4 }],
    ['a condition that there is not', { ...claim, n: 40 }],
  ])('is dropped when it is %s', (_, wrong) => {
    const applied = apply(wrong);
    expect(applied).toMatchObject({ kept: 0, dropped: 1 });
    expect(applied.notice.conditions).toEqual(notice.conditions);
  });

  it('never brings in a figure that its sentence lacks', () => {
    const claims = fc.record({
      n: fc.integer({ min: 0, max: 5 }),
      field: fc.constantFrom('export.volume', 'staff.count', 'assets.total', 'staff.layoff-rate'),
      operator: fc.constantFrom('<', '<=', '=', '>=', '>', 'isTrue'),
      value: fc.oneof(fc.constantFrom(10_000_000, '10000000', 0.05, 0.2, 1000), fc.integer()),
    });
    fc.assert(
      fc.property(claims, (each) => {
        const { kept } = apply(each);
        const isRight =
          each.n === 0 &&
          each.field === 'export.volume' &&
          each.operator === '>=' &&
          Number(each.value) === 10_000_000;
        expect(kept).toBe(isRight ? 1 : 0);
      }),
    );
  });

  it('gives elements only word for word, and only where the words can be one', () => {
    const elements = [
      { element: 'phone' as const, quote: '有疑问的企业请拨打0599-1234567' },
      { element: 'timeLimit' as const, quote: '在5个工作日内答复' },
      { element: 'address' as const, quote: '有疑问的企业请拨打' },
    ];
    const { notice: read, kept } = applyReading(
      notice,
      passages,
      { conditions: [], elements },
      { catalogue, at },
    );
    expect(kept).toBe(1);
    expect(read.elements.phone).toMatchObject({ passageId: 8, doubts: ['by-model'] });
    expect(read.elements.timeLimit).toEqual(notice.elements.timeLimit);
  });

  it('is read from whatever else a model writes', () => {
    const answer = `好的，结果如下：\n\`\`\`json\n{"n":0,"field":"export.volume","operator":">=","value":10000000}\n\`\`\`\n{"n":"x"}\n{坏}\n{"element":"phone","quote":"咨询电话：12345。"}`;
    expect(parseReading(answer)).toEqual({
      conditions: [claim],
      elements: [{ element: 'phone', quote: '咨询电话：12345。' }],
    });
  });
});

describe('a model that reads a notice', () => {
  let ollama: OllamaServer;
  const asked: string[] = [];
  beforeAll(async () => {
    ollama = await startOllamaServer({
      models: ['qwen-good:1b', 'runnerdies:1b'],
      answerOf: (prompt) => {
        asked.push(prompt);
        return prompt.includes('<通知>')
          ? '{"element":"phone","quote":"有疑问的企业请拨打0599-1234567"}'
          : '{"n":0,"field":"export.volume","operator":">=","value":10000000}';
      },
    });
  });
  afterAll(() => ollama.close());
  const chatWith = async (model: string) => {
    const chat = openChatModels({
      settings: parseSettings({ OLLAMA_URL: ollama.url, OLLAMA_MODEL: model, CHAT_MODEL: 'ollama' }),
      now: () => new Date(),
    });
    await chat.refresh();
    return chat;
  };
  const read = async (model: string) =>
    readWithModel(await chatWith(model), { notice, passages }, catalogue, {
      signal: new AbortController().signal,
      asker: 'zhou',
    });

  it('is asked for conditions, then for elements', async () => {
    const { reading, failed } = await read('qwen-good:1b');
    expect(failed).toBeNull();
    expect(asked).toHaveLength(2);
    expect(applyReading(notice, passages, reading, { catalogue, at })).toMatchObject({ kept: 2, dropped: 0 });
  });

  it('leaves what the rules read when it dies, and says why', async () => {
    const { reading, failed } = await read('runnerdies:1b');
    expect(failed).not.toBeNull();
    expect(applyReading(notice, passages, reading, { catalogue, at }).notice).toEqual(notice);
  });
});
