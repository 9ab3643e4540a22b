import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readTranslationsCsv, writeTranslationsCsv } from '~/app/forms/build/translations/translations-csv';
import { localizeDefinition } from '~/forms/definition/translations/localize-definition';
import type { FormDefinition } from '~/forms/definition/form-definition';
import { countMissing, listTexts, type FormText } from '~/forms/definition/translations/list-texts';
import { putTranslations } from '~/forms/definition/translations/put-translations';

const options = [
  { value: 'a', label: '甲' },
  { value: '2025', label: '2025' },
];
const form: FormDefinition = {
  components: [
    {
      type: 'panel',
      key: 'part',
      title: '一、基本情况',
      components: [
        {
          type: 'textfield',
          key: 'name',
          label: '名称',
          description: '与执照一致',
          placeholder: '如 云江',
          validate: { customMessage: '请填写名称' },
          properties: { labelEn: 'Name' },
        },
        { type: 'radio', key: 'kind', label: '类型', values: options },
      ],
    },
    {
      type: 'columns',
      key: 'two',
      columns: [
        { components: [{ type: 'select', key: 'year', label: '年度', data: { values: options } }] },
        {},
      ],
    },
    { type: 'content', key: 'note', label: '说明', html: '<p>填表说明</p>' },
    { type: 'datagrid', key: 'items', label: '明细', addAnother: '增加一行', components: [] },
    { type: 'number', key: 'n', label: 'ISO', suffix: '%' },
  ],
};
const texts = listTexts(form);

describe('the texts of a form', () => {
  it('are listed with their English, units and signs left out', () => {
    expect(texts.map(({ id }) => id)).toEqual([
      'part.label',
      'name.label',
      'name.description',
      'name.placeholder',
      'name.message',
      'kind.label',
      'kind.option.a',
      'year.label',
      'year.option.a',
      'note.html',
      'items.label',
      'items.addAnother',
    ]);
    expect(countMissing(texts)).toBe(11);
  });

  it('put by their ids are read by who fills in English, and Chinese stays as it was', () => {
    const english = new Map(texts.map(({ id }) => [id, `English of ${id}`]));
    const put = putTranslations(form, english);
    expect(countMissing(listTexts(put))).toBe(0);
    expect(localizeDefinition(put, 'zh-CN')).toBe(put);
    const shown = JSON.stringify(localizeDefinition(put, 'en').components, (name, value: unknown) =>
      name === 'properties' ? undefined : value,
    );
    for (const { id } of texts) expect(shown).toContain(`English of ${id}`);
    expect(shown).not.toMatch(/名称|类型|甲|填表说明|增加一行|基本情况|请填写/);
  });

  it('an emptied text goes, and an unknown id changes nothing', () => {
    const put = putTranslations(
      form,
      new Map([
        ['kind.option.a', 'A'],
        ['gone.label', 'x'],
      ]),
    );
    expect(putTranslations(put, new Map([['kind.option.a', ' ']]))).toEqual(form);
  });

  it('without English the Chinese stays, without the designer’s Chinese error message', () => {
    const [part] = localizeDefinition(form, 'en').components;
    expect(part?.components?.[0]).toMatchObject({ label: 'Name', validate: { customMessage: '' } });
    expect(part?.components?.[1]).toMatchObject({ label: '类型', values: options });
  });
});

describe('the table for translators', () => {
  const text = fc.record({
    id: fc.stringMatching(/^[a-z]{1,5}\.[a-z]{1,5}$/),
    chinese: fc.stringMatching(/^[甲乙,"\n=+@ -]{1,8}$/).filter((one) => one.trim() !== ''),
    english: fc.constant(''),
  });

  it('comes back as it went out, whatever the texts hold', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(text, { selector: ({ id }) => id, maxLength: 6 }),
        fc.stringMatching(/^[a-z,"=+' -]{1,8}$/).map((one) => one.trim()),
        (rows, english) => {
          const given = rows.map((row): FormText => ({ ...row, key: 'k', name: 'label' }));
          const csv = writeTranslationsCsv(
            given.map((one) => ({ ...one, english })),
            ['id', '中文', '英文'],
          );
          const read = readTranslationsCsv(csv, given);
          expect(read?.stale).toEqual([]);
          expect([...(read?.english.values() ?? [])]).toEqual(english === '' ? [] : given.map(() => english));
        },
      ),
    );
  });

  it('a cell that a spreadsheet would run is written as text', () => {
    const csv = writeTranslationsCsv([{ ...texts[0]!, english: '=HYPERLINK("x")' }], ['id', 'zh', 'en']);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('leaves aside what the form no longer has, and what was translated from other words', () => {
    const csv = 'id,zh,en\npart.label,一、基本情况,Basics\nname.label,旧名称,Old\ngone.label,没有,Gone\n,,\n';
    expect(readTranslationsCsv(csv, texts)).toEqual({
      english: new Map([['part.label', 'Basics']]),
      stale: ['name.label'],
      unknown: ['gone.label'],
    });
    expect(readTranslationsCsv('hello', texts)).toBeNull();
    expect(readTranslationsCsv('', texts)).toBeNull();
  });
});
