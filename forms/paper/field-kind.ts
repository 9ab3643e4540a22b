/** A component without its name. */
export interface KindComponent {
  type: string;
  input: boolean;
  suffix?: string;
  validate?: Record<string, unknown>;
  [property: string]: unknown;
}

/** What kind of field a label asks for, with why a person should look at it. */
export interface FieldKind {
  component: KindComponent;
  /** The label without what the component says itself: units, marks. */
  label: string;
  required: boolean;
  unsure: UnsureReason | null;
}

/** Why a drafted field should be looked at. */
export type UnsureReason =
  /** Nothing said what kind it is: a line of text. */
  | 'kind-guessed'
  /** Printed in 万元, asked in yuan, as the city's data is kept. */
  | 'unit-changed'
  /** One or several may be ticked. */
  | 'one-or-more';

const input = (type: string, rest: Partial<KindComponent> = {}): KindComponent => ({
  ...rest,
  type,
  input: true,
});

/** Kinds by their words, the first that fits; the words are those of Chinese application forms. */
const kinds: readonly [RegExp, (label: string) => KindComponent][] = [
  [
    /统一社会信用代码|信用代码/,
    () => input('textfield', { format: 'credit-code', validate: { pattern: '[0-9A-HJ-NP-RTUWXY]{18}' } }),
  ],
  [/身份证/, () => input('textfield', { validate: { pattern: '\\d{17}[0-9Xx]' } })],
  [
    /手机/,
    () =>
      input('textfield', { format: 'mobile', inputMode: 'numeric', validate: { pattern: '1[3-9]\\d{9}' } }),
  ],
  [/邮箱|电子邮件|e-?mail/i, () => input('email')],
  [/邮编|邮政编码/, () => input('textfield', { inputMode: 'numeric', validate: { pattern: '\\d{6}' } })],
  [/电话|传真/, () => input('textfield', { inputMode: 'tel', validate: { maxLength: 30 } })],
  [/账号|帐号/, () => input('textfield', { inputMode: 'numeric', validate: { maxLength: 40 } })],
  [/日期|年月日|时间$|出生年月/, () => input('datetime', { enableTime: false, format: 'yyyy-MM-dd' })],
  [/[（(]\s*[%％]\s*[)）]|占比|比例|增长率|[^效]率(?:[（(]|$)/, () => input('number', { suffix: '%' })],
  [
    /人数|[（(]\s*人\s*[)）]|职工总?数|员工数/,
    () => input('number', { suffix: '人', decimalLimit: 0, validate: { min: 0, step: 'any' } }),
  ],
  [
    /万元|[（(]\s*元\s*[)）]|金额|收入|资本|投资额?$|总投资|费用|产值|利润|税额|纳税|资产|补贴额|贷款额|售价|经费/,
    () => input('currency', { currency: 'CNY', suffix: '元' }),
  ],
  [/^(是否|有无)/, () => yesNo()],
  [
    /简介|简述|概况|情况|说明|内容|描述|概述|理由|成效|方案|计划|措施|经历|业绩|用途|范围$|目标|特点|亮点|备注/,
    () => input('textarea', { rows: 4, showCharCount: true, validate: { maxLength: 5000 } }),
  ],
  [
    /数量|个数|件数|台数|面积|[（(]\s*(个|件|项|台|套|家|次|平方米|㎡|亩|吨|千瓦时|年)\s*[)）]/,
    (label) => input('number', { ...unitOf(label), validate: { min: 0, step: 'any' } }),
  ],
  [
    /名称|姓名|地址|住所|单位|部门|职务|职称|学历|专业|联系人|法定代表人|负责人|开户(银)?行|行业|地区|镇|街道|园区|网址|编号|证号|型号|品牌|产品|国籍|民族|性质|类型|类别|主管|代码|资质|籍贯|户名/,
    () => input('textfield', { validate: { maxLength: 200 } }),
  ],
];

/** The kind of field that a printed label asks for; `blank` is what stands in the place to be filled in. */
export function fieldKind(printed: string, blank: string, size: { rows: number } = { rows: 1 }): FieldKind {
  const required = /[*＊]|必填/.test(printed);
  const words = printed.replace(/[*＊]|[（(]必填[)）]/g, '').replace(/\s+/g, '');
  const isDated = /年\s*_*\s*月/.test(blank) && !/[至到—－~-]/.test(blank);
  const kind = isDated ? dated() : kinds.find(([pattern]) => pattern.test(words))?.[1](words);
  const component = kind ?? tall(size.rows);
  const isMoney = component.type === 'currency' || /^\s*[（(]?万元/.test(blank);
  const inTenThousands = /万元/.test(words) || /万元/.test(blank);
  const shown = isMoney && inTenThousands ? input('currency', { currency: 'CNY', suffix: '元' }) : component;
  return {
    component: shown,
    label: labelOf(words, shown),
    required,
    unsure: kind === undefined ? 'kind-guessed' : isMoney && inTenThousands ? 'unit-changed' : null,
  };
}

const dated = () => input('datetime', { enableTime: false, format: 'yyyy-MM-dd' });

const tall = (rows: number) =>
  rows > 1
    ? input('textarea', { rows: 4, validate: { maxLength: 5000 } })
    : input('textfield', { validate: { maxLength: 200 } });

export const yesNo = () =>
  input('radio', { ...choicesOf(['是', '否']), validate: { onlyAvailableItems: true } });

/** Options as form.io keeps them; the value is the words, so that exports and printed forms read alike. */
export const choicesOf = (options: readonly string[]) => ({
  values: options.map((option) => ({ label: option, value: option })),
});

const unitOf = (label: string) => {
  const unit = /[（(]\s*([^（()）%％]{1,5})\s*[)）]/.exec(label)?.[1];
  return unit ? { suffix: unit } : {};
};

/** 上年度销售收入（万元） → 上年度销售收入, since the unit stands at the field. */
function labelOf(words: string, { suffix }: KindComponent): string {
  const bare = words.replace(/[：:]+$/, '');
  if (suffix === undefined) return bare;
  return bare.replace(/[（(]\s*(单位[：:]?)?\s*(万元|元|%|％|人|[^（()）]{1,4})\s*[)）]/, '') || bare;
}
