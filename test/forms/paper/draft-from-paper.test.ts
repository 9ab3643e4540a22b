import { describe, expect, test } from 'vitest';

import { draftFromPaper } from '~/forms/paper/draft-from-paper';
import { defaultLimits } from '~/knowledge/documents/document-limits';
import { readDocxPaper } from '~/knowledge/documents/paper/read-docx-paper.server';
import { readSheetPaper } from '~/knowledge/documents/paper/read-sheet-paper.server';

import { sampleDocx } from '~/test/setup/paper-files';

import { moreSamplePapers } from './more-sample-papers';
import { samplePapers, type SamplePaper } from './sample-papers';

const papers = [...samplePapers, ...moreSamplePapers];

async function draft({ name, bytes }: SamplePaper) {
  const file = bytes();
  const paper = name.endsWith('.docx')
    ? readDocxPaper(file, defaultLimits)
    : await readSheetPaper(file, defaultLimits);
  return draftFromPaper(paper);
}

describe('a printed form becomes a draft', () => {
  test.each(papers.map((paper) => [paper.name, paper] as const))(
    '%s: at least eight of ten fields are those that a person would make, and few others',
    async (_, paper) => {
      const { title, fields } = await draft(paper);
      expect(title).toBe(paper.title);
      const found = new Map(fields.map(({ label, type }) => [label, type]));
      const wanted = Object.entries(paper.fields);
      const wrong = wanted.filter(([label, type]) => found.get(label) !== type);
      const more = [...found.keys()].filter((label) => !(label in paper.fields));
      const report = { wrong: wrong.map(([label, type]) => [label, type, found.get(label)]), more };
      expect(report, JSON.stringify(report)).toSatisfy(
        () => wrong.length <= wanted.length * 0.2 && more.length <= wanted.length * 0.2,
      );
    },
  );

  test('a short promise with its seal is a promise; a place for a seal alone is left out', () => {
    const cells = [
      ['企业承诺', '本企业承诺所填内容真实，如有虚假，退回补贴。\n（盖章）  年  月  日'],
      ['申请单位', '（盖章）  年  月  日'],
    ];
    const file = sampleDocx(['申请表', { columns: 2, rows: [['企业名称', ''], ...cells] }]);
    const { fields, leftOut } = draftFromPaper(readDocxPaper(file, defaultLimits));
    expect(fields.map(({ type }) => type)).toEqual(['textfield', 'checkbox']);
    expect(leftOut.map(({ reason }) => reason)).toEqual(['signed-on-submit']);
  });
});
