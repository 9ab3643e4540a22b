import type { ActionFunction, LoaderFunction, LoaderFunctionArgs, ServerBuild } from '@remix-run/node';

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
      const { loader, action } = route.module;
      const isPage = route.module.default !== undefined;
      return [
        id,
        {
          ...route,
          module: {
            ...route.module,
            ...(loader && { loader: wrap(loader, isPage) }),
            ...(action && { action: wrap(action, isPage) }),
          },
        },
      ];
    }),
  );
  return { ...build, routes };
}

function wrap(work: DataFunction, isPage: boolean): DataFunction {
  const wrapped = async (args: LoaderFunctionArgs): Promise<unknown> => {
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
