import {
  MaxPartSizeExceededError,
  unstable_createMemoryUploadHandler as createMemoryHandler,
  unstable_parseMultipartFormData as parseMultipart,
  type UploadHandler,
} from '@remix-run/node';

import { BadRequestError } from '~/app/bad-request';

/** What a person sent: the fields and the files, or that it was more than is taken. */
export type Upload = { ok: true; form: FormData } | { ok: false; limitMb: number };

const mostFiles = 200;

/**
 * Reads a multipart form with files, never holding more than the limit: the announced length is looked at before a byte
 * is read, and the bytes are counted as they come, since a client may announce less than it sends.
 */
export async function readUpload(request: Request, limitMb: number): Promise<Upload> {
  const limit = limitMb * 1024 * 1024;
  const announced = Number(request.headers.get('content-length') ?? 0);
  const tooLarge: Upload = { ok: false, limitMb };
  if (announced > limit + 1024 * 1024) {
    await request.body?.cancel();
    return tooLarge;
  }
  let total = 0;
  let files = 0;
  const memory = createMemoryHandler({ maxPartSize: limit });
  const counted: UploadHandler = async (part) => {
    if (part.filename !== undefined) files += 1;
    if (files > mostFiles) throw new MaxPartSizeExceededError(part.name, limit);
    return memory({
      ...part,
      data: count(part.data, (bytes) => {
        total += bytes;
        if (total > limit) throw new MaxPartSizeExceededError(part.name, limit);
      }),
    });
  };
  try {
    return { ok: true, form: await parseMultipart(request, counted) };
  } catch (error) {
    if (error instanceof MaxPartSizeExceededError) return tooLarge;
    throw new BadRequestError('no upload could be read', { cause: error });
  }
}

async function* count(
  data: AsyncIterable<Uint8Array>,
  add: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  for await (const chunk of data) {
    add(chunk.length);
    yield chunk;
  }
}
