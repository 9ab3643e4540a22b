import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { QuestionView } from '~/knowledge/helpdesk/get-question.server';
import { closeReasons } from '~/knowledge/helpdesk/handover-event';

import { questionPath, type DeedProblem, type QuestionsPage, type ReplyPage } from './desk-page';
import { ReplyEditor } from './reply-editor';
import { SentReplies } from './sent-replies';
import { showTime } from './show-time';

interface ReplyColumnProps {
  page: QuestionsPage;
  question: QuestionView;
  reply: ReplyPage;
  deed: DeedProblem | null;
}

/** The reply: written, sent, passed on or closed. */
export function ReplyColumn({ page, question, reply, deed }: ReplyColumnProps) {
  const { t } = useTranslation();
  const isOpen = question.state === 'waiting' || question.state === 'claimed';
  const isOthers = question.state === 'claimed' && !question.isMine;
  return (
    <section className="rp" aria-label={t('questions.reply')}>
      <Link className="q-back" to={questionPath(page.tab, { id: question.id, mine: page.mine })}>
        <i className="bi bi-chevron-left" aria-hidden="true" />
        {t('questions.detail')}
      </Link>
      {deed?.problem && !['note', 'transfer', 'close'].includes(deed.intent) && (
        <div className="hq-note hq-note-no" role="alert" id="deed-problem">
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          <span>{deed.problem}</span>
        </div>
      )}
      <SentReplies question={question} />
      {isOthers && (
        <p className="hq-note">
          <i className="bi bi-person-lock" aria-hidden="true" />
          <span>{t('questions.claimed-by', { name: question.claimedBy ?? '' })}</span>
        </p>
      )}
      {isOpen && !isOthers && <ReplyEditor question={question} reply={reply} deed={deed} />}
      {isOpen && !isOthers && <TransferForm question={question} reply={reply} deed={deed} />}
      {((isOpen && !isOthers) || question.state === 'replied') && (
        <CloseForm question={question} deed={deed} />
      )}
      <Similar reply={reply} />
    </section>
  );
}

function TransferForm({ question, reply, deed }: Omit<ReplyColumnProps, 'page'>) {
  const { t } = useTranslation();
  const { colleagues, departments } = reply.targets;
  const problem = deed?.intent === 'transfer' ? deed.problem : null;
  return (
    <details className="q-more-deed" open={problem !== null}>
      <summary>{t('questions.transfer')}</summary>
      {colleagues.length + departments.length === 0 ? (
        <p className="hq-sm hq-muted">{t('questions.transfer.nobody')}</p>
      ) : (
        <Form method="post" className="stack">
          <input type="hidden" name="id" value={question.id} />
          <label className="form-label" htmlFor="transfer-to">
            {t('questions.transfer.to')}
          </label>
          <select id="transfer-to" name="to" className="form-select" required defaultValue="">
            <option value="" disabled>
              {t('questions.transfer.choose')}
            </option>
            {colleagues.length > 0 && (
              <optgroup label={t('questions.transfer.colleagues')}>
                {colleagues.map(({ id, name }) => (
                  <option key={id} value={`person:${id}`}>
                    {name}
                  </option>
                ))}
              </optgroup>
            )}
            <optgroup label={t('questions.transfer.departments')}>
              {departments.map(({ id, name, people }) => (
                <option key={id} value={`department:${id}`}>
                  {t('questions.transfer.department', { name, n: people })}
                </option>
              ))}
            </optgroup>
          </select>
          <label className="form-label" htmlFor="transfer-note">
            {t('questions.transfer.note')}
          </label>
          <textarea
            id="transfer-note"
            name="note"
            className="form-control"
            rows={2}
            maxLength={500}
            required
            defaultValue={deed?.intent === 'transfer' ? deed.typed?.note : ''}
          />
          {problem && (
            <p className="invalid-feedback" role="alert">
              {problem}
            </p>
          )}
          <p className="hq-xs hq-muted">{t('questions.transfer.help', { date: question.dueOn })}</p>
          <button className="btn btn-outline-primary" name="intent" value="transfer">
            {t('questions.transfer.do')}
          </button>
        </Form>
      )}
    </details>
  );
}

function CloseForm({ question, deed }: { question: QuestionView; deed: DeedProblem | null }) {
  const { t } = useTranslation();
  const problem = deed?.intent === 'close' ? deed.problem : null;
  return (
    <details className="q-more-deed" open={problem !== null}>
      <summary>{t('questions.close')}</summary>
      <Form method="post" className="stack">
        <input type="hidden" name="id" value={question.id} />
        <fieldset>
          <legend className="form-label">{t('questions.close.why')}</legend>
          {closeReasons.map((reason) => (
            <div key={reason} className="form-check">
              <input
                className="form-check-input"
                type="radio"
                name="reason"
                id={`close-${reason}`}
                value={reason}
                required
              />
              <label className="form-check-label" htmlFor={`close-${reason}`}>
                {t(`questions.close.${reason}`)}
              </label>
            </div>
          ))}
        </fieldset>
        <label className="form-label" htmlFor="close-text">
          {t('questions.close.text')}
        </label>
        <input
          id="close-text"
          name="note"
          className="form-control"
          maxLength={500}
          defaultValue={deed?.intent === 'close' ? deed.typed?.note : ''}
        />
        {problem && (
          <p className="invalid-feedback" role="alert">
            {problem}
          </p>
        )}
        <p className="hq-xs hq-muted">{t('questions.close.help')}</p>
        <button className="btn btn-outline-primary" name="intent" value="close">
          {t('questions.close.do')}
        </button>
      </Form>
    </details>
  );
}

function Similar({ reply }: { reply: ReplyPage }) {
  const { t } = useTranslation();
  if (reply.similar.length === 0) return null;
  return (
    <section className="q-similar" aria-labelledby="similar">
      <h3 id="similar">{t('questions.similar')}</h3>
      <ul className="plain">
        {reply.similar.map(({ id, question, repliedAt, rating }) => (
          <li key={id}>
            <Link to={questionPath('replied', { id })}>{question}</Link>
            <span className="hq-xs hq-muted">
              {[showTime(repliedAt), rating && t(`questions.rating.${rating}`)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
