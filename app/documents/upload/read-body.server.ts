import { BadRequestError } from '~/app/bad-request';

class TooLargeError extends Error {
  readonly code = 'too-large';
}

/** The bytes of a request, never more than the limit. Throws a 413 or, when the sender went away, a 400. */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const body = request.body as AsyncIterable<Uint8Array> | null;
  try {
    for await (const chunk of body ?? []) {
      total += chunk.length;
      if (total > limitBytes) throw new TooLargeError('the file is too large');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof TooLargeError) throw error;
    throw new BadRequestError('the file did not arrive whole', { cause: error });
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
