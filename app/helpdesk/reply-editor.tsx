import { Form, Link, useFetcher, useNavigation } from '@remix-run/react';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { CorrectedLabel } from '~/app/documents/status-badge';

import { checkReply, type CitablePassage, type PointedOut } from '~/knowledge/helpdesk/check-reply';
import type { QuestionView } from '~/knowledge/helpdesk/get-question.server';
import type { SuggestedReply } from '~/knowledge/helpdesk/suggest-reply.server';

import { ClauseFinder } from './clause-finder';
import type { DeedProblem, ReplyPage, SuggestAnswer } from './desk-page';
import { insertAt, removeMark, unmarkedNumbers } from './reply-marks';

interface EditorProps {
  question: QuestionView;
  reply: ReplyPage;
  deed: DeedProblem | null;
}

/** 建议回复: a draft with its clauses that the person edits; figures without a basis are pointed out before sending. */
export function ReplyEditor({ question, reply, deed }: EditorProps) {
  const { t } = useTranslation();
  const start = startOf(question, reply, deed);
  const [text, setText] = useState(start.text);
  const [cited, setCited] = useState(start.cited);
  const [mode, setMode] = useState(start.mode);
  const area = useRef<HTMLTextAreaElement>(null);
  const checked = useDeferredValue(text);
  const pointedOut = checkReply(checked, cited);
  const sending = useNavigation().formData?.get('intent');
  const problem = deed?.intent === 'reply' ? deed.problem : null;

  const insert = (words: string) => {
    const place = area.current?.selectionStart ?? text.length;
    const next = insertAt(text, place, words);
    setText(next.text);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(next.place, next.place);
    });
  };
  const cite = (passage: CitablePassage) => {
    const known = cited.findIndex(({ passageId }) => passageId === passage.passageId);
    if (known < 0) setCited([...cited, passage]);
    insert(`[${known < 0 ? cited.length + 1 : known + 1}]`);
  };
  const remove = (n: number) => {
    setCited(cited.filter((_, at) => at !== n - 1));
    setText(removeMark(text, n));
  };
  const begin = (suggestion: SuggestedReply) => {
    setText(suggestion.text);
    setCited(suggestion.cited);
    setMode(suggestion.mode);
  };

  return (
    <Form method="post" className="q-editor" preventScrollReset>
      <input type="hidden" name="id" value={question.id} />
      {cited.map(({ passageId }) => (
        <input key={passageId} type="hidden" name="cited" value={passageId} />
      ))}
      <div className="row-x wrapx">
        <h3>{t('questions.suggested')}</h3>
        <span className="hq-label">
          <i
            className={`bi ${mode === 'none' ? 'bi-info-circle' : 'bi-patch-check c-ok'}`}
            aria-hidden="true"
          />
          {t(`questions.suggested.${mode}`)}
        </span>
      </div>
      <ModelDraft questionId={question.id} hasModel={reply.hasModel} onDraft={begin} />
      <label className="visually-hidden" htmlFor="reply">
        {t('questions.reply.label')}
      </label>
      <textarea
        ref={area}
        id="reply"
        name="reply"
        rows={11}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={problem ? 'form-control is-invalid' : 'form-control'}
        aria-describedby="reply-help"
        {...(problem && { 'aria-errormessage': 'deed-problem', 'aria-invalid': true })}
      />
      <p className="hq-xs hq-muted q-count" id="reply-help">
        <span>{t('questions.reply.help')}</span> <span>{t('questions.reply.count', { n: text.length })}</span>
      </p>
      <Clauses cited={cited} unmarked={unmarkedNumbers(text, cited.length)} onRemove={remove} />
      <div className="q-insert needs-script">
        <ClauseFinder onCite={cite} />
        <Phrases reply={reply} onInsert={insert} />
      </div>
      <PointedOutList pointedOut={pointedOut} sent={deed?.pointedOut ?? []} />
      <div className="form-check q-adopt">
        <input className="form-check-input" type="checkbox" id="adopt" name="adopt" value="yes" />
        <label className="form-check-label" htmlFor="adopt">
          <b>{t('questions.adopt')}</b>
          <br />
          <span className="hq-sm hq-muted">{t('questions.adopt.help')}</span>
        </label>
      </div>
      <div className="row-x wrapx">
        <button className="btn btn-primary" name="intent" value="reply" disabled={sending === 'reply'}>
          {t(sending === 'reply' ? 'questions.sending' : 'questions.send')}
        </button>
        <button className="btn btn-outline-primary" name="intent" value="draft">
          {t('questions.draft')}
        </button>
        {question.state === 'waiting' ? (
          <button className="btn btn-outline-primary" name="intent" value="claim">
            {t('questions.claim')}
          </button>
        ) : (
          <button className="btn btn-outline-primary" name="intent" value="release">
            {t('questions.release')}
          </button>
        )}
      </div>
      {question.draft && <p className="hq-xs hq-muted">{t('questions.draft.kept')}</p>}
    </Form>
  );
}

function startOf(question: QuestionView, reply: ReplyPage, deed: DeedProblem | null) {
  if (deed?.intent === 'reply' && deed.typed)
    return { text: deed.typed.reply, cited: deed.typed.cited, mode: 'draft' as const };
  if ((question.draft?.text ?? '') !== '')
    return { text: question.draft?.text ?? '', cited: reply.draftCited, mode: 'draft' as const };
  const { text, cited, mode } = reply.suggestion;
  return { text, cited, mode: mode as SuggestedReply['mode'] | 'draft' };
}

/** Lets the model write a draft, where there is one; it takes its time and can be left alone. */
function ModelDraft(props: {
  questionId: string;
  hasModel: boolean;
  onDraft: (draft: SuggestedReply) => void;
}) {
  const { questionId, hasModel, onDraft } = props;
  const { t } = useTranslation();
  const fetcher = useFetcher<SuggestAnswer>();
  const suggestion = fetcher.data?.suggestion;
  const taken = useRef<unknown>(null);
  useEffect(() => {
    if (!suggestion || taken.current === suggestion) return;
    taken.current = suggestion;
    if (suggestion.mode === 'model') onDraft(suggestion);
  }, [suggestion, onDraft]);
  if (!hasModel) return null;
  const isWriting = fetcher.state !== 'idle';
  return (
    <p className="q-model needs-script" role="status">
      <button
        type="button"
        className="btn btn-outline-primary btn-sm"
        disabled={isWriting}
        onClick={() => void fetcher.load(`/desk/questions/suggest?id=${encodeURIComponent(questionId)}`)}
      >
        <i className="bi bi-pencil" aria-hidden="true" />
        {t(isWriting ? 'questions.model.writing' : 'questions.model.write')}
      </button>{' '}
      {suggestion?.failure && (
        <span className="hq-sm hq-muted">{t(`questions.model.${suggestion.failure}`)}</span>
      )}
    </p>
  );
}

function Clauses(props: { cited: CitablePassage[]; unmarked: number[]; onRemove: (n: number) => void }) {
  const { cited, unmarked, onRemove } = props;
  const { t } = useTranslation();
  if (cited.length === 0) return <p className="hq-sm hq-muted">{t('questions.clauses.none')}</p>;
  return (
    <ol className="plain q-sources" aria-label={t('questions.clauses')}>
      {cited.map((passage, at) => (
        <li key={passage.passageId} className="sr">
          <span className="hq-cite" aria-hidden="true">
            {at + 1}
          </span>
          <span>
            <Link to={`/documents/${passage.documentId}#p-${passage.passageId}`} target="_blank">
              {passage.documentNumber ?? `《${passage.title}》`} {passage.path}
            </Link>{' '}
            <CorrectedLabel corrected={passage.corrected} />
            {passage.textKind === 'key-points' && <span className="tag">{t('documents.key-points')}</span>}
            {passage.status !== 'in-force' && (
              <span className="tag q-ended">{t(`documents.status.${passage.status}`)}</span>
            )}
            {unmarked.includes(at + 1) && (
              <span className="hq-xs hq-muted"> {t('questions.clauses.unmarked')}</span>
            )}
            <button
              type="button"
              className="btn btn-link btn-sm needs-script"
              onClick={() => onRemove(at + 1)}
              aria-label={t('questions.clauses.remove', { n: at + 1 })}
            >
              {t('questions.clauses.remove-short')}
            </button>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Phrases({ reply, onInsert }: { reply: ReplyPage; onInsert: (words: string) => void }) {
  const { t } = useTranslation();
  return (
    <details className="q-more-deed">
      <summary>
        <i className="bi bi-chat-square-quote" aria-hidden="true" /> {t('questions.phrases')}
      </summary>
      <ul className="plain q-phrases">
        {reply.phrases.map(({ id, title, text }) => (
          <li key={id}>
            <button
              type="button"
              className="btn btn-outline-primary btn-sm"
              title={text}
              onClick={() => onInsert(text)}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What should be looked at before sending; the person decides. */
function PointedOutList({ pointedOut, sent }: { pointedOut: PointedOut[]; sent: PointedOut[] }) {
  const { t } = useTranslation();
  const shown = pointedOut.length > 0 ? pointedOut : sent;
  return (
    <div role="status" className="q-pointed">
      {shown.length > 0 && (
        <div className="hq-note hq-note-warn">
          <i className="bi bi-exclamation-triangle-fill" aria-hidden="true" />
          <div>
            <b>{t('questions.pointed')}</b>
            <ul>
              {shown.map(({ sentence, reason, figures }) => (
                <li key={sentence + reason}>
                  {t(`questions.pointed.${reason}`, { figures: figures.join('、') })}
                  <span className="hq-xs hq-muted q-quote">{sentence}</span>
                </li>
              ))}
            </ul>
            <div className="form-check">
              <input
                className="form-check-input"
                type="checkbox"
                id="confirmed"
                name="confirmed"
                value="yes"
              />
              <label className="form-check-label" htmlFor="confirmed">
                {t('questions.pointed.confirm')}
              </label>
            </div>
          </div>
        </div>
      )}
    </div>
  );
}
