import { Link } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { GateFinding } from '~/knowledge/evaluation/gate/gate-finding';

import { hitTestAddress } from './hit-test-address';

type Turned = GateFinding['worse'][number];

/** So many are read at a glance; a change that turns hundreds is decided by their number. */
const firstShown = 10;

/** Questions whose answer a change turns, each with what was cited before and after. */
export function TurnedQuestions({
  title,
  note,
  questions,
}: {
  title: string;
  note: string;
  questions: Turned[];
}) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(questions.length <= firstShown + 3);
  if (questions.length === 0) return null;
  const rest = questions.length - firstShown;
  return (
    <section className="hq-card" aria-label={title}>
      <h2 className="hq-card-h">
        {title} <span className="hq-muted num">{questions.length}</span>
      </h2>
      <p className="ev-note hq-sm hq-muted">{note}</p>
      <ul className="plain ev-turned">
        {(isWhole ? questions : questions.slice(0, firstShown)).map((turned) => (
          <li key={turned.questionId}>
            <div className="ev-turned-q">
              <b>{turned.question}</b>
              <span className="tag">{t(`evaluation.kind.${turned.kind}`)}</span>
              {turned.asOf && <span className="tag">{t('evaluation.as-of', { date: turned.asOf })}</span>}
              {turned.explanation && (
                <span className="tag tag-b">{t(`gate.explained.${turned.explanation}`)}</span>
              )}
            </div>
            <div className="ev-pair">
              <Answer label={t('gate.before')} answer={turned.before} />
              <Answer label={t('gate.after')} answer={turned.after} />
            </div>
            <p className="hq-sm ev-links">
              <Link to={hitTestAddress(turned.question, turned.asOf)}>{t('evaluation.open-hit-test')}</Link>
              <Link to={`/desk/evaluation/questions/${turned.questionId}`}>
                {t('evaluation.open-question')}
              </Link>
            </p>
          </li>
        ))}
      </ul>
      {!isWhole && (
        <p className="ev-note">
          <button type="button" className="btn btn-outline-primary btn-sm" onClick={() => setWhole(true)}>
            {t('gate.show-rest', { count: rest })}
          </button>
        </p>
      )}
    </section>
  );
}

function Answer({ label, answer }: { label: string; answer: Turned['before'] }) {
  const { t } = useTranslation();
  const isRight = answer.faults.length === 0;
  return (
    <div className="ev-answer">
      <p className="hq-xs hq-muted">{label}</p>
      <p className={isRight ? 'ev-ok' : 'ev-no'}>
        <i className={`bi ${isRight ? 'bi-check-circle-fill' : 'bi-x-circle-fill'}`} aria-hidden="true" />
        {isRight
          ? t('evaluation.right')
          : answer.faults.map((fault) => t(`evaluation.fault.${fault}`)).join('，')}
        {answer.missingWords.length > 0 && `：${answer.missingWords.join('、')}`}
      </p>
      <Citations citations={answer.citations} outcome={answer.outcome} />
    </div>
  );
}

/** The clauses that an answer cited, the right one marked. */
export function Citations({
  citations,
  outcome,
}: {
  citations: {
    documentId: string;
    title: string;
    documentNumber: string | null;
    path: string;
    isRight: boolean;
  }[];
  outcome: string;
}) {
  const { t } = useTranslation();
  if (citations.length === 0) return <p className="hq-sm hq-muted">{t(`evaluation.outcome.${outcome}`)}</p>;
  return (
    <ul className="plain hq-sm ev-cites">
      {citations.map(({ documentId, title, documentNumber, path, isRight }) => (
        <li key={`${documentId} ${path}`}>
          <i className={`bi ${isRight ? 'bi-bookmark-check-fill' : 'bi-bookmark'}`} aria-hidden="true" />
          <span>
            {documentNumber ?? `《${title}》`} {path}
            {isRight && <span className="visually-hidden">{t('evaluation.right-clause')}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
