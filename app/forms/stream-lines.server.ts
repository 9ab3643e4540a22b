/**
 * Work that takes seconds, answered line by line as JSON: each step as it comes, the outcome last. `work` gets a signal
 * that is aborted when the reader goes away; what it throws goes to `onFault` and ends the stream as an error of the
 * connection.
 */
export function streamLines(
  work: (tell: (line: object) => void, signal: AbortSignal) => Promise<object>,
  onFault: (error: unknown) => void,
): Response {
  const gone = new AbortController();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (line: object) => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        tell(await work(tell, gone.signal));
        if (!gone.signal.aborted) controller.close();
      } catch (error) {
        // Whoever went away hears of nothing, and that the work stopped is no fault.
        if (gone.signal.aborted) return;
        onFault(error);
        controller.error(error);
      }
    },
    cancel() {
      gone.abort();
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
