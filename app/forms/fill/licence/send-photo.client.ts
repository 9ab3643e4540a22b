import type { LicenceReading, LicenceRow } from '~/forms/prefill/licence/read-licence.server';

import { readAnswer, type RefusalBody } from '../read-answer';

export type { LicenceRow };

/** Where the photo stands: how many are read before it, or that it is being read. */
export type PhotoStep = { step: 'waiting'; before: number } | { step: 'reading' };

export type PhotoAnswer =
  | Extract<LicenceReading, { kind: 'read' }>
  | { kind: 'refused'; sentence: string }
  /** No answer, or not one of ours. */
  | { kind: 'failed' };

/** Sends a photo to be read and hears of each step. Rejects only when `signal` is aborted. */
export async function sendPhoto(
  draftId: string,
  photo: Blob,
  { signal, onStep }: { signal: AbortSignal; onStep: (step: PhotoStep) => void },
): Promise<PhotoAnswer> {
  try {
    const response = await fetch(`/drafts/${draftId}/licence`, {
      method: 'POST',
      headers: { 'Content-Type': photo.type || 'application/octet-stream' },
      body: photo,
      redirect: 'manual',
      signal,
    });
    if (!response.ok || !response.body) return await whyNot(response);
    let outcome: PhotoAnswer = { kind: 'failed' };
    for await (const line of linesOf(response.body)) {
      const told = JSON.parse(line) as PhotoAnswer | ({ kind: 'step' } & PhotoStep);
      if (told.kind === 'step') onStep(told);
      else outcome = told;
    }
    return outcome;
  } catch (reason) {
    if (signal.aborted) throw reason;
    return { kind: 'failed' };
  }
}

async function whyNot(response: Response): Promise<PhotoAnswer> {
  const { title } = (await readAnswer(response)) as RefusalBody;
  return title ? { kind: 'refused', sentence: title } : { kind: 'failed' };
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>;
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = `${rest}${value ?? ''}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
    if (done) return;
  }
}
