import { createInstance } from 'i18next';
import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';

import { AnswerBlocks, ElderSources } from '~/app/assistant/answer-blocks';
import type { AnswerCitation, TurnAnswer } from '~/app/assistant/turn-answer';
import { RecognisedSources } from '~/app/assistant/turn-notes';
import zh from '~/app/words/zh-CN.json';

const citation = (n: number, textOrigin?: string): AnswerCitation => ({
  ...{ n, passageId: n, documentId: 'd', title: '办法', documentNumber: null, path: '第一条', quote: '甲。' },
  ...{ textKind: 'original', status: 'in-force' },
  ...(textOrigin !== undefined && { textOrigin }),
});
const answer: TurnAnswer = {
  ...{ conversationId: 'c', turnId: 't', mode: 'extractive', text: '', outcome: 'answered' },
  ...{ intent: 'ask-policy', verdicts: [], considered: [] },
  blocks: [{ block: 1, kind: 'text', mode: 'extractive', text: '甲。[1] [2] [3]' }],
  citations: [citation(1), citation(2, 'ocr-unchecked'), citation(3, 'ocr-confirmed')],
};

async function render(element: ReactElement): Promise<string> {
  const i18n = createInstance();
  await i18n.init({
    ...{ lng: 'zh-CN', keySeparator: false, nsSeparator: false, interpolation: { escapeValue: false } },
    resources: { 'zh-CN': { translation: zh } },
  });
  return renderToStaticMarkup(createElement(I18nextProvider, { i18n }, element));
}
const labels = (markup: string) =>
  [...markup.matchAll(/aria-label="(查看依据[^"]*)"/g)].map(([, label]) => label);

test('the chip of a source that was recognised and not checked says so, by sign and by name', async () => {
  const markup = await render(createElement(AnswerBlocks, { answer, active: null, onOpen: () => undefined }));
  expect(labels(markup)).toEqual(['查看依据 1', '查看依据 2（文字识别，未核对）', '查看依据 3']);
  expect(markup.match(/chat-cite-ocr/g)).toHaveLength(1);
});

test('the list of sources says it too', async () => {
  const markup = await render(createElement(ElderSources, { answer, onOpen: () => undefined }));
  expect(markup.match(/文字识别，未核对/g)).toHaveLength(1);
});

test('the answer names which of its sources are unchecked, and says nothing where all are', async () => {
  const note = await render(createElement(RecognisedSources, answer));
  expect(note).toContain('文字识别，未核对');
  expect(note).toContain('[2] 的原件是扫描图片');
  expect(note).not.toContain('[3]');
  expect(
    await render(
      createElement(RecognisedSources, { citations: [citation(1), citation(3, 'ocr-confirmed')] }),
    ),
  ).toBe('');
});
