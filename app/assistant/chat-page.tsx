import { Link } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { useFrame } from '~/app/frame/use-frame';

import type { OpenSource } from './answer-blocks';
import { Composer } from './composer';
import type { getAssistantPage } from './get-assistant-page.server';
import { SourcePane } from './source-pane';
import { ThreadList } from './thread-list';
import { Reply } from './person-reply';
import { TurnView } from './turn-view';
import { useAsk } from './use-ask';
import { Waiting, WritingNote } from './waiting';

type PageData = Awaited<ReturnType<typeof getAssistantPage>> & { code: string | null; question: string };

const suggestions = ['chat.suggest.1', 'chat.suggest.2', 'chat.suggest.3', 'chat.suggest.4'] as const;

/** 问政策: threads, the conversation, and the source beside it. */
export function ChatPage({ page, problem }: { page: PageData; problem: string | null }) {
  const { t } = useTranslation();
  const frame = useFrame();
  const { conversation, today } = page;
  const turns = conversation?.turns ?? [];
  const { live, earlier, code, ask, stop, busy } = useAsk(
    conversation?.id ?? null,
    turns.map(({ id }) => id),
  );
  const composer = useRef<HTMLInputElement>(null);
  const { thread, end } = useFollowing(turns.length, live);
  const sources = useSources(turns, live);
  const askedFor = useRef('');

  // A question from the home page is asked at once; without a script it stands in the field.
  useEffect(() => {
    if (page.question === '' || conversation || askedFor.current === page.question) return;
    const soon = setTimeout(() => {
      askedFor.current = page.question;
      if (composer.current) composer.current.value = '';
      void ask(page.question);
    }, 0);
    return () => clearTimeout(soon);
  }, [page.question, conversation, ask]);

  const shared = {
    today,
    isSignedIn: page.isSignedIn,
    facts: page.facts,
    active: sources.open,
    onOpen: sources.show,
    statuses: page.statuses,
    onReply: (message: string) => void ask(message),
    onAsWritten: (message: string) => void ask(message, { asWritten: true }),
    onRephrase: () => composer.current?.focus(),
  };
  const isEmpty = turns.length === 0 && !live;
  const shownCode = page.code ?? code;
  return (
    <div className={sources.shown ? 'chat has-source' : 'chat'}>
      <ThreadList
        threads={page.threads}
        current={conversation?.id ?? null}
        today={today}
        isSignedIn={page.isSignedIn}
      />
      <section className="mid" aria-label={t('chat.conversation')}>
        <ScrollRegion id="thread" ref={thread} label={t('chat.thread')}>
          <div className="inner">
            <h1 className={isEmpty ? 'chat-hello' : 'visually-hidden'}>
              {t(isEmpty ? 'chat.hello' : 'chat.title')}
            </h1>
            {isEmpty && <Welcome />}
            {conversation && conversation.older > 0 && (
              <p className="chat-older">
                <Link to={`/assistant?c=${encodeURIComponent(conversation.id)}&all=on`} preventScrollReset>
                  {t('chat.older', { count: conversation.older })}
                </Link>
              </p>
            )}
            {turns.map((turn, at) => (
              <TurnView
                key={turn.id}
                {...shared}
                message={turn.message}
                answer={turn.answer}
                outcome={turn.outcome}
                feedback={turn.feedback}
                corrections={page.corrections[turn.id] ?? []}
                isLast={at === turns.length - 1 && !live}
                isLive={false}
                reply={conversation?.replies.find((reply) => reply.turnId === turn.id)}
              />
            ))}
            {conversation?.replies
              .filter((reply) => !turns.some(({ id }) => id === reply.turnId))
              .map((reply) => (
                <Reply key={reply.id} reply={reply} conversationId={conversation.id} />
              ))}
            {earlier.map((turn) => (
              <TurnView
                key={turn.answer.turnId}
                {...shared}
                message={turn.message}
                answer={turn.answer}
                outcome="stopped"
                feedback={null}
                isLast={false}
                isLive={false}
              />
            ))}
            <div aria-live="polite" aria-busy={busy}>
              {live && (
                <>
                  <TurnView
                    {...shared}
                    message={live.message}
                    answer={live.answer}
                    outcome={live.stage === 'stopped' ? 'stopped' : live.answer.outcome}
                    feedback={null}
                    isLast
                    // Until the loader has it: what is typed into a card that is about to be drawn anew would be lost.
                    isLive={busy || live.stage === 'done'}
                  />
                  {busy && live.answer.blocks.length === 0 && <Waiting stage={live.stage} onStop={stop} />}
                  {busy && live.answer.blocks.length > 0 && <WritingNote live={live} />}
                  {live.problem && (
                    <p className="hq-note hq-note-no" role="alert">
                      {live.problem}
                    </p>
                  )}
                </>
              )}
            </div>
            {shownCode && <QueryCode code={shownCode} />}
            <div id="end" ref={end} />
          </div>
        </ScrollRegion>
        <Composer
          ref={composer}
          conversationId={conversation?.id ?? null}
          firm={frame?.enterprise?.name ?? null}
          busy={busy}
          initial={conversation ? '' : page.question}
          problem={problem}
          onAsk={(message) => void ask(message)}
          onStop={stop}
        />
      </section>
      {sources.shown && (
        <>
          {sources.isAsked && (
            <button
              type="button"
              className="src-back"
              tabIndex={-1}
              aria-label={t('chat.source.close')}
              onClick={sources.close}
            />
          )}
          <SourcePane
            answer={sources.shown.answer}
            n={sources.shown.n}
            initial={page.source}
            isAsked={sources.isAsked}
            onChoose={sources.choose}
            onClose={sources.close}
          />
        </>
      )}
    </div>
  );
}

function Welcome() {
  const { t } = useTranslation();
  return (
    <div className="chat-welcome">
      <p className="hq-muted">{t('chat.hello.sub')}</p>
      <ul className="plain elder-hide" aria-label={t('chat.suggest')}>
        {suggestions.map((key) => (
          <li key={key}>
            <Link className="sug" to={`/assistant?q=${encodeURIComponent(t(key))}`} reloadDocument>
              {t(key)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The query code, shown once. */
function QueryCode({ code }: { code: string }) {
  const { t } = useTranslation();
  return (
    <section className="hq-note chat-code" role="status">
      <i className="bi bi-key" aria-hidden="true" />
      <div>
        <b>{t('chat.code.title')}</b> <code data-query-code>{code}</code>
        <p className="hq-sm">
          {t('chat.code.help')} <Link to="/replies">{t('chat.code.read')}</Link>
        </p>
      </div>
    </section>
  );
}

/** Keeps the newest words in sight while they come, unless the reader scrolled away from the end. */
function useFollowing(count: number, live: unknown) {
  const thread = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  useEffect(() => {
    const box = thread.current;
    if (live && box && box.scrollHeight - box.scrollTop - box.clientHeight < 400)
      end.current?.scrollIntoView({ block: 'end' });
  }, [live]);
  return { thread, end };
}

type Turns = NonNullable<PageData['conversation']>['turns'];

/** Which source is shown: the one asked for, else the first of the last answer (by the side, on wide screens). */
function useSources(turns: Turns, live: ReturnType<typeof useAsk>['live']) {
  const [open, setOpen] = useState<OpenSource | null>(null);
  const [isClosed, setClosed] = useState(false);
  const trigger = useRef<HTMLElement | null>(null);
  const answers = [...turns.map(({ answer }) => answer), ...(live ? [live.answer] : [])];
  const asked = open && answers.find(({ turnId }) => turnId === open.turnId);
  const last = answers.findLast(({ citations }) => citations.length > 0);
  const beside = !isClosed && last ? { answer: last, n: last.citations[0]?.n ?? 1 } : null;
  return {
    open: open ?? (beside ? { turnId: beside.answer.turnId, n: beside.n } : null),
    shown: asked ? { answer: asked, n: open.n } : beside,
    isAsked: asked !== null && asked !== undefined,
    show: (source: OpenSource, from: HTMLElement) => {
      trigger.current = from;
      setClosed(false);
      setOpen(source);
    },
    choose: (n: number) => {
      const turnId = open?.turnId ?? last?.turnId;
      if (turnId) setOpen({ turnId, n });
    },
    close: () => {
      setOpen(null);
      setClosed(true);
      trigger.current?.focus();
    },
  };
}
