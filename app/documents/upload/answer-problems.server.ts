import { ZodError } from 'zod';

import { BadRequestError } from '~/app/bad-request';
import { problemResponse, toProblem } from '~/app/errors';
import { readPreferences } from '~/app/i18n/preferences';

/** Answers a program of the page in JSON; domain errors become problems with their sentence, bugs stay bugs. */
export async function answerProblems(request: Request, work: () => Promise<object>): Promise<Response> {
  try {
    return Response.json(await work());
  } catch (error) {
    const known = error instanceof ZodError || error instanceof SyntaxError;
    const problem = toProblem(
      known ? new BadRequestError('the request could not be read', { cause: error }) : error,
      readPreferences(request).locale,
    );
    if (!problem) throw error;
    return problemResponse(problem);
  }
}
