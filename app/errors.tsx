import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { Locale } from '~/app/words/merge-words';
import { sayProblem } from '~/app/words/say-problem';
import { translator } from '~/app/words/translator';

/** A problem as RFC 9457 puts it, with the platform's own `code` and, for 422, the fields. */
export interface Problem {
  type: 'about:blank';
  status: number;
  code: string;
  title: string;
  detail?: string;
  errors?: { field: string; message: string }[];
  current?: unknown;
}

const statusOfCode: Record<string, number> = {
  'invalid-input': 422,
  'access-denied': 403,
  'sign-in-required': 401,
  'not-found': 404,
  conflict: 409,
  'too-many-requests': 429,
  'too-large': 413,
  'form-closed': 409,
  'form-early': 409,
  'form-late': 409,
  'form-full': 409,
  'form-firm-full': 409,
  'quota-full': 409,
  'quota-full-year': 409,
  'quota-kept': 409,
  'quota-held': 409,
  'limit-spent': 409,
  'file-waits': 409,
  'file-infected': 410,
  'bad-request': 400,
  'method-not-allowed': 405,
  unavailable: 503,
};

/** Turns a domain error (one with a known `code`) into a problem; null for a bug, which must stay one. */
export function toProblem(error: unknown, locale: Locale = 'zh-CN'): Problem | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const status = statusOfCode[error.code];
  if (status === undefined) return null;
  const t = translator(locale);
  return {
    type: 'about:blank',
    status,
    code: error.code,
    title: t(`error.${error.code}`, paramsOf(error)),
    ...('fields' in error && {
      errors: Object.entries(error.fields as Record<string, string>).map(([field, message]) => ({
        field,
        message: sayProblem(locale, message),
      })),
    }),
    ...('current' in error && error.current !== undefined && { current: error.current }),
  };
}

/** What stands now, as far as the words name it. */
function paramsOf(error: Error): Record<string, string | number> {
  const current = 'current' in error && typeof error.current === 'object' ? (error.current ?? {}) : {};
  const words: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(current) as [string, unknown][])
    if (typeof value === 'string' || typeof value === 'number') words[name] = value;
  return words;
}

/** The problem as a response, for API routes. */
export function problemResponse(problem: Problem, headers: HeadersInit = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Cache-Control': 'no-store',
      ...headers,
    },
  });
}

/** Runs an API route's work; domain errors become problems, bugs go on to Remix (500, logged). */
export async function answerProblems(
  work: () => Promise<Response>,
  locale: Locale = 'zh-CN',
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const problem = toProblem(error, locale);
    if (problem) return problemResponse(problem);
    throw error;
  }
}

/**
 * Runs a page's loader or action; domain errors become error pages with their status (the nearest ErrorBoundary).
 * `InvalidInputError` is better caught in the action, which shows each sentence at its field.
 */
export async function orErrorPage<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const problem = toProblem(error);
    if (problem)
      throw new Response(JSON.stringify(problem), { status: problem.status, statusText: problem.code });
    throw error;
  }
}

/** What a person sees when a page can't be shown: what happened, what to do, a number to quote. */
export function ErrorPage({ requestId }: { requestId?: string }) {
  const error = useRouteError();
  const { t } = useTranslation();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const known = [401, 403, 404, 409, 413, 422, 429, 503].includes(status) ? status : 500;
  return (
    <div className="wrap">
      <div className="hq-empty" style={{ minHeight: '50vh', alignContent: 'center' }}>
        <i
          className={`bi ${known === 404 ? 'bi-signpost-split' : 'bi-exclamation-triangle'}`}
          aria-hidden="true"
        />
        <h1>{t(`error.page.${known}.title`)}</h1>
        <p>{t(`error.page.${known}.help`)}</p>
        {requestId !== undefined && known === 500 && (
          <p className="hq-xs">{t('error.page.number', { id: requestId })}</p>
        )}
        <div className="row-x wrapx" style={{ justifyContent: 'center' }}>
          <a className="btn btn-primary" href="/">
            {t('error.page.home')}
          </a>
          <a className="btn btn-outline-primary" href="/assistant">
            {t('error.page.ask')}
          </a>
        </div>
      </div>
    </div>
  );
}
