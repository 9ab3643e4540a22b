import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';

import type { FillPlan } from '../arrange-fill';

export type SectionName = 'fill' | 'check' | 'materials' | 'promises';

/** A numbered part of the page. */
export interface FillSection {
  name: SectionName;
  number: number;
  anchor: string;
  components: FormComponent[];
  /** How many fields it has. */
  count: number;
}

/** The parts that this form needs, numbered; an empty one is left out. */
export function listSections(plan: FillPlan): FillSection[] {
  const parts: [SectionName, FormComponent[], number][] = [
    ['fill', plan.fill, plan.paths.fill.length],
    ['check', plan.check, plan.paths.check.length + plan.locked.length],
    ['materials', plan.materials, plan.paths.materials.length],
    ['promises', plan.promises, plan.paths.promises.length],
  ];
  return parts
    .filter(([name, components, count]) => components.length > 0 || (name === 'check' && count > 0))
    .map(([name, components, count], index) => ({
      name,
      number: index + 1,
      anchor: `part-${name}`,
      components,
      count,
    }));
}

/** The form as form.io draws it: a panel for each part, errors on leaving a field, no button of its own. */
export function toWebform(
  definition: FormDefinition,
  plan: FillPlan,
  sections: readonly FillSection[],
  words: (section: FillSection) => { title: string; note: string },
): FormDefinition {
  return {
    ...definition,
    display: 'form',
    components: [
      ...sections.map((section) => ({
        type: 'panel',
        key: `part_${section.name}`,
        input: false,
        title: words(section).title,
        section: { anchor: section.anchor, number: section.number, note: words(section).note },
        components: section.components.map(checkedOnBlur),
      })),
      ...plan.hidden,
    ],
  };
}

const typed = new Set(['textfield', 'textarea', 'number', 'currency', 'email', 'phoneNumber', 'url']);

function checkedOnBlur(component: FormComponent): FormComponent {
  return {
    ...component,
    ...(typed.has(component.type) && { validateOn: 'blur' }),
    ...(component.type === 'select' && component.widget === undefined && { widget: 'html5' }),
    ...(component.components && { components: component.components.map(checkedOnBlur) }),
    ...(component.columns && {
      columns: component.columns.map((column) => ({
        ...column,
        components: (column.components ?? []).map(checkedOnBlur),
      })),
    }),
  };
}
