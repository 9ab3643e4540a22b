import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readLibraryDictionary } from '~/knowledge/library/read-library.server';
import { formatEntriesCsv, parseEntriesCsv, type CsvEntry } from '~/knowledge/search/dictionary/entries-csv';
import { entryKinds } from '~/knowledge/search/understanding/dictionary-entry';
import { termKey } from '~/knowledge/search/understanding/term-key';

describe('a table of entries', () => {
  test('is read with its columns in any order, Chinese or English', () => {
    const { entries, problems } = parseEntriesCsv(
      '\uFEFFterm,kind,targets,note\r\n交社保,synonym,社会保险费征缴；参加社会保险,"窗口,常问"\r\n提高,整词,,\r\n',
    );
    expect(problems).toEqual([]);
    expect(entries).toEqual([
      {
        kind: 'synonym',
        term: '交社保',
        targets: ['社会保险费征缴', '参加社会保险'],
        weight: 0.8,
        note: '窗口,常问',
        isSample: false,
      },
      { kind: 'whole', term: '提高', targets: [], weight: 0.8, note: '', isSample: false },
    ]);
  });

  test('tells each wrong line with its number and takes the others', () => {
    const { entries, problems } = parseEntriesCsv(
      '类别,词语,规范用语,权重\n口语,高企,高新技术企业,1\n别的,甲乙,丙,1\n口语,税,增值税,1\n口语,丁戊,,1\n口语,己庚,辛,5\n口语,高企,高新技术企业,1\n整词,提高,高,1\n',
    );
    expect(entries.map(({ term }) => term)).toEqual(['高企']);
    expect(problems.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(problems.map(({ message }) => message)).toEqual([
      '类别应为 口语、简称、地名、错字、整词 之一，现在是“别的”',
      '词语至少 2 个字，单字会误伤大多数问题',
      '请填写至少一个规范用语',
      '权重应为 0.1 至 1 的数',
      '与第 2 行重复：高企',
      '整词只需填写词语本身，不填规范用语',
    ]);
  });

  test('says which column is missing, and that quotes don’t match', () => {
    expect(parseEntriesCsv('词语,权重\n高企,1\n').problems[0]?.message).toContain('缺少：类别、规范用语');
    expect(parseEntriesCsv('').problems[0]?.message).toContain('缺少');
    expect(parseEntriesCsv('类别,词语,规范用语\n口语,"高企,高新\n').problems[0]?.message).toContain('引号');
    const many = `类别,词语,规范用语\n${'整词,提高,\n'.repeat(5_001)}`;
    expect(parseEntriesCsv(many).problems[0]?.message).toContain('5000');
  });

  test('what ships is in order', () => {
    expect(readLibraryDictionary().length).toBeGreaterThan(180);
    expect(
      readLibraryDictionary()
        .filter(({ kind }) => kind === 'district')
        .every(({ isSample }) => isSample),
    ).toBe(true);
  });

  test('what is written is read again, formulas and quotes included', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 2, maxLength: 12 })
      .map((text) =>
        text
          .trim()
          .replace(/[；;|\r\n\0]/g, '')
          .replace(/^'+/, ''),
      )
      .filter((text) => [...termKey(text)].length >= 2);
    const entry = fc
      .record({
        kind: fc.constantFrom(...entryKinds.filter((kind) => kind !== 'whole')),
        term: words,
        targets: fc.uniqueArray(words, { minLength: 1, maxLength: 3 }),
        weight: fc.integer({ min: 1, max: 10 }).map((tenth) => tenth / 10),
        note: fc.constantFrom('', '=1+1', '"引"', '甲,乙', '@x'),
        isSample: fc.boolean(),
      })
      .filter(({ term, targets }) => targets.every((target) => termKey(target) !== termKey(term)));
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { maxLength: 6, selector: ({ term }) => term }),
        (entries: CsvEntry[]) => {
          const text = formatEntriesCsv(entries);
          expect(parseEntriesCsv(text)).toEqual({ entries, problems: [] });
          // No cell begins as a formula does.
          expect(text).not.toMatch(/(?:^|,)"?[=@]/m);
        },
      ),
    );
  });
});
