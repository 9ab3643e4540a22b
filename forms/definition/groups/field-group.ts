import type { FormComponent } from '../form-definition';

/** 字段组: fields that are used again and again. */
export interface FieldGroup {
  id: string;
  name: string;
  nameEn: string | null;
  components: FormComponent[];
  /** Starter groups come with the platform and can't be changed. */
  isStarter: boolean;
}

const field = (
  type: string,
  key: string,
  label: string,
  labelEn: string,
  rest: Partial<FormComponent> = {},
): FormComponent => ({ type, key, label, input: true, properties: { labelEn }, ...rest });

const required = (rest: Record<string, unknown> = {}) => ({ required: true, ...rest });

/** The groups that every department begins with; bound to the fact catalogue where it holds the value. */
export const starterGroups: readonly FieldGroup[] = [
  starter('enterprise', '企业基本信息', 'The enterprise', [
    field('textfield', 'enterpriseName', '企业名称', 'Registered name', {
      validate: required({ maxLength: 200 }),
      prefill: { fact: 'registration.name' },
    }),
    field('textfield', 'creditCode', '统一社会信用代码', 'Unified social credit code', {
      format: 'credit-code',
      validate: required({ pattern: '[0-9A-HJ-NP-RTUWXY]{18}' }),
      prefill: { fact: 'credit.code' },
    }),
    field('textfield', 'legalRepresentative', '法定代表人', 'Legal representative', {
      validate: { maxLength: 60 },
      prefill: { fact: 'registration.legal-representative' },
    }),
    field('textfield', 'registeredAddress', '注册地址', 'Registered address', {
      validate: { maxLength: 200 },
      prefill: { fact: 'registration.address' },
    }),
  ]),
  starter('contact', '联系人', 'Contact', [
    field('textfield', 'contactName', '联系人姓名', 'Name of the contact', {
      validate: required({ maxLength: 60 }),
    }),
    field('textfield', 'contactMobile', '联系人手机', 'Mobile phone', {
      format: 'mobile',
      inputMode: 'numeric',
      validate: required({ pattern: '1[3-9]\\d{9}', customMessage: '手机号应为 11 位数字，以 1 开头' }),
    }),
    field('email', 'contactEmail', '联系人邮箱', 'E-mail'),
  ]),
  starter('bank', '银行账户', 'Bank account', [
    field('textfield', 'accountName', '账户名称', 'Account holder', {
      description: '应与企业名称一致。',
      properties: { labelEn: 'Account holder', descriptionEn: 'The same as the registered name.' },
      validate: required({ maxLength: 200 }),
      prefill: { fact: 'registration.name' },
    }),
    field('textfield', 'bankName', '开户银行', 'Bank and branch', {
      description: '写到支行，如 云江银行城东支行。',
      properties: { labelEn: 'Bank and branch', descriptionEn: 'Down to the branch.' },
      validate: required({ maxLength: 200 }),
    }),
    field('textfield', 'accountNumber', '银行账号', 'Account number', {
      inputMode: 'numeric',
      validate: required({ pattern: '\\d{8,30}', customMessage: '银行账号应为 8 到 30 位数字' }),
    }),
  ]),
  starter('commitment', '承诺', 'Declaration', [
    field(
      'checkbox',
      'commitment',
      '本企业承诺所填内容和材料真实、完整，如有不实，愿退回补助资金并承担相应责任',
      'We declare that what is stated and handed in is true and complete; otherwise we return the funds and bear the consequences',
      {
        validate: required({ customMessage: '请勾选承诺后提交' }),
      },
    ),
  ]),
];

function starter(id: string, title: string, titleEn: string, components: FormComponent[]): FieldGroup {
  const panel: FormComponent = {
    type: 'panel',
    key: `${id}Group`,
    title,
    label: title,
    input: false,
    properties: { labelEn: titleEn },
    components,
  };
  return { id: `starter-${id}`, name: title, nameEn: titleEn, components: [panel], isStarter: true };
}
