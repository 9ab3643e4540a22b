import { toProblem } from '~/app/errors';
import type { Locale } from '~/app/words/merge-words';
import { translator } from '~/app/words/translator';
import { splitPath } from '~/forms/definition/data-path';

import { InvalidQueryError } from './read-list-query';

/** One thing that is wrong, as form.io's clients read it. */
export interface FormioDetail {
  message: string;
  level: 'error';
  path: (string | number)[];
  context: { validator?: string; key: string; label: string; path: string; value?: unknown };
}

/** An answer that isn't 2xx. */
export interface FormioError {
  status: number;
  body: Record<string, unknown>;
}

/** A field that a submission got wrong, with its sentence. */
interface ToldError {
  path: string;
  label: string;
  code: string;
  sentence: string;
}

/** A token whose session has ended: form.io's clients forget it on 440. */
export class SessionExpiredError extends Error {
  readonly code = 'session-expired';
}

/**
 * A domain error as form.io answers it; null for a bug. There is never a `message` at the top: form.io's SDK would take
 * the answer for a broken line.
 */
export function toFormioError(error: unknown, locale: Locale): FormioError | null {
  const t = translator(locale);
  if (error instanceof InvalidQueryError) {
    const details = error.problems.map(({ name, code }) =>
      detailOf({ path: name, label: name, code, sentence: t(`formio.query.${code}`, { name }) }),
    );
    return { status: 400, body: { name: 'ValidationError', details } };
  }
  if (error instanceof SessionExpiredError)
    return {
      status: 440,
      body: { name: 'SessionExpired', status: 440, code: error.code, title: t('formio.expired') },
    };
  const problem = toProblem(error, locale);
  if (!problem) return null;
  if (problem.status === 422)
    return {
      status: 400,
      body: { name: 'ValidationError', details: detailsOf(error, problem.errors ?? []) },
    };
  const { status, code, title, current } = problem;
  const name = (error as Error).constructor.name;
  return { status, body: { name, status, code, title, ...(current !== undefined && { current }) } };
}

function detailsOf(error: unknown, fields: { field: string; message: string }[]): FormioDetail[] {
  const told = (error as { errors?: ToldError[] }).errors;
  if (told) return told.map(detailOf);
  return fields.map(({ field, message }) =>
    detailOf({ path: field, label: field, code: 'invalid', sentence: message }),
  );
}

function detailOf({ path, label, code, sentence }: ToldError): FormioDetail {
  const steps = splitPath(path);
  const key = String(steps.filter((step) => typeof step === 'string').at(-1) ?? path);
  return { message: sentence, level: 'error', path: steps, context: { validator: code, key, label, path } };
}
