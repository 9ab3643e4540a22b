import type { FormComponent, FormDefinition, FormField } from './form-definition';
import type { FormFinding } from './form-finding';
import { gridTypes, walkFields } from './walk-fields';

/** A fact of the catalogue, as far as a field's name can be held against it. */
export interface NamedFact {
  key: string;
  label: string;
}

/** Words of the trade that a shop owner doesn't use: a field that asks for one should say what counts. */
const terms = [
  ...[
    '研发费用',
    '研发投入',
    '科技人员',
    '从业人数',
    '从业人员',
    '参保人数',
    '职工薪酬',
    '裁员率',
    '社平工资',
  ],
  ...[
    '营业收入',
    '销售收入',
    '主营业务收入',
    '应纳税所得额',
    '资产总额',
    '资产负债率',
    '净资产',
    '成本费用支出',
  ],
  ...['高新技术产品', '知识产权', '发明专利', '纳税信用', '固定资产投资', '设备原值', '税前利润', '实缴资本'],
  ...[
    '首台套',
    '技术合同',
    '到岸价',
    '离岸价',
    '出口额',
    '新增股权融资',
    '加计扣除',
    '贴息',
    '担保费',
    '能耗',
  ],
];

/** Fields that something is asked in, not content, not hidden, not calculated. */
const asking: ReadonlySet<string> = new Set([
  ...['textfield', 'textarea', 'number', 'currency', 'select', 'radio', 'selectboxes', 'email', 'url'],
  ...['phoneNumber', 'datetime', 'day', 'time', 'checkbox', 'file'],
]);

/**
 * What a form can do without and yet would be better with: warnings that the designer mends or gives a reason for.
 * `facts`: the catalogue, in the language of the form.
 */
export function adviseForm(definition: FormDefinition, facts: readonly NamedFact[] = []): FormFinding[] {
  const fields = walkFields(definition.components).filter(
    ({ component }) =>
      component.hidden !== true && (asking.has(component.type) || gridTypes.has(component.type)),
  );
  const bound = new Set(fields.map(({ component }) => component.prefill?.fact).filter(Boolean));
  const known = new Map(
    facts.filter(({ key }) => !bound.has(key)).map((fact) => [plainName(fact.label), fact]),
  );
  return fields.flatMap((field) => [
    ...adviseBinding(field, known),
    ...adviseHelp(field),
    ...adviseTranslation(field),
    ...adviseFiles(field),
  ]);
}

function warning(field: FormField, code: string, below: string, params = {}): FormFinding {
  const { component, label, place } = field;
  return { severity: 'warning', code, path: `${place}.${below}`, key: component.key, label, params };
}

function adviseBinding(field: FormField, known: ReadonlyMap<string, NamedFact>): FormFinding[] {
  const { component, inGrid } = field;
  const isAsked = !component.prefill?.fact && !inGrid && component.calculateValue === undefined;
  if (!isAsked || ['file', 'checkbox'].includes(component.type)) return [];
  const fact = known.get(plainName(field.label));
  return fact ? [warning(field, 'asks-known', 'prefill.fact', { fact: fact.label })] : [];
}

function adviseHelp(field: FormField): FormFinding[] {
  const { component, label } = field;
  // What is confirmed says itself what it means.
  if (component.type === 'checkbox') return [];
  if (says(component.description) || says(component.tooltip) || component.prefill?.fact) return [];
  const term = terms.find((word) => label.includes(word));
  return term ? [warning(field, 'term-without-help', 'description', { term })] : [];
}

function adviseTranslation(field: FormField): FormFinding[] {
  const { component, label } = field;
  if (!/\p{Script=Han}/u.test(label)) return [];
  const words = (component.properties ?? {}) as { labelEn?: unknown };
  return says(words.labelEn) ? [] : [warning(field, 'translation-missing', 'properties.labelEn')];
}

function adviseFiles(field: FormField): FormFinding[] {
  const { component } = field;
  if (component.type !== 'file') return [];
  const isOpen = !says(component.filePattern) || component.filePattern === '*';
  return isOpen || !says(component.fileMaxSize) ? [warning(field, 'file-limits', 'fileMaxSize')] : [];
}

function says(value: FormComponent[string]): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

/** 上年度研发费用（元） → 研发费用. */
function plainName(label: string): string {
  return label
    .replace(/[（(].*?[)）]/g, '')
    .replace(/^(企业|单位|公司|上年度|上年末|年度|申请人)+/, '')
    .replace(/\s/g, '');
}
