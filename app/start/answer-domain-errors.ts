import type { ActionFunction, LoaderFunction, LoaderFunctionArgs, ServerBuild } from '@remix-run/node';

import { BadRequestError } from '~/app/bad-request';
import { problemResponse, toProblem } from '~/app/errors';
import { readPreferences } from '~/app/i18n/preferences';

type DataFunction = LoaderFunction | ActionFunction;

/**
 * The build with every loader and action wrapped, so that a domain error thrown anywhere in a request becomes its
 * status: problem+json from routes without a page, the error page otherwise. Remix alone would make each a 500.
 */
export function answerDomainErrors(build: ServerBuild): ServerBuild {
  const routes = Object.fromEntries(
    Object.entries(build.routes).map(([id, route]) => {
      if (!route) return [id, route];
      const { loader, action, handle } = route.module;
      const isPage = route.module.default !== undefined;
      return [
        id,
        {
          ...route,
          module: {
            ...route.module,
            ...(loader && { loader: wrap(loader, isPage) }),
            ...(action && { action: wrap(only(methodsOf(handle), action), isPage) }),
            // Remix answers a missing half of a route without a page by an error without a code.
            ...(!isPage && !loader && { loader: wrap(refuseMethod, false) }),
            ...(!isPage && !action && { action: wrap(refuseMethod, false) }),
          },
        },
      ];
    }),
  );
  return { ...build, routes };
}

class MethodNotAllowedError extends Error {
  readonly code = 'method-not-allowed';
}

const refuseMethod: DataFunction = ({ request }) => {
  throw new MethodNotAllowedError(request.method);
};

/** Every action takes POST alone: one that deletes is not reached by a method that its author didn't think of. */
function only(methods: readonly string[], action: ActionFunction): ActionFunction {
  return (args, ...rest) =>
    methods.includes(args.request.method) ? action(args, ...rest) : refuseMethod(args);
}

/** The methods that a route takes beside GET: `handle.methods`, else POST. */
function methodsOf(handle: unknown): readonly string[] {
  return (handle as { methods?: readonly string[] } | undefined)?.methods ?? ['POST'];
}

/** A form that can't be read (another content type, a torn body) is the sender's fault (400), not a bug. */
function sayBadForms(request: Request): void {
  const read = request.formData.bind(request);
  request.formData = () =>
    read().catch((error: unknown) => {
      throw new BadRequestError('no form could be read', { cause: error });
    });
}

function wrap(work: DataFunction, isPage: boolean): DataFunction {
  const wrapped = async (args: LoaderFunctionArgs): Promise<unknown> => {
    sayBadForms(args.request);
    try {
      return await work(args);
    } catch (error) {
      const problem = toProblem(error, readPreferences(args.request).locale);
      if (!problem) throw error;
      const wantsPage = isPage && !args.request.headers.get('accept')?.includes('application/json');
      const response: Response = wantsPage
        ? new Response(JSON.stringify(problem), { status: problem.status, statusText: problem.code })
        : problemResponse(problem);
      throw response;
    }
  };
  return wrapped;
}
