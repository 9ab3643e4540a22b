import type { FormComponent } from '~/forms/definition/form-definition';

import { inputPaths, type FillPlan } from '../arrange-fill';

/** What one screen asks, when the form is filled question by question. */
export interface FillScreen {
  /** The question's key; `promises`, `check` and `review` for those three. */
  id: string;
  kind: 'question' | 'material' | 'promises' | 'check' | 'review';
  /** The question; empty where the page has words of its own. */
  title: string;
  /** The keys of the components that it shows. */
  keys: string[];
  /** The data paths that it asks for. */
  paths: string[];
}

/**
 * The screens in their order: a question each for what only the firm knows and for the materials, one for all
 * promises, then the review. What is filled in advance is no screen on the way: it is shown on demand (`check`). A
 * question that the form's conditions hide is skipped.
 */
export function listScreens(plan: FillPlan, hidden: readonly string[]): FillScreen[] {
  const promises = plan.promises.map(({ key }) => key);
  return [
    ...questions(plan.fill, 'question', hidden),
    ...questions(plan.materials, 'material', hidden),
    ...(promises.length > 0
      ? [{ ...screen('promises', 'promises'), keys: promises, paths: plan.paths.promises }]
      : []),
    screen('review', 'review'),
  ];
}

/** What was filled in advance, to be looked through. */
export function checkScreen(plan: FillPlan): FillScreen {
  const paths = [...plan.paths.check, ...plan.locked.map(({ path }) => path)];
  return { ...screen('check', 'check'), keys: plan.check.map(({ key }) => key), paths };
}

/** The screen that asks for a data path; rows of a table belong to the table's. */
export function screenOf(
  screens: readonly FillScreen[],
  check: FillScreen,
  path: string,
): FillScreen | undefined {
  const asks = (one: FillScreen) =>
    one.paths.some((own) => path === own || path.startsWith(`${own}[`) || path.startsWith(`${own}.`));
  return screens.find(asks) ?? (asks(check) ? check : undefined);
}

/** Where to begin: the first screen with something open, else the review. */
export function firstOpen(screens: readonly FillScreen[], openPaths: readonly string[]): string {
  const open = screens.find(({ paths }) =>
    openPaths.some((path) => paths.some((own) => path === own || path.startsWith(`${own}[`))),
  );
  return open?.id ?? 'review';
}

function questions(
  components: readonly FormComponent[],
  kind: 'question' | 'material',
  hidden: readonly string[],
): FillScreen[] {
  const found: FillScreen[] = [];
  let notes: string[] = [];
  for (const component of components) {
    const paths = inputPaths(component);
    if (paths.length === 0) {
      notes.push(component.key);
      continue;
    }
    const isAsked = paths.some((path) => !hidden.includes(path));
    if (isAsked)
      found.push({
        id: component.key,
        kind,
        title: component.label ?? (typeof component.title === 'string' ? component.title : ''),
        keys: [...notes, component.key],
        paths,
      });
    notes = [];
  }
  // An explanation after the last question belongs to it.
  found.at(-1)?.keys.push(...notes);
  return found;
}

function screen(id: string, kind: FillScreen['kind']): FillScreen {
  return { id, kind, title: '', keys: [], paths: [] };
}
