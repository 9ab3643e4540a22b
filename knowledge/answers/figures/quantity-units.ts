/** Units as texts write them → the unit that they are compared by; longer spellings stand before shorter ones. */
const spellings =
  '个工作日:工作日 工作日 个自然日:日 个日历日:日 自然日:日 个月:月 个季度:季度 季度 个百分点:百分点 百分点 周年:年 年 月 日 天:日 ' +
  '周岁:岁 岁 周 小时 分钟 平方米 公里 倍 折 人次 人 名:人 位:人 家 户 件 项 次 份 种 类 级 等 条 款 批 期 亩 吨 台 套 辆 笔 分 个';

/** Spelling → unit. */
export const unitNames = new Map(
  spellings.split(' ').map((entry): [string, string] => {
    const [written = '', unit = written] = entry.split(':');
    return [written, unit];
  }),
);

/** All spellings, for use inside a group. */
export const unitPattern = [...unitNames.keys()].join('|');

/** With these counters a lone 一 is an article ("a"), not a figure. */
export const articleCounters: ReadonlySet<string> = new Set('个种项份家户人件条款批套台');

/** What 第 counts. */
export const ordinalUnits = '条|款|项|章|节|编|年|期|批|届|次|季度|号|类|档|级|名|位';
