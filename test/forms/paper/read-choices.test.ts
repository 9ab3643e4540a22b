import { describe, expect, test } from 'vitest';

import { readChoices } from '~/forms/paper/read-choices';

describe('printed options', () => {
  test.each([
    ['□是  □否', ['是', '否'], ''],
    ['是□  否□', ['是', '否'], ''],
    ['企业类型：☐国有 ☑民营', ['国有', '民营'], '企业类型'],
    ['□大型\n□中型\n□小型', ['大型', '中型', '小型'], ''],
    ['□ 等额本息；□ 按季付息', ['等额本息', '按季付息'], ''],
  ])('%s', (text, options, lead) => {
    expect(readChoices(text)).toEqual({ options, withBlank: [], lead });
  });

  test('an option may leave room to write', () => {
    expect(readChoices('□国有 □民营 □其他____')).toEqual({
      options: ['国有', '民营', '其他'],
      withBlank: ['其他'],
      lead: '',
    });
  });

  test('words without boxes, and boxes without words, are no options', () => {
    expect(readChoices('企业名称')).toBeNull();
    expect(readChoices('□□□')).toBeNull();
  });
});
