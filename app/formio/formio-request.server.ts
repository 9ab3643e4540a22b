import type { AppLoadContext } from '@remix-run/node';

import type { formsDeps } from '~/app/forms/forms-deps.server';
import { BadRequestError } from '~/app/bad-request';
import type { Reader } from '~/prisma/access/reader';

/** One request under /formio, with who asks and what the rooms need. */
export interface FormioRequest {
  request: Request;
  context: AppLoadContext;
  reader: Reader;
  deps: ReturnType<typeof formsDeps>;
  url: URL;
}

export type FormioHandler<Route> = (asked: FormioRequest, route: Route) => Promise<Response>;

/** The JSON body. Throws `BadRequestError`. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BadRequestError('the body is no JSON', { cause: error });
  }
}
