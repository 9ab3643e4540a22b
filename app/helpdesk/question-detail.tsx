import { Form, Link } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { StatusBadge } from '~/app/documents/status-badge';
import type { DocumentStatus } from '~/knowledge/documents/document-status';
import type { QuestionView } from '~/knowledge/helpdesk/get-question.server';

import { questionPath, type DeedProblem, type QuestionsPage } from './desk-page';
import { DueMark } from './due-mark';
import { QuestionTimeline } from './question-timeline';
import { showTime } from './show-time';

interface DetailProps {
  page: QuestionsPage;
  question: QuestionView;
  deed: DeedProblem | null;
}

/** The question: who asks, what the firm shares, the sources tried, the thread, notes and the timeline. */
export function QuestionDetail({ page, question, deed }: DetailProps) {
  const { t } = useTranslation();
  const { summary } = question;
  const isOpen = question.state === 'waiting' || question.state === 'claimed';
  const followUps = question.timeline.filter(({ kind }) => kind === 'follow-up');
  return (
    <section className="cv" aria-label={t('questions.detail')}>
      <Link className="q-back" to={questionPath(page.tab, { view: 'queue', mine: page.mine })}>
        <i className="bi bi-chevron-left" aria-hidden="true" />
        {t('questions.queue')}
      </Link>
      <h2>{question.question}</h2>
      <p className="hq-sm hq-muted">
        {[
          question.enterprise ?? t('questions.anonymous'),
          question.contactName,
          question.contactPhone,
          question.department ?? t('questions.common-queue'),
          question.number && t('questions.number', { number: question.number }),
          showTime(question.createdAt),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {isOpen && <DueMark due={question.due} workDaysLeft={question.workDaysLeft} />}
      <Facts question={question} />
      <h3>{t('questions.sources')}</h3>
      <ul className="tk">
        {summary.sources.map((source) => (
          <li key={source.documentId + source.path}>
            <StatusBadge status={source.status as DocumentStatus} />
            <span>
              <Link to={`/documents/${source.documentId}`}>{source.documentNumber ?? source.title}</Link>
              <span className="hq-muted"> {source.path || t('questions.not-quoted')}</span>
            </span>
          </li>
        ))}
        {summary.sources.length === 0 && <li className="hq-muted">{t('questions.no-sources')}</li>}
      </ul>
      <h3>{t('questions.thread')}</h3>
      {summary.turns.map((turn) => (
        <div key={turn.at} className="q-turn">
          <p className="bub u">{turn.message}</p>
          <p className="bub s">
            <span className="tm">
              {showTime(turn.at)} · {t('questions.system')}
            </span>
            <br />
            {turn.answer}
          </p>
        </div>
      ))}
      {followUps.map(({ number, at, detail }) => (
        <div key={number} className="q-turn">
          <p className="bub u">
            <span className="tm">
              {showTime(at)} · {t('questions.follow-up')}
            </span>
            <br />
            {detail.text}
          </p>
        </div>
      ))}
      <NoteForm question={question} deed={deed} />
      <QuestionTimeline question={question} />
      <Link
        className="btn btn-primary q-to-reply"
        to={questionPath(page.tab, { id: question.id, view: 'reply', mine: page.mine })}
      >
        {t(isOpen ? 'questions.to-reply' : 'questions.to-read')}
      </Link>
    </section>
  );
}

/** What the firm agreed to share; that it did not is said too. */
function Facts({ question }: { question: QuestionView }) {
  const { t } = useTranslation();
  const { facts } = question.summary;
  if (facts.length === 0)
    return question.enterprise === null ? null : (
      <p className="hq-sm hq-muted q-no-facts">
        <i className="bi bi-shield-lock" aria-hidden="true" /> {t('questions.facts.none')}
      </p>
    );
  return (
    <details className="hq-note hq-sm q-facts" open>
      <summary>
        <i className="bi bi-card-text" aria-hidden="true" />
        <b>{t('questions.facts', { n: facts.length })}</b>
      </summary>
      <dl>
        {facts.map((fact) => (
          <div key={fact.label} className="q-fact">
            <dt>{fact.label}</dt>
            <dd>
              {fact.value}{' '}
              <span className="hq-muted">
                {[fact.source, fact.observedAt.slice(0, 10)].filter(Boolean).join(' · ')}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function NoteForm({ question, deed }: { question: QuestionView; deed: DeedProblem | null }) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const problem = deed?.intent === 'note' ? deed.problem : null;
  // Emptied once the note stands in the timeline.
  useEffect(() => form.current?.reset(), [question.timeline.length]);
  return (
    <Form ref={form} method="post" className="q-note" preventScrollReset>
      <input type="hidden" name="id" value={question.id} />
      <label className="form-label" htmlFor="note">
        <i className="bi bi-lock" aria-hidden="true" /> {t('questions.note')}
      </label>
      <div className="row-x">
        <input
          id="note"
          name="note"
          className={problem ? 'form-control is-invalid' : 'form-control'}
          maxLength={1000}
          placeholder={t('questions.note.help')}
          defaultValue={deed?.typed?.note}
          {...(problem && { 'aria-describedby': 'note-problem', 'aria-invalid': true })}
        />
        <button className="btn btn-outline-primary" name="intent" value="note">
          {t('questions.note.add')}
        </button>
      </div>
      {problem && (
        <p className="invalid-feedback" id="note-problem" role="alert">
          {problem}
        </p>
      )}
    </Form>
  );
}
