import { requireFields } from '~/app/people/read-form';
import { createForm } from '~/forms/definition/create-form.server';
import { readFormioExport, type ExportProblem } from '~/forms/definition/read-formio-export';
import { describeFinding } from '~/forms/words/describe';
import { say, type FormLocale } from '~/forms/words/say';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import { z } from 'zod';

/** An export as the page shows it before anything is made of it. */
export interface ImportPreview {
  text: string;
  title: string;
  path: string;
  taken: { key: string; label: string; type: string }[];
  refused: string[];
  toMend: string[];
}

/** What the page is answered: an error at the file, a preview, or errors at the new form's fields beside the preview. */
export type ImportAnswer =
  | { problem: string }
  | { preview: ImportPreview; fields: Record<string, string>; given?: { title: string; path: string } };

/** The file that was chosen, else what was pasted. */
export async function readExportText(sent: FormData): Promise<string> {
  const file = sent.get('file');
  if (file instanceof File && file.size > 0) return file.text();
  const text = sent.get('text');
  return typeof text === 'string' ? text : '';
}

/** Shows what an export would bring. */
export function previewImport(text: string, locale: FormLocale): ImportAnswer {
  const found = readFormioExport(text);
  if (typeof found === 'string') return { problem: sayProblem(found, locale) };
  const { title, path, taken, refused, toMend } = found;
  const sentences = (findings: typeof refused) => findings.map((finding) => describeFinding(finding, locale));
  const preview = { text, title, path, taken, refused: sentences(refused), toMend: sentences(toMend) };
  return { preview, fields: {} };
}

const input = z.object({
  title: z.string().trim().max(200),
  path: z.string().trim().toLowerCase().max(60),
  departmentId: z.string().max(100),
});

/** Makes a draft of an export that was looked at. Throws what `createForm` throws, but for fields that can't be used. */
export async function importForm(
  deps: { db: Db; now: () => Date; locale: FormLocale },
  reader: Reader,
  sent: FormData,
): Promise<{ formId: string } | ImportAnswer> {
  const text = await readExportText(sent);
  const found = readFormioExport(text);
  if (typeof found === 'string') return { problem: sayProblem(found, deps.locale) };
  const given = requireFields(input, sent);
  try {
    const { formId } = await createForm(deps, reader, { ...given, definition: found.definition });
    return { formId };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return {
      ...(previewImport(text, deps.locale) as Extract<ImportAnswer, { preview: unknown }>),
      fields: error.fields,
      given,
    };
  }
}

function sayProblem(problem: ExportProblem, locale: FormLocale): string {
  return say(locale, `forms.import.${problem}`);
}
