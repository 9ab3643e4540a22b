import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';

import { answerFormio } from '~/app/formio/answer-formio.server';

/** Actions take POST alone unless they say so. */
export const handle = { methods: ['POST', 'PUT', 'DELETE', 'PATCH'] };

/** form.io's REST under /formio: docs/formio-api.md has every address. */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerFormio({ request, context });
}

export function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  return answerFormio({ request, context });
}
