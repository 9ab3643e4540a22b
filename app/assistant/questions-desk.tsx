import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { StatusBadge } from '~/app/documents/status-badge';
import type { DocumentStatus } from '~/knowledge/documents/document-status';
import type { QuestionView } from '~/knowledge/helpdesk/get-question.server';
import type { QuestionItem, QuestionTab } from '~/knowledge/helpdesk/list-questions.server';

interface DeskData {
  tab: QuestionTab;
  mine: boolean;
  items: QuestionItem[];
  counts: Record<QuestionTab, number>;
  question: QuestionView | null;
  isChosen: boolean;
}

const tabs: QuestionTab[] = ['waiting', 'claimed', 'replied', 'unanswered', 'rated'];

/** 咨询工单: the queue by time left, the question with its thread and sources, the reply. */
export function QuestionsDesk({ page, problem }: { page: DeskData; problem: string | null }) {
  const { t } = useTranslation();
  const { tab, counts, items, question } = page;
  return (
    <>
      <h1 className="visually-hidden">{t('questions.title')}</h1>
      <nav className="tabsx" aria-label={t('questions.tabs')}>
        {tabs.map((name) => (
          <Link
            key={name}
            to={`/desk/questions?tab=${name}`}
            className={name === tab ? 'on' : ''}
            {...(name === tab && { 'aria-current': 'page' })}
          >
            {t(`questions.tab.${name}`)} {counts[name]}
          </Link>
        ))}
      </nav>
      <div className={page.isChosen ? 'tri is-chosen' : 'tri'}>
        <Queue page={page} />
        {question ? (
          <>
            <Detail question={question} tab={tab} />
            <ReplyColumn key={question.id} question={question} problem={problem} />
          </>
        ) : (
          <div className="hq-empty cv">
            <i className="bi bi-check2-circle" aria-hidden="true" />
            <span>{t(items.length === 0 ? 'questions.empty' : 'questions.choose')}</span>
          </div>
        )}
      </div>
    </>
  );
}

function Queue({ page }: { page: DeskData }) {
  const { t } = useTranslation();
  const { tab, items, mine, question } = page;
  return (
    <section className="q" aria-label={t('questions.queue')}>
      <Form className="fl">
        <input type="hidden" name="tab" value={tab} />
        <span className="hq-sm hq-muted">
          {t(tab === 'waiting' || tab === 'claimed' ? 'questions.by-time' : 'questions.by-date')}
        </span>
        {tab !== 'unanswered' && tab !== 'rated' && (
          <Link className="hq-sm q-mine" to={`/desk/questions?tab=${tab}${mine ? '' : '&mine=on'}`}>
            {t(mine ? 'questions.all' : 'questions.mine')}
          </Link>
        )}
      </Form>
      {items.map((item) => (
        <Link
          key={item.id}
          className={item.id === question?.id ? 'qi on' : 'qi'}
          to={`/desk/questions?tab=${tab}&id=${encodeURIComponent(item.id)}${mine ? '&mine=on' : ''}`}
          {...(item.id === question?.id && { 'aria-current': 'true' })}
        >
          <span className="l1">
            <b>{item.who ?? t('questions.anonymous')}</b>
            <span>{timeOf(item.createdAt)}</span>
          </span>
          <span className="qi-q">{item.question}</span>
          <span className="l3">
            <span className="tag">{t(`questions.reason.${item.reason}`)}</span>
            {item.daysLeft !== null && <Due daysLeft={item.daysLeft} />}
          </span>
        </Link>
      ))}
      {items.length === 0 && <p className="hq-empty">{t('questions.empty')}</p>}
    </section>
  );
}

function Due({ daysLeft }: { daysLeft: number }) {
  const { t } = useTranslation();
  const words =
    daysLeft < 0
      ? t('questions.late', { n: -daysLeft })
      : daysLeft === 0
        ? t('questions.today')
        : t('questions.left', { n: daysLeft });
  return <span className={daysLeft <= 0 ? 'due hot' : 'due'}>{words}</span>;
}

function Detail({ question, tab }: { question: QuestionView; tab: QuestionTab }) {
  const { t } = useTranslation();
  const { summary } = question;
  return (
    <section className="cv" aria-label={t('questions.detail')}>
      <Link className="q-back" to={`/desk/questions?tab=${tab}`}>
        <i className="bi bi-chevron-left" aria-hidden="true" />
        {t('questions.queue')}
      </Link>
      <h2>{question.question}</h2>
      <p className="hq-sm hq-muted">
        {[
          question.enterprise ?? t('questions.anonymous'),
          question.contactName,
          question.contactPhone,
          timeOf(question.createdAt),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {summary.facts.length > 0 && (
        <div className="hq-note hq-sm">
          <i className="bi bi-card-text" aria-hidden="true" />
          <div>
            <b>{t('questions.facts')}</b>
            <dl className="kv">
              {summary.facts.map((fact) => (
                <div key={fact.label} className="q-fact">
                  <dt>{fact.label}</dt>
                  <dd>
                    {fact.value} <span className="hq-muted">{fact.source}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        </div>
      )}
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
              {timeOf(turn.at)} · {t('questions.system')}
            </span>
            <br />
            {turn.answer}
          </p>
        </div>
      ))}
    </section>
  );
}

function ReplyColumn({ question, problem }: { question: QuestionView; problem: string | null }) {
  const { t } = useTranslation();
  if (question.kind === 'turn') {
    return (
      <section className="rp" aria-label={t('questions.reply')}>
        <h3>{t('questions.turn.title')}</h3>
        {question.reply && <blockquote className="q-comment">{question.reply}</blockquote>}
        <p className="hq-sm hq-muted">{t('questions.turn.help')}</p>
        <Link className="btn btn-outline-primary btn-sm" to="/desk/documents">
          {t('questions.turn.documents')}
        </Link>
      </section>
    );
  }
  const isDone = question.state === 'replied' || question.state === 'closed';
  return (
    <section className="rp" aria-label={t('questions.reply')}>
      <h3>{t('questions.reply')}</h3>
      {isDone ? (
        <>
          <p className="q-reply">{question.reply ?? t('questions.closed')}</p>
          {question.repliedAt && (
            <p className="hq-sm hq-muted">
              {[question.repliedBy, timeOf(question.repliedAt)].filter(Boolean).join(' · ')}
            </p>
          )}
        </>
      ) : (
        <Form method="post" className="stack">
          <input type="hidden" name="id" value={question.id} />
          <label className="form-label" htmlFor="reply">
            {t('questions.reply.label')}
          </label>
          <textarea
            id="reply"
            name="reply"
            rows={9}
            maxLength={4000}
            className={problem ? 'form-control is-invalid' : 'form-control'}
            {...(problem && { 'aria-describedby': 'reply-problem', 'aria-invalid': true })}
          />
          {problem && (
            <p className="invalid-feedback" id="reply-problem" role="alert">
              <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
              {problem}
            </p>
          )}
          <p className="hq-xs hq-muted">{t('questions.reply.help')}</p>
          <div className="row-x wrapx">
            <button className="btn btn-primary" name="intent" value="reply">
              {t('questions.send')}
            </button>
            {question.state === 'waiting' && (
              <button className="btn btn-outline-primary" name="intent" value="claim">
                {t('questions.claim')}
              </button>
            )}
            {question.isMine && (
              <button className="btn btn-outline-primary" name="intent" value="release">
                {t('questions.release')}
              </button>
            )}
            <button className="btn btn-link" name="intent" value="close">
              {t('questions.close')}
            </button>
          </div>
          {question.claimedBy && (
            <p className="hq-sm hq-muted">{t('questions.claimed-by', { name: question.claimedBy })}</p>
          )}
          {question.dueOn && <p className="hq-sm">{t('questions.due', { date: question.dueOn })}</p>}
        </Form>
      )}
    </section>
  );
}

const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const timeOf = (at: Date | string) => clock.format(new Date(at)).replace(/\//g, '-');
