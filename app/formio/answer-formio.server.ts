import type { AppLoadContext } from '@remix-run/node';

import { formsDeps } from '~/app/forms/forms-deps.server';
import type { Locale } from '~/app/words/merge-words';
import { NotFoundError } from '~/prisma/access/access-denied';

import { exportSubmissions } from './export-submissions.server';
import { toFormioError } from './formio-errors';
import type { FormioHandler } from './formio-request.server';
import { readFormioRoute, type FormioRoute } from './formio-routes';
import { readFormioReader, tokenHeader } from './read-formio-reader.server';
import * as forms from './serve-forms.server';
import * as session from './serve-session.server';
import * as submissions from './serve-submissions.server';

/** What each address answers, by method. */
const handlers: {
  [Name in FormioRoute['name']]: Partial<Record<string, FormioHandler<Extract<FormioRoute, { name: Name }>>>>;
} = {
  login: { POST: session.login },
  current: { GET: session.current },
  logout: { GET: session.logout, POST: session.logout },
  access: { GET: session.access },
  roles: { GET: session.listRoles },
  forms: { GET: forms.listForms, POST: forms.postForm },
  form: { GET: forms.getForm, PUT: forms.putForm, DELETE: forms.deleteForm },
  publish: { POST: forms.publish },
  submissions: { GET: submissions.listSubmissions, POST: submissions.postSubmission },
  submission: {
    GET: submissions.getSubmission,
    PUT: submissions.putSubmission,
    DELETE: submissions.deleteSubmission,
  },
  export: { GET: exportSubmissions },
};

/** form.io's REST: finds what the address names, who asks, and answers with form.io's own errors. */
export async function answerFormio({
  request,
  context,
}: {
  request: Request;
  context: AppLoadContext;
}): Promise<Response> {
  const url = new URL(request.url);
  const locale = localeOf(request, url);
  try {
    const route = readFormioRoute(url.pathname);
    if (!route) throw new NotFoundError('address', url.pathname);
    const byMethod = handlers[route.name];
    const handler = byMethod[request.method === 'HEAD' ? 'GET' : request.method] as
      FormioHandler<FormioRoute> | undefined;
    if (!handler) return refuseMethod(Object.keys(byMethod));
    // A token that is no good must not keep anybody from signing in anew, or out.
    const signsInOrOut = route.name === 'login' || route.name === 'logout';
    const reader = await readFormioReader(signsInOrOut ? withoutToken(request) : request, context);
    const deps = { ...formsDeps(context, request), locale };
    const response = await handler({ request, context, reader, deps, url }, route);
    const token = request.headers.get(tokenHeader);
    if (token && !response.headers.has(tokenHeader)) response.headers.set(tokenHeader, token);
    return response;
  } catch (error) {
    const known = toFormioError(error, locale);
    if (!known) throw error;
    return Response.json(known.body, { status: known.status, headers: { 'Cache-Control': 'no-store' } });
  }
}

function refuseMethod(allowed: string[]): Response {
  const body = { name: 'MethodNotAllowed', status: 405, code: 'method-not-allowed' };
  return Response.json(body, { status: 405, headers: { Allow: [...allowed, 'OPTIONS'].join(', ') } });
}

function withoutToken(request: Request): Request {
  return new Request(request.url);
}

/** `?lng=en`, else the browser's first language. */
function localeOf(request: Request, url: URL): Locale {
  const asked = url.searchParams.get('lng') ?? request.headers.get('accept-language') ?? '';
  return /^en\b/i.test(asked) ? 'en' : 'zh-CN';
}
