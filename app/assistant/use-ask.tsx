import { useNavigate, useRevalidator } from '@remix-run/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { applyEvent, startLiveTurn, type LiveTurn } from './apply-event';
import type { ChatRequest } from './chat-request';
import { takeEvents } from './read-events';

/** Asks over the stream: the turn as it grows, a way to ask and a way to stop. */
export function useAsk(conversationId: string | null, knownTurns: readonly string[]) {
  const [live, setLive] = useState<LiveTurn | null>(null);
  /** Turns that were stopped: shown until the loader knows them. */
  const [earlier, setEarlier] = useState<LiveTurn[]>([]);
  /** The conversation that was begun here, known before the address is. */
  const begun = useRef<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  const hasLeft = useRef(false);
  const liveNow = useRef(live);
  liveNow.current = live;
  const navigate = useNavigate();
  const revalidator = useRevalidator();
  const { t } = useTranslation();
  const failed = t('chat.error.network');
  const { revalidate } = revalidator;

  const ask = useCallback(
    async (message: string, { asWritten = false } = {}) => {
      if (abort.current) return;
      const controller = new AbortController();
      abort.current = controller;
      const before = liveNow.current;
      if (before?.stage === 'stopped') setEarlier((turns) => [...turns, before]);
      const goesOnIn = conversationId ?? begun.current;
      let turn = startLiveTurn(message);
      setLive(turn);
      const update = (next: LiveTurn) => setLive((turn = next));
      try {
        await readTurn(
          { message, ...(goesOnIn && { conversationId: goesOnIn }), ...(asWritten && { asWritten }) },
          controller.signal,
          (event) => update(applyEvent(turn, event)),
          (problem) => update({ ...turn, stage: 'failed', problem }),
        );
      } catch (error) {
        if (controller.signal.aborted) update({ ...turn, stage: 'stopped' });
        else
          update({ ...turn, stage: 'failed', problem: error instanceof TypeError ? failed : String(error) });
      } finally {
        abort.current = null;
      }
      // A reader who has left stays where they are.
      const id = turn.answer.conversationId;
      if (id) begun.current = id;
      if (hasLeft.current || !['done', 'stopped'].includes(turn.stage)) return;
      if (id && id !== conversationId)
        void navigate(`/assistant?c=${encodeURIComponent(id)}`, { replace: true, preventScrollReset: true });
      else if (id) void revalidate();
    },
    [conversationId, failed, navigate, revalidate],
  );

  const stop = useCallback(() => abort.current?.abort(), []);

  useEffect(() => {
    hasLeft.current = false;
    return () => {
      hasLeft.current = true;
      abort.current?.abort();
    };
  }, []);

  // Another conversation was opened: this turn belongs to the one before.
  useEffect(() => {
    const shownId = liveNow.current?.answer.conversationId ?? '';
    if (shownId === '' || shownId === conversationId) return;
    if (conversationId === null && abort.current) return;
    abort.current?.abort();
    begun.current = conversationId;
    setEarlier([]);
    setLive(null);
  }, [conversationId]);

  // The turn stands in the loader's data now, except for a code that is shown only once.
  const isKept = live !== null && live.stage !== 'failed' && knownTurns.includes(live.answer.turnId);
  return {
    live: isKept ? null : live,
    earlier: earlier.filter(({ answer }) => !knownTurns.includes(answer.turnId)),
    code: live?.answer.handover?.queryCode ?? null,
    ask,
    stop,
    busy: live !== null && !['done', 'stopped', 'failed'].includes(live.stage),
  };
}

async function readTurn(
  asked: ChatRequest,
  signal: AbortSignal,
  onEvent: (event: Parameters<typeof applyEvent>[1]) => void,
  onProblem: (title: string) => void,
): Promise<void> {
  const response = await fetch('/api/v1/chat', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: JSON.stringify(asked),
    signal,
  });
  if (!response.ok || !response.body) {
    const problem = (await response.json()) as { title?: string; errors?: { message: string }[] };
    onProblem(problem.errors?.[0]?.message ?? problem.title ?? `HTTP ${response.status}`);
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const { events, rest } = takeEvents(buffer + value);
    buffer = rest;
    events.forEach(onEvent);
  }
}
