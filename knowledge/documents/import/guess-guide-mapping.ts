import type { ColumnTarget, GuideField, GuideMapping } from './guide-field';

// Names as departments and the provincial platforms write them; the first that fits counts.
const names: readonly [GuideField, RegExp][] = [
  ['complaint', /投诉|监督|complain/],
  ['phone', /电话|咨询|联系方式|phone|tel\b|consult/],
  ['promisedLimit', /承诺.*(?:时限|期限|时间|天数|工作日)|handletimelimit|promise/],
  ['legalLimit', /法定.*(?:时限|期限|时间|天数|工作日)|时限|期限|handletime$|legal.*(?:time|limit)/],
  ['conditions', /条件|acceptstandard|condition/],
  ['materials', /材料|material/],
  ['steps', /流程|程序|步骤|process|step/],
  ['hours', /(?:办公|办理|受理|服务|工作)时间|hours/],
  ['place', /地点|地址|窗口|场所|location|address|place/],
  ['fee', /收费|费用|fee|charge/],
  ['result', /结果|result/],
  ['basis', /依据|basis/],
  ['courier', /快递|物流|邮寄|寄送|courier|express/],
  ['link', /链接|网址|url|link/],
  ['online', /网办|网上|在线|online/],
  ['audience', /对象|serviceobject|audience/],
  ['theme', /主题|分类|theme|category/],
  ['level', /层级|级别|level/],
  ['effectiveFrom', /(?:生效|实施|施行|更新|发布)(?:日期|时间)|effective/],
  ['code', /编码|编号|代码.*事项|事项.*代码|taskcode|itemcode|^code$/],
  ['region', /区划|地区|区域|areacode|region/],
  ['kind', /事项类型|类型|type/],
  ['department', /实施主体|部门|单位|机构|机关|deptname|department|organ/],
  ['title', /事项名称|事项|名称|标题|taskname|title|^name$/],
];
const several: readonly GuideField[] = ['conditions', 'materials', 'steps', 'place', 'phone', 'basis'];

/**
 * A first mapping by the columns' names, for a person to correct: a field that can only come once goes to the first
 * column that is called so; an unknown column with a Chinese name is kept as a further aspect, others are skipped.
 */
export function guessGuideMapping(columns: readonly string[]): GuideMapping {
  const taken = new Set<GuideField>();
  const mapping: Record<string, ColumnTarget> = {};
  for (const column of columns) {
    const plain = column
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_\-—:：（）()]/g, '');
    const field = names.find(([, pattern]) => pattern.test(plain))?.[0];
    if (field !== undefined && (!taken.has(field) || several.includes(field))) {
      taken.add(field);
      mapping[column] = field;
    } else {
      mapping[column] = /\p{Script=Han}/u.test(column) ? 'extra' : 'skip';
    }
  }
  return preferCodes(mapping, columns);
}

/** Where a table has both a region's name and its code, the code tells more. */
function preferCodes(mapping: Record<string, ColumnTarget>, columns: readonly string[]): GuideMapping {
  const named = columns.find((column) => mapping[column] === 'region');
  const code = columns.find((column) => /^(?:area|region)_?code$|区划代码/i.test(column));
  if (named === undefined || code === undefined || named === code) return mapping;
  return { ...mapping, [named]: 'skip', [code]: 'region' };
}
