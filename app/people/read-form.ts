/** The text fields of a posted form; files are left out. */
export function readForm(form: FormData): Partial<Record<string, string>> {
  return Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** What may be shown again when a form comes back: everything but passwords. */
export function withoutSecrets(typed: Partial<Record<string, string>>): Partial<Record<string, string>> {
  const { password: _password, current: _current, ...rest } = typed;
  return rest;
}
