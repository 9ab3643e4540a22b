/** What a column of a table of service guides can mean. */
export const guideFields = [
  'title',
  'code',
  'department',
  'region',
  'kind',
  'level',
  'audience',
  'theme',
  'conditions',
  'materials',
  'steps',
  'legalLimit',
  'promisedLimit',
  'place',
  'hours',
  'phone',
  'complaint',
  'fee',
  'result',
  'basis',
  'online',
  'courier',
  'link',
  'effectiveFrom',
] as const;
export type GuideField = (typeof guideFields)[number];

/** What becomes of a column: a field, a further aspect under the column's own name, or nothing. */
export type ColumnTarget = GuideField | 'extra' | 'skip';

/** Column → what it means. Several columns may share an aspect; a column that is not named is skipped. */
export type GuideMapping = Readonly<Record<string, ColumnTarget>>;

/** An aspect 要素: the passage that it stands in, and the words before its value. */
export interface GuideAspect {
  field: GuideField;
  passage: string;
  label: string;
}

/**
 * The aspects in the order in which a guide tells them (国务院办公厅 政务服务事项 basic elements); those that share a passage
 * stand together, each after its own label.
 */
export const guideAspects: readonly GuideAspect[] = [
  { field: 'conditions', passage: '受理条件', label: '受理条件' },
  { field: 'materials', passage: '申请材料', label: '申请材料' },
  { field: 'steps', passage: '办理流程', label: '办理流程' },
  { field: 'legalLimit', passage: '办理时限', label: '法定办结时限' },
  { field: 'promisedLimit', passage: '办理时限', label: '承诺办结时限' },
  { field: 'place', passage: '办理地点', label: '办理地点' },
  { field: 'hours', passage: '办理地点', label: '办理时间' },
  { field: 'phone', passage: '咨询电话', label: '咨询电话' },
  { field: 'complaint', passage: '监督投诉', label: '监督投诉电话' },
  { field: 'fee', passage: '收费标准', label: '收费标准' },
  { field: 'result', passage: '办理结果', label: '办理结果' },
  { field: 'online', passage: '办理方式', label: '网上办理' },
  { field: 'courier', passage: '办理方式', label: '快递送达' },
  { field: 'link', passage: '办理方式', label: '网上办理地址' },
  { field: 'basis', passage: '设定依据', label: '设定依据' },
  { field: 'department', passage: '基本信息', label: '实施主体' },
  { field: 'kind', passage: '基本信息', label: '事项类型' },
  { field: 'level', passage: '基本信息', label: '行使层级' },
  { field: 'audience', passage: '基本信息', label: '服务对象' },
  { field: 'theme', passage: '基本信息', label: '主题' },
  { field: 'code', passage: '基本信息', label: '事项编码' },
];

/** Whether a value from outside names what a column can mean. */
export function isColumnTarget(value: unknown): value is ColumnTarget {
  return value === 'extra' || value === 'skip' || (guideFields as readonly unknown[]).includes(value);
}
