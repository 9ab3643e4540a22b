import { questionInputSchema, type QuestionInput } from '~/knowledge/evaluation/questions/question-input';

/** Reads the desk's form of a question: what may be saved, or a sentence for each field that can't be. */
export function readQuestionForm(
  form: FormData,
): { entry: QuestionInput; setId: string } | { fields: Record<string, string> } {
  const textOf = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const parsed = questionInputSchema.safeParse({
    question: textOf('question'),
    kind: textOf('kind'),
    clauses: form.getAll('clause').flatMap(readJson),
    mustHold: textOf('mustHold')
      .split(/[\n、]/)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    asOf: textOf('asOf') === '' ? null : textOf('asOf'),
    note: textOf('note') === '' ? null : textOf('note'),
  });
  if (parsed.success) return { entry: parsed.data, setId: textOf('set') };
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[String(issue.path[0])] ??= issue.message;
  return { fields };
}

function readJson(value: FormDataEntryValue): unknown[] {
  if (typeof value !== 'string') return [];
  try {
    return [JSON.parse(value)];
  } catch {
    // Not what the page sends: the schema says that a clause is missing.
    return [];
  }
}
