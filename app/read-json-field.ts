import { BadRequestError } from '~/app/bad-request';

/** A form's field that carries JSON. Throws BadRequestError when it doesn't: no page of ours sends that. */
export function readJsonField(form: FormData, name: string): unknown {
  const value = form.get(name);
  try {
    return typeof value === 'string' ? (JSON.parse(value) as unknown) : undefined;
  } catch {
    throw new BadRequestError(`${name} is no JSON`);
  }
}
