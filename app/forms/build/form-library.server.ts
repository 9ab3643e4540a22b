import type { FormDefinition } from '~/forms/definition/form-definition';

interface LibraryForm {
  departmentId: string;
  title: string;
  titleEn?: string;
  definition: FormDefinition;
}

const files = import.meta.glob<LibraryForm>('/forms/library/*.json', { eager: true, import: 'default' });

/** The starter forms that a department can begin with, by name. */
export const formLibrary: ReadonlyMap<string, LibraryForm> = new Map(
  Object.entries(files).map(([file, form]) => [file.replace(/^.*\/|\.json$/g, ''), form]),
);
