import enTranslation from '@formio/js/lib/cjs/translations/en';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { explainProblem, saysMore } from '~/app/forms/explain-problem';
import { firstByPath } from '~/app/forms/fill/fill-problem';
import { formioWords } from '~/app/forms/formio-words';
import { localizeDefinition } from '~/forms/definition/translations/localize-definition';
import { isAnswered, measurePrefill, valueAt } from '~/app/forms/prefill-meter';
import en from '~/app/words/en.json';
import zh from '~/app/words/zh-CN.json';
import type { FormComponent } from '~/forms/definition/form-definition';

const builtIn = ('default' in enTranslation ? enTranslation.default : enTranslation) as Record<
  string,
  string
>;

describe('formioWords', () => {
  it.each(['zh-CN', 'en'])('has every word of form.io in %s', (locale) => {
    const words = formioWords(locale);
    expect(Object.keys(builtIn).filter((key) => !words[key])).toEqual([]);
  });

  it('says them in Chinese, with the same placeholders as in English', () => {
    const [chinese, english] = [formioWords('zh-CN'), formioWords('en')];
    const holes = (text: string) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name).sort();
    for (const [key, text] of Object.entries(chinese)) {
      if (!/^(\{\{ ?\w+ ?\}\} ?)+$/.test(text)) expect(text, key).toMatch(/[一-鿿]/);
      expect(holes(english[key] ?? ''), key).toEqual(holes(text));
    }
  });
});

const mobile: FormComponent = { type: 'textfield', key: 'm', label: '手机号', format: 'mobile' };

describe('explainProblem', () => {
  const of = (component: FormComponent, value: unknown, rule: string, context = {}) =>
    explainProblem(component, value, { rule, context });

  it('says how many digits a mobile number has and should have', () => {
    expect(of(mobile, '1380591', 'pattern')).toEqual({
      key: 'fill.problem.mobile-length',
      params: { label: '手机号', n: 7 },
    });
    expect(of(mobile, '138 0591', 'pattern')?.key).toBe('fill.problem.mobile-digits');
    expect(of(mobile, '10000000000', 'pattern')?.key).toBe('fill.problem.mobile-start');
    expect(
      of({ ...mobile, format: undefined, validate: { pattern: '^1[3-9][0-9]{9}$' } }, '1', 'pattern')?.params
        .n,
    ).toBe(1);
  });

  it('knows the credit code, and leaves other patterns to their designer', () => {
    const code = { type: 'textfield', key: 'c', format: 'credit-code' };
    expect(of(code, '9135', 'pattern')?.params).toEqual({ label: 'c', n: 4 });
    expect(of(code, '91350100MAI0000008', 'mask')?.key).toBe('fill.problem.credit-code-letters');
    expect(of({ type: 'textfield', key: 'z' }, 'x', 'pattern')).toBeNull();
    expect(of({ type: 'textfield', key: 'z' }, {}, 'unheard-of')).toBeNull();
  });

  it.each([
    ['textfield', 'fill'],
    ['file', 'upload'],
    ['checkbox', 'confirm'],
    ['radio', 'choose'],
  ])('asks for a missing %s by the right verb', (type, verb) => {
    expect(of({ type, key: 'k', label: '项' }, '', 'required')).toEqual({
      key: `fill.problem.required-${verb}`,
      params: { label: '项' },
    });
  });

  it('counts what is missing or too much', () => {
    const text = { type: 'textarea', key: 't', label: '简介' };
    expect(of(text, '二十五个字', 'minLength', { length: '50' })?.params).toEqual({
      label: '简介',
      n: 45,
      least: 50,
    });
    expect(of(text, '一二三', 'maxLength', { length: 2 })?.params).toEqual({ label: '简介', n: 1, most: 2 });
    expect(of(text, '', 'minLength', {})).toBeNull();
    expect(of(text, '', 'maxLength', { length: '' })).toBeNull();
  });

  it('names limits, addresses, numbers and dates', () => {
    const number = { type: 'number', key: 'n' };
    expect(of(number, 1, 'min', { min: 5 })?.params.least).toBe(5);
    expect(of(number, 9, 'max', { max: '5' })?.params.most).toBe(5);
    expect(of(number, 1, 'min')).toBeNull();
    expect(of(number, 1, 'max')).toBeNull();
    expect(['email', 'number', 'date', 'day'].map((rule) => of(number, 'x', rule)?.key)).toEqual([
      'fill.problem.email',
      'fill.problem.number',
      'fill.problem.date',
      'fill.problem.date',
    ]);
    expect(saysMore({ key: 'k', params: { n: 7 } })).toBe(true);
    expect(saysMore({ key: 'k', params: {} })).toBe(false);
  });
});

describe('measurePrefill', () => {
  it('draws one cell a field, whatever the data', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^[a-z]{1,4}$/),
          fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
        ),
        fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/)),
        fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,4}$/)),
        (data, own, prefilled) => {
          const meter = measurePrefill(data, prefilled, own);
          expect(meter.cells).toHaveLength(own.length + prefilled.length);
          expect(meter.total).toBe(meter.prefilled + meter.filled + meter.empty);
          expect(meter.cells.filter((cell) => cell === 'filled')).toHaveLength(
            own.filter((path) => isAnswered(data[path])).length,
          );
        },
      ),
    );
  });

  it('counts zero as an answer, but not false, blanks or untouched choices', () => {
    expect([0, 'x', ['a'], { a: true }, new Date(0).toISOString()].every(isAnswered)).toBe(true);
    expect([false, '', null, undefined, [], [''], { a: false, b: '' }].some(isAnswered)).toBe(false);
  });

  it('reads a path through rows', () => {
    expect(valueAt({ people: [{ name: '王' }] }, 'people[0].name')).toBe('王');
    expect(valueAt({ a: 1 }, 'a.b')).toBeUndefined();
  });
});

describe('the page', () => {
  it('has each word of a problem in both languages', () => {
    const keys = Object.keys(zh).filter((key) =>
      /^(fill|builder|case|cases|review|receipt|applications|apply|rating)\./.test(key),
    );
    expect(keys.length).toBeGreaterThan(200);
    expect(keys.filter((key) => !(en as Record<string, string>)[key])).toEqual([]);
  });

  it('lists a field once, with the first thing that is wrong', () => {
    const problem = (path: string, message: string) => ({ path, message, label: path, isEmpty: false });
    expect(
      firstByPath([problem('a', '1'), problem('a', '2'), problem('b', '3')]).map(({ message }) => message),
    ).toEqual(['1', '3']);
  });

  it('shows labels in English where the designer wrote them, down to columns', () => {
    const component = {
      type: 'textfield',
      key: 'a',
      label: '名称',
      properties: { labelEn: 'Name', descriptionEn: 'As registered' },
      validate: { customMessage: '请填' },
    };
    const form = {
      components: [
        {
          type: 'panel',
          key: 'p',
          title: '基本',
          properties: { labelEn: 'Basics' },
          components: [{ type: 'columns', key: 'c', columns: [{ components: [component] }, {}] }],
        },
      ],
    };
    expect(localizeDefinition(form, 'zh-CN')).toBe(form);
    const [panel] = localizeDefinition(form, 'en').components;
    expect(panel?.title).toBe('Basics');
    expect(panel?.components?.[0]?.columns?.[0]?.components?.[0]).toMatchObject({
      label: 'Name',
      description: 'As registered',
      validate: { customMessage: '' },
    });
  });
});
