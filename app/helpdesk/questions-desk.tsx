import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { questionPath, type DeedProblem, type QuestionsPage } from './desk-page';
import { QuestionDetail } from './question-detail';
import { QuestionQueue } from './question-queue';
import { ReplyColumn } from './reply-column';

const tabs = ['waiting', 'claimed', 'replied'] as const;

/** 咨询工单: the queue by time left, the question with its thread and sources, the reply. On phones one after the other. */
export function QuestionsDesk({ page, deed }: { page: QuestionsPage; deed: DeedProblem | null }) {
  const { t } = useTranslation();
  const { tab, counts, items, question } = page;
  return (
    <>
      <h1 className="visually-hidden">{t('questions.title')}</h1>
      <nav className="tabsx" aria-label={t('questions.tabs')}>
        {tabs.map((name) => (
          <Link
            key={name}
            to={questionPath(name)}
            className={name === tab ? 'on' : ''}
            {...(name === tab && { 'aria-current': 'page' })}
          >
            {t(`questions.tab.${name}`)} {counts[name]}
          </Link>
        ))}
        <Link to="/desk/gaps">{t('questions.tab.gaps')}</Link>
        <Link to="/desk/phrases" className="tabsx-end">
          {t('questions.phrases')}
        </Link>
      </nav>
      <div className="tri" data-view={page.view}>
        <QuestionQueue page={page} />
        {question && page.reply ? (
          <>
            <QuestionDetail key={`detail-${question.id}`} page={page} question={question} deed={deed} />
            <ReplyColumn
              key={`${question.id}-${question.state}-${question.replies.length}`}
              page={page}
              question={question}
              reply={page.reply}
              deed={deed}
            />
          </>
        ) : (
          <div className="hq-empty cv">
            <i className="bi bi-check2-circle" aria-hidden="true" />
            <span>{t(items.length === 0 ? 'questions.empty' : 'questions.choose')}</span>
            {items.length === 0 && <Link to="/desk/faqs">{t('questions.empty.faqs')}</Link>}
          </div>
        )}
      </div>
    </>
  );
}
