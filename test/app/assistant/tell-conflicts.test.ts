import { describe, expect, it } from 'vitest';

import { tellConflicts } from '~/app/assistant/tell-conflicts';
import { openDraft } from '~/app/assistant/turn-draft';
import type { SourcePassage } from '~/knowledge/answers/source-passage';

const rule = (passageId: number, amount: string, effectiveFrom: string): SourcePassage => ({
  ...{
    passageId,
    documentId: `d${passageId}`,
    title: '技术改造补助办法',
    documentNumber: `市〔2026〕${passageId}号`,
  },
  ...{
    issuer: '市工信局',
    path: '第三条',
    text: `对技术改造项目设备投资给予${amount}补助。`,
    textKind: 'original',
  },
  ...{ status: 'in-force', effectiveFrom, expiresOn: null, similarity: null, found: true },
});
const older = rule(1, '20万元', '2025-01-01');
const newer = rule(2, '30万元', '2026-01-01');

function tell(relevant: SourcePassage[], quoted: SourcePassage[]) {
  const draft = openDraft({ conversationId: 'c', turnId: 't', intent: 'ask-policy' });
  const events = [...tellConflicts(draft, relevant, quoted, 'zh-CN')];
  return { events, answer: draft.finish() };
}

describe('a clause that another one in force contradicts', () => {
  it('is shown beside it, the newer first, both cited, though only the older was quoted', () => {
    const { answer } = tell([older, newer], [older]);
    expect(answer.blocks).toMatchObject([
      {
        kind: 'conflict',
        part: {
          conflicts: [{ rule: 'newer', first: { figure: '30万元' }, second: { figure: '20万元' } }],
        },
      },
    ]);
    expect(answer.citations.map(({ passageId }) => passageId)).toEqual([2, 1]);
    for (const { n } of answer.citations) expect(answer.text).toContain(`[${n}]`);
    for (const { quote, passageId } of answer.citations)
      expect((passageId === 1 ? older : newer).text).toContain(quote);
  });

  it('is left alone when neither is quoted, when they agree, or when one counts no more', () => {
    expect(tell([older, newer], []).events).toEqual([]);
    expect(tell([older, rule(3, '20万元', '2026-01-01')], [older]).events).toEqual([]);
    expect(tell([older, { ...newer, status: 'superseded' }], [older]).events).toEqual([]);
  });
});
