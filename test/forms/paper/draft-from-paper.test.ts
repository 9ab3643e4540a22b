import { describe, expect, test } from 'vitest';

import { draftFromPaper } from '~/forms/paper/draft-from-paper';
import { defaultLimits } from '~/knowledge/documents/document-limits';
import { readDocxPaper } from '~/knowledge/documents/paper/read-docx-paper.server';
import { readSheetPaper } from '~/knowledge/documents/paper/read-sheet-paper.server';

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
});
