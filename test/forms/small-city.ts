import { createForm } from '~/forms/definition/create-form.server';
import type { FormComponent } from '~/forms/definition/form-definition';
import { publishForm } from '~/forms/definition/publish-form.server';
import { anonymousReader, systemReader, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** Two departments and two firms with a person each, and the facts that the registers hold of the first firm. */
export const key = Buffer.alloc(32, 7);
export const noon = new Date('2026-11-20T04:00:00Z');

export const member: Reader = {
  ...anonymousReader,
  kind: 'person',
  personId: 'lin',
  name: '林经办',
  enterpriseId: 'zhizao',
  enterpriseIds: ['zhizao'],
};
export const otherMember: Reader = {
  ...member,
  personId: 'wu',
  name: '吴经办',
  enterpriseId: 'bieren',
  enterpriseIds: ['bieren'],
};
export const reviewer: Reader = staff('shen', 'reviewer', 'science');
export const otherReviewer: Reader = staff('jin', 'reviewer', 'finance');
export const designer: Reader = staff('ding', 'designer', 'science');
export const otherDesigner: Reader = staff('dong', 'designer', 'finance');

function staff(personId: string, role: 'reviewer' | 'designer', departmentId: string): Reader {
  return {
    ...anonymousReader,
    kind: 'person',
    personId,
    name: personId,
    appointments: [{ role, departmentId }],
  };
}

export async function buildCity(db: Db): Promise<void> {
  await db.department.createMany({
    data: [
      { id: 'science', name: '市科技局（示例）', phone: '12345' },
      { id: 'finance', name: '市财政局（示例）' },
    ],
  });
  await db.enterprise.createMany({
    data: [
      { id: 'zhizao', name: '云江智造科技有限公司', creditCode: '91359900MA0000008K' },
      { id: 'bieren', name: '别家有限公司', creditCode: '91359900MA0000009F' },
    ],
  });
  for (const [id, name] of [
    ['lin', '林经办'],
    ['wu', '吴经办'],
    ['shen', '沈审核'],
    ['jin', '金审核'],
    ['ding', '丁设计'],
    ['dong', '董设计'],
  ] as const) {
    await db.person.create({
      data: { id, loginName: id, name, email: id === 'lin' ? 'lin@example.com' : null },
    });
  }
  await db.membership.createMany({
    data: [
      { personId: 'lin', enterpriseId: 'zhizao', state: 'active' },
      { personId: 'wu', enterpriseId: 'bieren', state: 'active' },
    ],
  });
  await db.appointment.createMany({
    data: [
      { personId: 'shen', departmentId: 'science', role: 'reviewer' },
      { personId: 'jin', departmentId: 'finance', role: 'reviewer' },
    ],
  });
  await recordFact(db, 'registration.name', '云江智造科技有限公司');
  await recordFact(db, 'credit.code', '91350100M000100Y43');
  await recordFact(db, 'registration.date', '2018-04-16');
  await recordFact(db, 'staff.count', 86, { period: '2026Q3', source: '市人社局' });
  await recordFact(db, 'contact.name', '林晓', { source: '贵公司', sourceKind: 'stated' });
}

/** A fact of the first firm, newer than those before. */
export async function recordFact(
  db: Db,
  factKey: string,
  value: string | number | boolean,
  { period = '', source = '市市场监管局', sourceKind = 'registry', enterpriseId = 'zhizao' } = {},
): Promise<void> {
  const recordedAt = new Date(noon.valueOf() - 86_400_000 + (await db.fact.count()) * 1000);
  await db.fact.create({
    data: {
      enterpriseId,
      key: factKey,
      period,
      value,
      source,
      sourceKind,
      observedAt: new Date('2026-10-31T00:00:00Z'),
      recordedAt,
    },
  });
}

/** Fields as the starter forms have them: locked ones, own ones, a choice, a file, a promise, one shown on a condition. */
export const components: FormComponent[] = [
  {
    type: 'panel',
    key: 'firm',
    title: '企业基本信息',
    input: false,
    components: [
      {
        type: 'textfield',
        key: 'name',
        label: '企业名称',
        input: true,
        validate: { required: true },
        prefill: { fact: 'registration.name' },
      },
      {
        type: 'datetime',
        key: 'founded',
        label: '成立日期',
        input: true,
        enableTime: false,
        format: 'yyyy-MM-dd',
        prefill: { fact: 'registration.date' },
      },
      {
        type: 'number',
        key: 'staff',
        label: '从业人数',
        input: true,
        suffix: '人',
        prefill: { fact: 'staff.count', period: 'latest' },
      },
    ],
  },
  {
    type: 'textfield',
    key: 'contact',
    label: '联系人',
    input: true,
    validate: { required: true },
    prefill: { fact: 'contact.name' },
  },
  {
    type: 'textfield',
    key: 'phone',
    label: '联系手机',
    input: true,
    validate: { required: true, pattern: '1[3-9]\\d{9}' },
  },
  {
    type: 'radio',
    key: 'kind',
    label: '项目类型',
    input: true,
    values: [
      { value: 'new', label: '新产品' },
      { value: 'process', label: '新工艺' },
    ],
    validate: { required: true },
  },
  {
    type: 'textarea',
    key: 'process',
    label: '工艺说明',
    input: true,
    validate: { required: true, minLength: 5 },
    conditional: {
      show: true,
      conjunction: 'all',
      conditions: [{ component: 'kind', operator: 'isEqual', value: 'process' }],
    },
  },
  { type: 'currency', key: 'spent', label: '研发费用', input: true, validate: { required: true, min: 0 } },
  {
    type: 'number',
    key: 'subsidy',
    label: '补助金额',
    input: true,
    disabled: true,
    calculateValue: { '*': [{ var: 'data.spent' }, 0.1] },
  },
  { type: 'hidden', key: 'channel', label: '渠道', input: true, defaultValue: 'web' },
  {
    type: 'file',
    key: 'report',
    label: '审计报告',
    input: true,
    storage: 'url',
    filePattern: '.pdf',
    fileMaxSize: '1MB',
  },
  { type: 'checkbox', key: 'promise', label: '所填内容真实', input: true, validate: { required: true } },
];

/** What an honest applicant fills in. */
export const answers = { phone: '13800138000', kind: 'new', spent: 2_480_000.5, promise: true };

/** Publishes a form of the science department. */
export async function publish(
  db: Db,
  path: string,
  fields: FormComponent[] = components,
): Promise<{ formId: string; versionId: string }> {
  const deps = { db, now: () => noon };
  const made = await createForm(deps, systemReader, {
    departmentId: 'science',
    path,
    title: '企业研发投入后补助申请表',
    definition: { display: 'form', components: fields },
  });
  const { versionId } = await publishForm(deps, systemReader, {
    formId: made.formId,
    revision: made.revision,
  });
  return { formId: made.formId, versionId };
}
