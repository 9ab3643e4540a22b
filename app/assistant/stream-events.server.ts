import type { TurnEvent } from './turn-answer';

/**
 * Events as `text/event-stream`. When the reader goes away the stream is cancelled: `leave` is called, which must stop
 * the work behind `events`. A comment every 15 s keeps proxies from closing a quiet stream.
 */
export function streamEvents(events: AsyncGenerator<TurnEvent, void>, leave: () => void): Response {
  const encoder = new TextEncoder();
  let quiet: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      quiet = setInterval(() => controller.enqueue(encoder.encode(': waiting\n\n')), 15_000);
    },
    async pull(controller) {
      const { done, value } = await events.next();
      if (done) {
        clearInterval(quiet);
        controller.close();
      } else {
        controller.enqueue(encoder.encode(`event: ${value.event}\ndata: ${JSON.stringify(value.data)}\n\n`));
      }
    },
    async cancel() {
      clearInterval(quiet);
      leave();
      await events.return();
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
