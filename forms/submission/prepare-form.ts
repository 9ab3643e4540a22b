import type { FormComponent } from '~/forms/definition/form-definition';
import { childrenOf, gridTypes, layoutTypes, walkFields } from '~/forms/definition/walk-fields';

/** A version made ready for checking: the same for every submission of it, so a thread keeps it. */
export interface PreparedForm {
  /** All components, as the validating pass takes them. */
  prepared: FormComponent[];
  /** Only those whose rules decide anything, with what stands around them; null when there are no rules. */
  ruling: FormComponent[] | null;
  /** The paths of fields with form.io's logic. */
  withLogic: ReadonlySet<string>;
  /** The paths of fields that only the server's calculation fills. */
  calculated: ReadonlySet<string>;
  /** Whether it asks for files. */
  hasFiles: boolean;
}

/** Makes a version ready. */
export function prepareForm(components: readonly FormComponent[]): PreparedForm {
  const prepared = prepareComponents(components);
  const fields = walkFields(prepared);
  const pathsOf = (test: (component: FormComponent) => boolean) =>
    new Set(fields.filter(({ component }) => test(component)).map(({ path }) => path));
  // Logic and uncompiled conditions name other components by their path: those want the whole form around them.
  const wantsAll = someComponent(
    prepared,
    (component) => hasLogic(component) || hasSimpleCondition(component),
  );
  const ruling = wantsAll ? prepared : rulingOf(prepared);
  return {
    prepared,
    ruling: ruling.length === 0 ? null : ruling,
    withLogic: pathsOf(hasLogic),
    calculated: pathsOf(
      (component) => component.calculateServer === true && !component.allowCalculateOverride,
    ),
    hasFiles: fields.some(({ component }) => component.type === 'file'),
  };
}

/** form.io calculates on the server only what says so, and keeps hidden values that say `clearOnHide: false`. */
function prepareComponents(components: readonly FormComponent[]): FormComponent[] {
  const prepared = structuredClone([...components]);
  const visit = (component: FormComponent) => {
    if (component.calculateValue && typeof component.calculateValue === 'object')
      component.calculateServer = true;
    component.clearOnHide = true;
    delete component.persistent;
    for (const child of childrenOf(component)) visit(child.component);
  };
  prepared.forEach(visit);
  return prepared;
}

/** The components with a rule of their own and what holds them; all that stands within a part that may be hidden. */
function rulingOf(components: readonly FormComponent[]): FormComponent[] {
  return components.flatMap((component) => {
    const holds =
      layoutTypes.has(component.type) || gridTypes.has(component.type) || component.type === 'container';
    if (hasRule(component)) return [component];
    if (!holds) return [];
    // Wherever a layout keeps its children, form.io goes through them in their order: a flat list decides the same.
    const inner = rulingOf(childrenOf(component).map((child) => child.component));
    if (inner.length === 0) return [];
    if (layoutTypes.has(component.type)) return inner;
    return [{ ...component, components: inner }];
  });
}

function hasRule(component: FormComponent): boolean {
  const { json } = component.conditional ?? {};
  return Boolean(json) || Boolean(component.calculateValue);
}

function hasSimpleCondition({ conditional }: FormComponent): boolean {
  const { json, when, conditions } = conditional ?? {};
  return !json && (Boolean(when) || (Array.isArray(conditions) && conditions.length > 0));
}

function hasLogic(component: FormComponent): boolean {
  return Array.isArray(component.logic) && component.logic.length > 0;
}

function someComponent(
  components: readonly FormComponent[],
  test: (component: FormComponent) => boolean,
): boolean {
  return components.some(
    (component) =>
      test(component) ||
      someComponent(
        childrenOf(component).map((child) => child.component),
        test,
      ),
  );
}
