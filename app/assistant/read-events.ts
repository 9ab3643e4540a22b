import type { TurnEvent } from './turn-answer';

/**
 * Takes the whole events off the front of a growing `text/event-stream`. Comments and events without data are passed
 * over; what isn't whole yet is the rest.
 */
export function takeEvents(buffer: string): { events: TurnEvent[]; rest: string } {
  const parts = buffer.replace(/\r\n/g, '\n').split('\n\n');
  const rest = parts.pop() ?? '';
  const events = parts.flatMap((part) => {
    const lines = part.split('\n');
    const event = lines
      .find((line) => line.startsWith('event:'))
      ?.slice(6)
      .trim();
    const data = lines
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice(5).trimStart())
      .join('\n');
    return event && data ? [{ event, data: JSON.parse(data) as unknown } as TurnEvent] : [];
  });
  return { events, rest };
}
