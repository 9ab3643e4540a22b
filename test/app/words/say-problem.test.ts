import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';
import { describe, expect, test } from 'vitest';

import { toProblem } from '~/app/errors';
import english from '~/app/words/problems.en.json';
import { firstProblem, joinProblems, sayProblem, sayProblems } from '~/app/words/say-problem';
import { InvalidInputError } from '~/prisma/access/access-denied';

const root = path.resolve(import.meta.dirname, '../../..');
const han = /\p{Script=Han}/u;

/** A sentence in the source, its parts that vary as {1}, {2}; null for any other node. */
function sentenceOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return (
    node.head.text + node.templateSpans.map(({ literal }, n) => `{${String(n + 1)}}${literal.text}`).join('')
  );
}

/** The rooms' sources. */
function listSources(): string[] {
  return execFileSync('git', ['ls-files', 'app', 'forms', 'knowledge', 'prisma'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && !/generated|\/words\/|\/library\//.test(file));
}

/** Every Chinese text of a source. */
function textsIn(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  if (!han.test(text)) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const sentence = sentenceOf(node);
    if (sentence !== null) found.push(sentence);
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** Chinese sentences that a source gives an InvalidInputError, a ConflictError or a zod schema right where it is made. */
function sentencesIn(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  if (!han.test(text)) return [];
  const isSchema = text.includes("from 'zod'");
  const checks = new Set(['min', 'max', 'regex', 'refine', 'int', 'enum', 'string', 'url', 'length']);
  const found: string[] = [];
  const visit = (node: ts.Node, isSaid: boolean): void => {
    const sentence = sentenceOf(node);
    if (sentence !== null && isSaid && han.test(sentence)) found.push(sentence);
    const makes =
      ts.isNewExpression(node) && /^(InvalidInput|Conflict)Error$/.test(node.expression.getText());
    const isCheck =
      isSchema &&
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      checks.has(node.expression.name.text);
    node.forEachChild((child) =>
      visit(
        child,
        isSaid ||
          makes ||
          (isCheck && node.arguments.includes(child as ts.Expression) && !ts.isFunctionLike(child)),
      ),
    );
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), false);
  return found;
}

describe('what is wrong with a field', () => {
  test('has its English, wherever a room words it', () => {
    const missing = listSources().flatMap((file) =>
      sentencesIn(file)
        .filter((sentence) => !Object.hasOwn(english, sentence) && !spokenElsewhere.has(sentence))
        .map((sentence) => `${file}: ${sentence}`),
    );
    expect(missing).toEqual([]);
  });

  test('has no English for what no room says', () => {
    const said = new Set(listSources().flatMap(textsIn));
    const dead = Object.keys(english).filter((sentence) => !said.has(sentence) && !joined.has(sentence));
    expect(dead).toEqual([]);
  });

  test('is said in the reader’s language, with what varies in its place', () => {
    expect(sayProblem('zh-CN', '请写下备注')).toBe('请写下备注');
    expect(sayProblem('en', '请写下备注')).toBe('Write the note');
    expect(sayProblem('en', '备注最多 1000 个字，现在是 1200 个字')).toBe(
      'The note may have 1,000 characters; it has 1200',
    );
    expect(sayProblem('en', '请填写签名密钥')).toBe('Fill in: signing secret');
    // The pattern with more words of its own counts.
    expect(sayProblem('en', '从业人数应为整数，例如 86（人）')).toBe(
      '从业人数 is a whole number, such as 86 (人)',
    );
    expect(sayProblem('en', '证明文件最大 10 MB，请压缩后再传')).toContain('10 MB');
    expect(sayProblem('en', 'constructor')).toBe('constructor');
  });

  test('stays as it is when nobody has worded it in English', () => {
    expect(sayProblem('en', '一句没有英文的话')).toBe('一句没有英文的话');
    expect(sayProblem('en', 'Already in English')).toBe('Already in English');
  });

  test('is said for each field, the first alone or all in a line', () => {
    const fields = { note: '请写下备注', reply: '请写下回复' };
    expect(sayProblems('en', fields)).toEqual({ note: 'Write the note', reply: 'Write the reply' });
    expect(firstProblem('en', fields)).toBe('Write the note');
    expect(firstProblem('en', {})).toBe('');
    expect(joinProblems('en', fields)).toBe('Write the note; Write the reply');
    expect(joinProblems('zh-CN', fields)).toBe('请写下备注；请写下回复');
  });

  test('reaches callers of the API in their language', () => {
    const error = new InvalidInputError({ limit: 'limit 应为 1 至 50 的整数' });
    expect(toProblem(error, 'en')?.errors).toEqual([
      { field: 'limit', message: 'limit is a whole number from 1 to 50' },
    ]);
    expect(toProblem(error)?.errors?.[0]?.message).toBe('limit 应为 1 至 50 的整数');
  });

  test('keeps each part that varies in its English', () => {
    const holes = (words: string) => (words.match(/\{\d\}/g) ?? []).sort();
    const wrong = Object.entries(english).filter(
      ([chinese, words]) => holes(chinese).join() !== holes(words).join(),
    );
    expect(wrong).toEqual([]);
  });
});

/** Not for a reader: a title that is stored, and a sentence whose parts have their English as one. */
const spokenElsewhere = new Set(['接口导入', '{1}，至少 4 个字']);

/** Sentences that are put together where they are said. */
const joined = new Set([
  '{1}应为单个值',
  '{1}应为单个值，或从期间到值的对象',
  '{1}应为整数',
  '{1}应为整数；季度平均值可以有半个',
  '年（2025）或季度（2025Q3）',
  '请写明异议的内容和来源，至少 4 个字',
  '请写明处理理由，企业会看到，至少 4 个字',
]);
