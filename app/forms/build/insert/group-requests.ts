import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import type { FieldGroup } from '~/forms/definition/groups/field-group';

/** What fields can be taken from. */
export interface FieldSources {
  groups: FieldGroup[];
  forms: { id: string; title: string; departmentName: string }[];
}

export type GroupDeed =
  | { act: 'save'; name: string; components: FormComponent[] }
  | { act: 'rename'; id: string; name: string }
  | { act: 'delete'; id: string };

/** The groups and forms that fields can be taken from. Rejects when the server doesn't answer. */
export async function fetchSources(formId: string): Promise<FieldSources> {
  return (await getJson(`/desk/forms/${formId}/groups`)) as FieldSources;
}

/** Another form's fields. Rejects when the server doesn't answer. */
export async function fetchDefinition(formId: string, from: string): Promise<FormDefinition> {
  const found = (await getJson(`/desk/forms/${formId}/groups?from=${encodeURIComponent(from)}`)) as {
    definition: FormDefinition;
  };
  return found.definition;
}

/** Does something to a group: the groups as they are then, or why not, in sentences. */
export async function sendGroupDeed(
  formId: string,
  deed: GroupDeed,
): Promise<{ groups: FieldGroup[] } | { refused: string[] }> {
  const response = await fetch(`/desk/forms/${formId}/groups`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(deed),
  });
  const answer = (await response.json().catch(() => ({}))) as {
    groups?: FieldGroup[];
    title?: string;
    errors?: { message: string }[];
  };
  if (response.ok && answer.groups) return { groups: answer.groups };
  return {
    refused: answer.errors?.map(({ message }) => message) ?? [answer.title ?? String(response.status)],
  };
}

async function getJson(address: string): Promise<unknown> {
  const response = await fetch(address, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
