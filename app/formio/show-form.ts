import type { FormDefinition } from '~/forms/definition/form-definition';
import type { VisibleForm } from '~/forms/definition/list-visible-forms.server';

/** A form as form.io's clients read it; without its components when the definition isn't given. */
export function showForm(form: VisibleForm, definition?: FormDefinition): Record<string, unknown> {
  return {
    _id: form.formId,
    type: 'form',
    title: form.title,
    titleEn: form.titleEn,
    name: nameOf(form.path),
    machineName: nameOf(form.path),
    path: form.path,
    tags: [],
    owner: form.createdById,
    access: [],
    submissionAccess: [],
    created: form.createdAt.toISOString(),
    modified: form.updatedAt.toISOString(),
    departmentId: form.departmentId,
    /** What is shown: its designers' draft, else what is filled now. */
    state: form.state,
    version: form.number,
    revision: form.revision,
    ...(definition && {
      display: definition.display ?? 'form',
      settings: definition.settings ?? {},
      components: definition.components,
    }),
  };
}

/** form.io's machine name of a path: `rd-subsidy` → `rdSubsidy`. */
function nameOf(path: string): string {
  return path.replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase()).replace(/-+$/, '');
}
