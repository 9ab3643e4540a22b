import { later, type SendOutcome } from './channel';

/** How long the other side may take; after it the message counts as not sent, and is sent again with the same key. */
export const channelTimeoutMs = 10_000;

/** What the other side answered, as far as it could be read. */
export interface JsonAnswer {
  status: number;
  /** The body as an object; empty where it isn't one. */
  body: Record<string, unknown>;
  retryAfterMs: number | undefined;
}

/**
 * Asks a gateway by JSON, without following redirects: a credential goes to no address that nobody entered. Returns the
 * answer, or why there is none.
 */
export async function askJson(
  url: string,
  request: { method: 'GET' | 'POST'; headers?: Record<string, string>; body?: string },
  { signal, timeoutMs = channelTimeoutMs }: { signal: AbortSignal; timeoutMs?: number },
): Promise<{ answer: JsonAnswer } | { fault: SendOutcome }> {
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: { Accept: 'application/json', ...request.headers },
      ...(request.body !== undefined && { body: request.body }),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const text = await response.text();
    return {
      answer: {
        status: response.status,
        body: readObject(text),
        retryAfterMs: retryAfter(response.headers.get('retry-after')),
      },
    };
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof Error && error.name === 'TimeoutError')
      return { fault: later('timeout', `${timeoutMs / 1000} s`) };
    if (!(error instanceof TypeError)) throw error;
    const cause = error.cause as { code?: string; message?: string } | undefined;
    return { fault: later('unreachable', cause?.code ?? cause?.message ?? error.message) };
  }
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // A gateway's error page: the status says enough.
    return {};
  }
}

/** Seconds as RFC 9110 has them; a date is not understood, and the usual wait applies. */
function retryAfter(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : undefined;
}
