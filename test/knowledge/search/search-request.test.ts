import { describe, expect, it } from 'vitest';

import { toLangChainDocument } from '~/knowledge/search/passage-document';
import { passageTextHash } from '~/knowledge/search/passage-text-hash.server';
import { regionAndParents } from '~/knowledge/search/region-and-parents';
import {
  searchAnswerSchema,
  searchRequestSchema,
  statusAnswerSchema,
} from '~/knowledge/search/search-request';

const problems = (query: Record<string, string>) =>
  searchRequestSchema
    .safeParse(query)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('the search request', () => {
  it('has its defaults', () => {
    expect(searchRequestSchema.parse({ q: ' 减税 ' })).toEqual({ q: '减税', limit: 10, retriever: 'hybrid' });
    expect(
      searchRequestSchema.parse({ q: '减税', limit: '50', asOf: '2026-11-22', region: '359900' }),
    ).toMatchObject({ limit: 50 });
  });

  it.each([
    [{}, 'q: 请给出检索词 q'],
    [{ q: '  ' }, 'q: 请给出检索词 q'],
    [{ q: '税', limit: '51' }, 'limit: limit 应为 1 至 50 的整数'],
    [{ q: '税', limit: 'many' }, 'limit: limit 应为 1 至 50 的整数'],
    [{ q: '税', asOf: '2026-02-30' }, 'asOf: 日期应为存在的日期，写作 2026-11-22'],
    [{ q: '税', region: '云江' }, 'region: 地区应为 6 位行政区划代码'],
    [{ q: '税', retriever: 'magic' }, 'retriever: retriever 应为 keyword、vector、hybrid 之一'],
  ])('refuses %j', (query, problem) => {
    expect(problems(query as Record<string, string>)).toContain(problem);
  });

  it('refuses parameters that it does not know', () => {
    expect(problems({ q: '税', page: '2' })).toHaveLength(1);
  });

  it('publishes what is answered', () => {
    expect(searchAnswerSchema.safeParse({ results: [], tookMs: 3 }).success).toBe(true);
    expect(statusAnswerSchema.safeParse({}).success).toBe(false);
  });
});

describe('regionAndParents', () => {
  it('goes up to the nation', () => {
    expect(regionAndParents('330106')).toEqual(['330106', '330100', '330000', '000000']);
    expect(regionAndParents('359900')).toEqual(['359900', '350000', '000000']);
    expect(regionAndParents('000000')).toEqual(['000000']);
  });
});

describe('a passage as a document', () => {
  it('carries its words with title and path, and its face', () => {
    const face = { passageId: 7, documentId: 'd', title: '税法', path: '第一条', text: '纳税。' };
    const document = toLangChainDocument(face as never);
    expect(document).toMatchObject({ id: '7', pageContent: '税法 第一条\n纳税。', metadata: face });
  });

  it('is known by the hash of what is embedded', () => {
    const passage = { title: '税法', path: '', text: '纳税。' };
    expect(passageTextHash(passage)).toMatch(/^[0-9a-f]{64}$/);
    expect(passageTextHash({ ...passage, path: '第一条' })).not.toBe(passageTextHash(passage));
    expect(passageTextHash({ ...passage })).toBe(passageTextHash(passage));
  });
});
