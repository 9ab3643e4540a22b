import bootstrap from '@formio/bootstrap/bootstrap5';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  appendComponent,
  changeComponent,
  copyComponent,
  freeKey,
  insertComponents,
  listComponents,
  listPlaces,
  moveComponent,
  placeAt,
} from '~/app/forms/build/arrange-components';
import { suggestBindings } from '~/app/forms/build/suggest-bindings';
import { tidyDefinition } from '~/app/forms/build/tidy-definition';
import { escapeHtml, formioTemplates, showBytes, withoutRequiredGroup } from '~/app/forms/formio-templates';
import { editableTypes, editForm, type EditContext } from '~/app/forms/palette/edit-forms';
import { findPaletteItem, paletteGroups, paletteOption } from '~/app/forms/palette/palette-items';
import zh from '~/app/words/zh-CN.json';
import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { lintForm } from '~/forms/definition/lint-form';

const used = new Set<string>();
const t = (key: string, params: Record<string, string | number> = {}) => {
  used.add(key);
  const word = (zh as Record<string, string>)[key] ?? key;
  return word.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name]));
};
const facts = [
  { key: 'registration.name', label: '企业名称', source: '市场监管局', periods: [] },
  { key: 'rd.expense', label: '研发费用', source: '税务局', periods: ['year' as const] },
];
const context: EditContext = { t, facts, year: 2026 };

function everyProperty(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]): [string, unknown][] => [
    [name, inner],
    ...everyProperty(inner),
  ]);
}

describe('the palette', () => {
  it('offers only what the forms room accepts', () => {
    const components = paletteGroups.flatMap(({ items }) => items.map((item) => item.schema(t)));
    const findings = lintForm({ components }).filter(({ code }) => code !== 'key-duplicate');
    // A fact card does nothing until its fact is chosen.
    expect(findings.map(({ code, key }) => `${key}: ${code}`)).toEqual(['factCard: fact-card-unbound']);
    expect(components.length).toBeGreaterThanOrEqual(25);
  });

  it('replaces form.io’s groups altogether, and finds an item by its button', () => {
    const option = paletteOption(t);
    expect(
      Object.entries(option)
        .filter(([, group]) => group !== false)
        .map(([name]) => name),
    ).toEqual(['own-basic', 'own-identity', 'own-layout', 'own-more']);
    expect(findPaletteItem('hq-mobile')?.schema(t).format).toBe('mobile');
    expect(findPaletteItem('textfield')).toBeUndefined();
  });
});

describe('editForm', () => {
  const forms = [...editableTypes, 'unknown'].map((type) => [type, editForm(type, context)] as const);
  const tabsOf = (form: FormDefinition) => (form.components[0]?.components ?? []).map(({ label }) => label);

  it.each(forms)('offers nothing for %s that runs as a script or fetches data', (_, form) => {
    const edited = listComponents(form).map(({ key }) => key);
    const scripts =
      /custom$|customConditional|customDefaultValue|calculateValue|logic|template|data\.(url|json|resource|custom)|dataSrc|refreshOn|storage|url|attributes|sanitize/;
    expect(edited.filter((key) => scripts.test(key))).toEqual([]);
    const code = everyProperty(form).filter(
      ([name, value]) =>
        /^(custom|customConditional|calculateValue|customDefaultValue|logic)$/.test(name) && value !== '',
    );
    expect(code).toEqual([]);
    expect(JSON.stringify(form)).not.toMatch(/"(ace|ckeditor|quill)"/);
  });

  it('has the five tabs, and binds fields but no layout', () => {
    expect(tabsOf(editForm('number', context))).toEqual(['显示', '数据', '校验', '条件', '预填']);
    expect(tabsOf(editForm('panel', context))).not.toContain('预填');
    const fact = listComponents(editForm('textfield', context)).find(({ key }) => key === 'prefill.fact');
    expect(fact?.data).toEqual({
      values: [
        { value: 'registration.name', label: '企业名称 · 市场监管局 · registration.name' },
        { value: 'rd.expense', label: '研发费用 · 税务局 · rd.expense' },
      ],
    });
  });

  it('has every word it uses', () => {
    expect([...used].filter((key) => !(key in zh))).toEqual([]);
  });
});

const field = (key: string, rest: Partial<FormComponent> = {}): FormComponent => ({
  type: 'textfield',
  key,
  label: key,
  ...rest,
});
const form = (): FormDefinition => ({
  components: [
    field('a'),
    { type: 'panel', key: 'p', title: 'P', components: [field('b'), field('c')] },
    { type: 'columns', key: 'two', columns: [{ components: [field('d')] }, { components: [] }] },
  ],
});

describe('arranging by keyboard', () => {
  it('appends after the selected field, into the selected group, else at the end', () => {
    expect(
      appendComponent(form(), field('new'), 'b').definition.components[1]?.components?.map(({ key }) => key),
    ).toEqual(['b', 'new', 'c']);
    expect(appendComponent(form(), field('new'), 'p').definition.components[1]?.components?.at(-1)?.key).toBe(
      'new',
    );
    expect(appendComponent(form(), field('a'), null)).toMatchObject({ key: 'a2' });
    expect(
      appendComponent(form(), { type: 'panel', key: 'q' }, 'p').definition.components.map(({ key }) => key),
    ).toEqual(['a', 'p', 'q', 'two']);
  });

  it('moving there and back changes nothing, and never loses a component', () => {
    const keys = listComponents(form()).map(({ key }) => key);
    fc.assert(
      fc.property(fc.constantFrom(...keys, 'none'), fc.constantFrom<-1 | 1>(-1, 1), (key, step) => {
        const moved = moveComponent(form(), key, step);
        expect(
          listComponents(moved)
            .map((one) => one.key)
            .sort(),
        ).toEqual([...keys].sort());
        const wasMoved = JSON.stringify(moved) !== JSON.stringify(form());
        if (wasMoved) expect(moveComponent(moved, key, step === 1 ? -1 : 1)).toEqual(form());
      }),
    );
  });

  it('copies with keys of their own', () => {
    const copied = copyComponent(form(), 'p');
    const keys = listComponents(copied?.definition ?? form()).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(['p2', 'b2', 'c2']));
    expect(copyComponent(form(), 'none')).toBeNull();
    expect(freeKey({ components: [field('x'), field('x2')] }, 'x')).toBe('x3');
  });

  it('changes one component', () => {
    const changed = changeComponent(form(), 'd', { prefill: { fact: 'rd.expense' } });
    expect(listComponents(changed).find(({ key }) => key === 'd')?.prefill).toEqual({ fact: 'rd.expense' });
  });
});

describe('tidyDefinition', () => {
  const noisy = {
    display: 'form' as const,
    components: [
      {
        ...field('a'),
        id: 'x1',
        customDefaultValue: '',
        calculateValue: '',
        hidden: false,
        persistent: true,
        validate: { required: true, custom: '', pattern: '' },
        prefill: { fact: '', locked: true },
        conditional: { show: 'true', when: 'b', eq: 'x' },
      },
      {
        ...field('b'),
        conditional: { show: null, when: null, eq: '' },
        customConditional: 'show = true',
        logic: [],
        addons: [],
        tags: [],
        values: [{ label: '是', value: 'y' }],
      },
      { type: 'panel', key: 'p', title: '分组', label: 'Panel', persistent: false, components: [field('c')] },
      {
        type: 'columns',
        key: 'two',
        columns: [{ components: [field('d')], width: 6 }, { width: 6 } as never],
      },
      { ...field('e'), conditional: { show: 'false', when: 'a', eq: '1' }, logic: [{ name: 'kept' }] },
      { ...field('f'), conditional: { json: { '==': [1, 1] } } },
    ],
  };
  const tidy = tidyDefinition(noisy);

  it('keeps what the designer decided and nothing else', () => {
    expect(tidy.components[0]).toEqual({
      type: 'textfield',
      key: 'a',
      label: 'a',
      validate: { required: true },
      prefill: { locked: true },
      conditional: { show: true, when: 'b', eq: 'x' },
    });
    expect(tidy.components[1]).toEqual({ ...field('b'), values: [{ label: '是', value: 'y' }] });
    expect(tidy.components[2]).toMatchObject({ label: '分组', components: [field('c')] });
    expect(tidy.components[2]).not.toHaveProperty('persistent');
    expect(tidy.components[4]).toMatchObject({ conditional: { show: false }, logic: [{ name: 'kept' }] });
    expect(tidy.components[5]?.conditional).toEqual({ json: { '==': [1, 1] } });
  });

  it('keeps no unit beside an amount that says its own', () => {
    const amount = { type: 'currency', key: 'm', label: 'm', entryUnit: 'wan' };
    const staff = field('n', { type: 'number', suffix: '人' });
    const stored = [{ ...amount, prefix: '￥', suffix: '万元' }, staff];
    expect(tidyDefinition({ components: stored }).components).toEqual([amount, staff]);
  });

  it('done twice is done once', () => {
    expect(tidyDefinition(tidy)).toEqual(tidy);
  });
});

describe('suggestBindings', () => {
  it('knows what printed forms call a registered address', () => {
    const address = { key: 'registration.address', label: '住所', source: '市场监管局', periods: [] };
    const printed = { components: [{ type: 'textfield', key: 'a', label: '企业注册地址' }] };
    expect(suggestBindings(printed, [...facts, address])).toMatchObject([{ key: 'a', fact: address }]);
  });

  it('names fields whose value a department holds, each fact once', () => {
    const definition = {
      components: [
        field('n', { label: '企业名称' }),
        field('r', { label: '上年度研发费用（元）' }),
        field('r2', { label: '研发费用' }),
        field('o', { label: '其他' }),
        field('s', { label: '甲' }),
      ],
    };
    expect(suggestBindings(definition, facts).map(({ key, fact }) => [key, fact.key])).toEqual([
      ['n', 'registration.name'],
      ['r', 'rd.expense'],
    ]);
  });

  it('leaves bound fields alone', () => {
    expect(
      suggestBindings(
        { components: [field('n', { label: '企业名称', prefill: { fact: 'registration.name' } })] },
        facts,
      ),
    ).toEqual([]);
  });
});

describe('templates', () => {
  const draw = (name: keyof typeof formioTemplates, ctx: Record<string, unknown>) =>
    (formioTemplates[name] as (ctx: unknown) => string)({
      t: (key: string) => key,
      instance: { id: 'i' },
      label: {},
      children: '',
      ...ctx,
    });
  const evil = '<img src=x onerror=alert(1)>';

  it('give an option of a native select its words alone, without markup', () => {
    const option = (label: string) =>
      draw('selectOption', { option: { label, value: 2025 }, attrs: { 'data-x': '"' }, selected: true });
    expect(option('<span>2025 年</span>')).toBe(
      '<option value="2025" selected="selected" data-x="&#34;">2025 年</option>',
    );
    expect(option(`<span>${evil}</span>`)).not.toContain('img');
    expect(option('a <img src=x onerror=alert(1)')).toContain('a &lt;img');
    expect(draw('selectOption', { option: { label: 'b' }, useId: true, id: 0 })).toBe(
      '<option value="0">b</option>',
    );
  });

  it('escape what people wrote, wherever it stands', () => {
    expect(escapeHtml(`${evil}"'&`)).not.toMatch(/[<>"']/);
    expect(escapeHtml({})).toBe('');
    const component = {
      type: 'panel',
      key: 'k',
      title: evil,
      label: evil,
      multiple: true,
      filePattern: evil,
      components: [{ type: 'tab', key: 't', label: evil }],
    };
    const drawn = [
      draw('panel', { component, nestedKey: 'n' }),
      draw('panel', {
        component: { ...component, section: { anchor: 'a', number: 1, note: evil } },
        nestedKey: 'n',
      }),
      draw('file', {
        component,
        files: [{ name: evil, size: 10 }],
        filesToDelete: [{ name: evil, size: 1, message: evil }],
        filesToUpload: [
          { name: evil, size: 1, status: 'progress', progress: 5, id: 'z' },
          { name: evil, size: 1, status: 'error', message: evil },
        ],
      }),
      draw('builderComponent', {
        component,
        childComponent: { type: 'textfield', key: 'k', label: evil, prefill: { fact: 'f' } },
        html: '',
        options: { sources: { f: { label: evil, source: evil } }, sourceWords: { asked: evil, bound: evil } },
      }),
      draw('builderComponent', {
        component,
        childComponent: { type: 'textfield', key: 'k', label: evil },
        html: '',
        options: { sourceWords: { asked: evil, bound: evil } },
      }),
      draw('builderSidebarGroup', {
        component,
        groupKey: 'g',
        group: {
          title: evil,
          componentOrder: ['x', 'gone'],
          components: { x: { key: 'x', title: evil, icon: 'bi', schema: { type: 'textfield' } } },
        },
      }),
      draw('tab', {
        component,
        currentTab: 0,
        tabLikey: 'l',
        tabLinkKey: 'k',
        tabKey: 't',
        tabComponents: [],
      }),
      draw('message', { component, key: 'k', message: evil }),
      draw('builderEditForm', { component, componentInfo: { title: evil }, editForm: '' }),
    ];
    for (const html of drawn) expect(html).not.toContain('<img');
  });

  it('call a group of radios required, but no group of boxes', () => {
    // Written for form.io as functions, typed as texts.
    const { templates } = 'default' in bootstrap ? (bootstrap.default as typeof bootstrap) : bootstrap;
    const drawRadio = templates.bootstrap5.radio.form as unknown as (context: unknown) => string;
    const group = (type: string) => {
      const component = { ...field('k', { type, validate: { required: true } }) };
      const input = { type: 'input', attr: { type: 'radio' }, component };
      const html = withoutRequiredGroup(
        drawRadio({ component, input, instance: { id: 'i' }, values: [], t: (key: string) => key }),
      );
      return /<div[^>]*ref="radioGroup"[^>]*>/.exec(html)?.[0].replace(/\s+/g, ' ');
    };
    expect(group('radio')).toContain('role="radiogroup" aria-required="true" aria-labelledby="l-i-k"');
    expect(group('selectboxes')).toContain('role="group" aria-labelledby="l-i-k"');
  });

  it('draw the frame of the builder with names for readers of the screen', () => {
    expect(draw('builder', { sidebar: '', form: '' })).toContain('aria-label="canvas"');
    expect(draw('builderSidebar', { groupId: 'g', groups: [] })).toContain('aria-label="searchFields"');
    expect(draw('builderPlaceholder', { position: 0 })).toContain('data-noattach');
    expect(draw('dialog', {})).toContain('aria-modal="true"');
    expect(
      draw('builderComponent', {
        childComponent: { type: 'panel', key: 'k' },
        html: '',
        disableBuilderActions: true,
      }),
    ).not.toContain('button');
  });

  it('offers no further file where one is enough', () => {
    const component = { type: 'file', key: 'f', label: 'f' };
    const one = {
      component,
      files: [{ name: 'a.pdf', size: 2_500_000 }],
      filesToDelete: [],
      filesToUpload: [],
    };
    expect(draw('file', one)).not.toContain('fileBrowse');
    expect(draw('file', { ...one, files: [] })).toContain('fileBrowse');
    expect([10, 2048, 2_500_000].map(showBytes)).toEqual(['10 B', '2 KB', '2.4 MB']);
  });
});

describe('what is brought into a form', () => {
  const text = (key: string): FormComponent => ({ type: 'textfield', key, label: `“${key}”`, input: true });
  const panel = (key: string, ...components: FormComponent[]): FormComponent => ({
    ...{ type: 'panel', key, title: key, input: false, components },
  });
  const grid = { type: 'datagrid', key: 'rows', label: '明细', input: true, components: [text('cell')] };
  const form: FormDefinition = {
    components: [panel('one', text('a'), text('b')), panel('two', grid, text('c')), text('d')],
  };
  const keys = (components: readonly FormComponent[]): unknown[] =>
    components.map((one) => (one.type === 'panel' ? [one.key, ...keys(one.components ?? [])] : one.key));
  const put = (selected: string | null, ...added: FormComponent[]) =>
    keys(insertComponents(form, added, placeAt(form, selected)).components);

  it('lands behind the selected field, in the selected group, or at the end', () => {
    expect(put('a', text('x'), text('y'))).toEqual([['one', 'a', 'x', 'y', 'b'], ['two', 'rows', 'c'], 'd']);
    expect(put('two', text('x'))).toEqual([['one', 'a', 'b'], ['two', 'rows', 'c', 'x'], 'd']);
    expect(put(null, text('x'))).toEqual([['one', 'a', 'b'], ['two', 'rows', 'c'], 'd', 'x']);
    // A column of a table is no place for a field, nor is one that was taken out meanwhile.
    expect(put('cell', text('x')).at(-1)).toBe('x');
    expect(put('gone', text('x')).at(-1)).toBe('x');
  });

  it('never puts a group into a group', () => {
    expect(put('a', panel('new', text('x')))).toEqual([
      ['one', 'a', 'b'],
      ['new', 'x'],
      ['two', 'rows', 'c'],
      'd',
    ]);
    expect(put('two', panel('new'), text('x'))).toEqual([
      ['one', 'a', 'b'],
      ['two', 'rows', 'c'],
      ['new'],
      'x',
      'd',
    ]);
  });

  it('can go to each place that is offered, and nothing else changes', () => {
    for (const { place } of listPlaces(form)) {
      const after = insertComponents(form, [text('x')], place);
      expect(listComponents(after).map(({ key }) => key)).toContain('x');
      const without = JSON.parse(JSON.stringify(after), (_, value: unknown) =>
        Array.isArray(value) ? value.filter((one: { key?: string }) => one.key !== 'x') : value,
      ) as FormDefinition;
      expect(without).toEqual(form);
    }
  });
});
