/** What form.io's builder writes into every component, whether it is used or not. */
const boilerplate = {
  input: true,
  tableView: true,
  hidden: false,
  multiple: false,
  persistent: true,
  protected: false,
  unique: false,
  defaultValue: null,
  customDefaultValue: '',
  calculateValue: '',
  calculateServer: false,
  allowCalculateOverride: false,
  encrypted: false,
  placeholder: '',
  prefix: '',
  suffix: '',
  tooltip: '',
  description: '',
  customClass: '',
  tabindex: '',
  widget: { type: 'input' },
  attributes: {},
  overlay: { style: '', left: '', top: '', width: '', height: '' },
  validateOn: 'change',
  validate: {
    required: false,
    custom: '',
    customPrivate: false,
    strictDateValidation: false,
    multiple: false,
  },
  conditional: { show: null, when: null, eq: '' },
  logic: [],
  properties: {},
};
const emptyData = { values: [], json: '', url: '', resource: '', custom: '' };
const optionTemplate = '<span>{{ item.label }}</span>';

type Component = Record<string, unknown>;
const field = (type: string, key: string, label: string, more: Component = {}): Component => ({
  ...boilerplate,
  id: `e${key}`,
  type,
  key,
  label,
  ...more,
});
const select = (key: string, label: string, more: Component = {}) =>
  field('select', key, label, { template: optionTemplate, dataSrc: 'values', data: emptyData, ...more });
const submit = field('button', 'submit', 'Submit', {
  action: 'submit',
  theme: 'primary',
  disableOnInvalid: true,
});
const exported = (name: string, title: string, components: Component[], more: Component = {}) => ({
  title,
  name,
  path: name.toLowerCase(),
  type: 'form',
  display: 'form',
  tags: ['common'],
  components,
  ...more,
});

/** Ten forms as form.io exports them: what comes along, and what is left out, in words. */
export const formioExports: { name: string; form: Component; taken: string[]; refused: string[] }[] = [
  {
    name: 'a plain form with the builder’s boilerplate comes whole',
    form: exported('contactForm', 'Contact us', [
      field('textfield', 'firstName', 'First name'),
      field('email', 'email', 'E-mail', { validate: { required: true } }),
      field('textarea', 'message', 'Message', { rows: 3, wysiwyg: false, editor: '' }),
      submit,
    ]),
    taken: ['firstName', 'email', 'message'],
    refused: [],
  },
  {
    name: 'simple conditionals come whole',
    form: exported('vehiclePermit', 'Vehicle permit', [
      select('vehicle', 'Vehicle', {
        data: {
          ...emptyData,
          values: [
            { label: 'Van', value: 'van' },
            { label: 'Lorry', value: 'lorry' },
          ],
        },
      }),
      field('number', 'axles', 'Axles', {
        conditional: {
          show: true,
          conjunction: 'all',
          conditions: [{ component: 'vehicle', operator: 'isEqual', value: 'lorry' }],
        },
      }),
      submit,
    ]),
    taken: ['vehicle', 'axles'],
    refused: [],
  },
  {
    name: 'legacy conditionals come whole',
    form: exported('registrationOld', 'Registration', [
      field('radio', 'member', 'Member', {
        values: [
          { label: 'Yes', value: 'yes' },
          { label: 'No', value: 'no' },
        ],
      }),
      field('textfield', 'number', 'Member number', {
        conditional: { show: 'true', when: 'member', eq: 'yes' },
      }),
      submit,
    ]),
    taken: ['member', 'number'],
    refused: [],
  },
  {
    name: 'JSON-logic comes, but for operators that don’t exist here',
    form: exported('subsidyLogic', '补贴测算', [
      field('currency', 'invest', '投资额'),
      field('number', 'grant', '补助额', { calculateValue: { '*': [{ var: 'data.invest' }, 0.1] } }),
      field('textfield', 'big', '大额说明', {
        conditional: { json: { '>': [{ var: 'data.invest' }, 1_000_000] } },
      }),
      field('textfield', 'when', '说明', { conditional: { json: { moment: [{ var: 'data.invest' }] } } }),
      submit,
    ]),
    taken: ['invest', 'grant', 'big', 'when'],
    refused: ['“说明”的 JSON 逻辑用了不支持的运算“moment”。'],
  },
  {
    name: 'a wizard keeps its pages',
    form: exported(
      'wizardApply',
      'Application wizard',
      [
        {
          type: 'panel',
          key: 'page1',
          title: 'Company',
          input: false,
          breadcrumbClickable: true,
          buttonSettings: { previous: true, cancel: true, next: true },
          components: [field('textfield', 'company', 'Company')],
        },
        {
          type: 'panel',
          key: 'page2',
          title: 'Project',
          input: false,
          components: [
            field('datetime', 'start', 'Start', {
              format: 'yyyy-MM-dd',
              enableTime: false,
              datePicker: { minDate: null, maxDate: null },
            }),
          ],
        },
      ],
      { display: 'wizard' },
    ),
    taken: ['company', 'start'],
    refused: [],
  },
  {
    name: 'nested panels, columns, tabs and grids keep their fields',
    form: exported('nestedPanels', 'Nested', [
      {
        type: 'panel',
        key: 'outer',
        title: 'Outer',
        input: false,
        components: [
          {
            type: 'fieldset',
            key: 'inner',
            legend: 'Inner',
            input: false,
            components: [field('textfield', 'deep', 'Deep')],
          },
          {
            type: 'columns',
            key: 'columns',
            input: false,
            columns: [
              {
                components: [field('textfield', 'left', 'Left')],
                width: 6,
                offset: 0,
                push: 0,
                pull: 0,
                size: 'md',
              },
              {
                components: [field('textfield', 'right', 'Right')],
                width: 6,
                offset: 0,
                push: 0,
                pull: 0,
                size: 'md',
              },
            ],
          },
          field('datagrid', 'rows', 'Rows', { components: [field('number', 'amount', 'Amount')] }),
        ],
      },
      {
        type: 'tabs',
        key: 'tabs',
        input: false,
        components: [{ key: 'tab1', label: 'Tab 1', components: [field('checkbox', 'agree', 'Agree')] }],
      },
      submit,
    ]),
    taken: ['deep', 'left', 'right', 'amount', 'agree'],
    refused: [],
  },
  {
    name: 'custom JavaScript is left out, wherever it hides',
    form: exported('customJs', 'Custom scripts', [
      field('textfield', 'code', '编号', {
        validate: { required: true, custom: 'valid = input.length === 8 ? true : "8";' },
      }),
      field('number', 'sum', '合计', { calculateValue: 'value = data.a + data.b;' }),
      field('textfield', 'shown', '备注', { customConditional: 'show = data.code === "x";' }),
      field('textfield', 'today', '日期', { customDefaultValue: 'value = moment().format();' }),
      field('textfield', 'rule', '规则', {
        logic: [
          {
            name: 'r',
            trigger: { type: 'javascript', javascript: 'result = true' },
            actions: [
              {
                type: 'property',
                property: { label: 'Hidden', value: 'hidden', type: 'boolean' },
                state: true,
              },
            ],
          },
        ],
      }),
      field('button', 'go', '计算', { action: 'custom', custom: 'alert(1)' }),
      submit,
    ]),
    taken: ['code', 'sum', 'shown', 'today', 'rule'],
    refused: [
      '“编号”含自定义脚本（custom），请改用条件设置或 JSON 逻辑。',
      '“合计”含自定义脚本（calculateValue），请改用条件设置或 JSON 逻辑。',
      '“备注”含自定义脚本（customConditional），请改用条件设置或 JSON 逻辑。',
      '“日期”含自定义脚本（customDefaultValue），请改用条件设置或 JSON 逻辑。',
      '“规则”含会运行脚本的地址，请删除。',
      '“规则”含自定义脚本（javascript），请改用条件设置或 JSON 逻辑。',
      '“计算”含自定义脚本（custom），请改用条件设置或 JSON 逻辑。',
      '按钮“计算”的动作（"custom"）不允许，只能是提交或重置。',
    ],
  },
  {
    name: 'remote lists are left out, their field stays',
    form: exported('remoteSelect', 'Remote lists', [
      select('street', '街道', {
        dataSrc: 'url',
        data: { ...emptyData, url: 'https://api.example.com/streets', headers: [{ key: '', value: '' }] },
      }),
      select('product', '产品', { dataSrc: 'resource', data: { ...emptyData, resource: '5f2c' } }),
      submit,
    ]),
    taken: ['street', 'product'],
    refused: [
      '“街道”从外部地址取数（url），请把选项写在表单里或绑定数据项。',
      '“产品”从外部地址取数（resource），请把选项写在表单里或绑定数据项。',
    ],
  },
  {
    name: 'foreign storage is left out, the upload stays',
    form: exported('uploads', 'Uploads', [
      field('file', 'report', '审计报告', { storage: 's3', dir: 'reports', filePattern: '.pdf' }),
      field('file', 'photo', '照片', { storage: 'url', url: 'https://files.example.com/up', image: true }),
      submit,
    ]),
    taken: ['report', 'photo'],
    refused: [
      '“审计报告”把文件存到别处（"s3"），只能存到本平台。',
      '“照片”把文件存到别处（https://files.example.com/up），只能存到本平台。',
    ],
  },
  {
    name: 'components without a counterpart are left out, the rest stays',
    form: exported('unknownTypes', 'Unknown types', [
      field('textfield', 'name', '名称'),
      field('survey', 'mood', '调查', { questions: [], values: [] }),
      {
        type: 'panel',
        key: 'more',
        title: 'More',
        input: false,
        components: [
          field('recaptcha', 'robot', '验证'),
          field('tree', 'tree', '树'),
          field('number', 'count', '数量'),
        ],
      },
      field('form', 'sub', '子表单', { src: 'https://x.form.io/sub' }),
      { type: 'htmlelement', key: 'html', tag: 'p', content: '<img src=x onerror=alert(1)>', input: false },
      submit,
    ]),
    taken: ['name', 'count'],
    refused: [
      '“html”含不安全的网页代码（<img>），只能使用基本排版。',
      '“调查”是“survey”类型的组件，这里不支持。',
      '“验证”是“recaptcha”类型的组件，这里不支持。',
      '“树”是“tree”类型的组件，这里不支持。',
      '“子表单”是“form”类型的组件，这里不支持。',
    ],
  },
];
