import { hasBoxes } from './read-choices';

/** What the words of a printed form are for. Chinese forms follow the wording of public templates. */

/** Left free to be filled in: nothing, lines, a unit, 年 月 日. */
export function isBlank(text: string): boolean {
  const bare = text.replace(/[_\s（）()：:￥¥]/g, '');
  return (
    bare === '' ||
    /^(万元|元|％|%|人|年|月|日|个|件|项|台|套|家|平方米|亩|吨|至|—|-|可另附页|可附页)+$/.test(bare)
  );
}

/** A name beside or above a blank. */
export function isLabel(text: string): boolean {
  const bare = text.replace(/\s/g, '');
  return bare !== '' && bare.length <= 48 && !isBlank(text) && !hasBoxes(text) && !/[。；]$/.test(bare);
}

/** Filled in by the authority, not by whoever applies. */
export function isForDepartment(text: string): boolean {
  const bare = text.replace(/\s/g, '');
  if (/(企业|申请|申报|单位|本人|法定代表人)(单位)?意见/.test(bare)) return false;
  return (
    /(审核|审查|审批|初审|复核|受理|推荐|评审|核定|核查|验收).{0,12}(意见|结论|结果)/.test(bare) ||
    /^(初审|审核|审批|受理|复核|经办)(单位|部门|机关|人|日期|编号)/.test(bare) ||
    /(局|委|办|政府|街道|管委会|主管部门|部门)[）)]?(审核|审批|初审|推荐)?意见/.test(bare)
  );
}

/** A place for a seal or a signature alone: submitting under one's own name stands for it. */
export function isSignature(text: string): boolean {
  const bare = text.replace(/[\s_：:年月日]/g, '');
  return (
    bare.length <= 40 &&
    // A promise with its seal below is a promise.
    !isCommitment(text) &&
    (/[（(]?(签字|签名|盖章|签章|公章)[)）]?/.test(bare) ||
      /(企业|申请|申报|单位|本人)(单位)?意见/.test(bare))
  );
}

/** 我单位承诺…: a statement to be made, not a field to be filled. */
export function isCommitment(text: string): boolean {
  const bare = text.replace(/\s/g, '');
  return bare.length >= 20 && /承诺|声明|保证|属实|真实有效/.test(bare) && /[。；，,]/.test(bare);
}

/** 填表说明, 注: how to fill in. */
export const isNoteHead = (text: string): boolean =>
  /^[（(【]?(填[表报写]说明|填写须知|填表须知|说明|注意事项|备注说明|注)[)）】]?\s*[:：]?/.test(text.trim());

/** 申报材料 and the like, followed by a list. */
export const isAttachmentHead = (text: string): boolean =>
  /(附件|申报材料|提交材料|申请材料|所附材料|证明材料|佐证材料)(清单|目录|名称)?/.test(
    text.replace(/\s/g, ''),
  );

/** 一、企业基本情况 → 企业基本情况. */
export const withoutNumber = (text: string): string =>
  text
    .trim()
    .replace(/^([（(]?[一二三四五六七八九十]+[)）、.．]|\d{1,2}[、.．)）]\s*|[①-⑳])\s*/, '')
    .trim();

/** The lines of a list with numbers: 1．营业执照复印件. */
export function numberedLines(text: string): string[] {
  return text.split(/\n|(?<=[；;。])\s*(?=[（(]?\d{1,2}[)）、.．])/).flatMap((line) => {
    const found = /^\s*([（(]?(\d{1,2}|[一二三四五六七八九十]+)[)）、.．]|[①-⑳])\s*(.+?)\s*[；;。]?\s*$/.exec(
      line,
    );
    return found?.[3] ? [found[3]] : [];
  });
}

/** 联系人：____ 电话：____ → [联系人, 电话], each with what follows its blank. */
export function inlineBlanks(text: string): { label: string; blank: string }[] {
  const pattern =
    /([^\s_：:，,；;。□（）()]{2,16}(?:[（(][^（）()]{1,8}[)）])?)\s*[：:]\s*(_{2,}|[\s\u3000]{3,}|$)([^\s：:_]{0,4})/gmu;
  return [...text.matchAll(pattern)].map(([, label = '', line = '', unit = '']) => ({
    label,
    blank: `${line}${unit}`,
  }));
}
