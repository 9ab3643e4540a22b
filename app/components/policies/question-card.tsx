import { Form } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import type { AskedQuestion } from '~/knowledge/policies/next-question';

interface QuestionCardProps {
  question: AskedQuestion;
  /** Titles of the policies that the answer decides (or brings nearer). */
  unlocks?: readonly string[];
  decides?: boolean;
  /** Why this is asked before anything else, as a sentence. */
  why?: string | undefined;
  /** Where the answer is posted: `intent=state` with `fact`, `period`, `value`; or `intent=skip`. */
  action?: string;
  hidden?: Readonly<Record<string, string>>;
  /** What is wrong with the answer just given, and that answer. */
  problem?: string | undefined;
  typed?: string | undefined;
  /** Leave out 不清楚，先跳过. */
  noSkip?: boolean;
  className?: string;
}

/** The one question that is asked: quick replies where there are any, else a field with its unit. */
export function QuestionCard(props: QuestionCardProps) {
  const { question, unlocks = [], hidden = {}, action } = props;
  const { t } = useTranslation();
  const id = useId();
  const fields = { fact: question.fact, period: question.period, ...hidden };
  const help =
    unlocks.length > 0 &&
    t(props.decides === false ? 'policies.question.nearer' : 'policies.question.decides', {
      policies: unlocks.join(t('policies.comma')),
    });
  return (
    <div className={`unlock ${props.className ?? ''}`}>
      <div>
        <label htmlFor={id} className="unlock-q">
          {question.question}
        </label>
        {help && <p className="hq-sm">{help}</p>}
        {props.why && <p className="hq-sm hq-muted">{props.why}</p>}
        {question.hint && <p className="hq-sm hq-muted">{question.hint}</p>}
      </div>
      <Form method="post" {...(action && { action })} className="inp" preventScrollReset>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {question.replies.length > 0 && question.type !== 'number' ? (
          <Replies question={question} id={id} />
        ) : (
          <Typed question={question} id={id} typed={props.typed} problem={props.problem} />
        )}
        {!props.noSkip && (
          <button className="btn btn-link btn-sm" name="intent" value="skip" formNoValidate>
            {t('policies.question.skip')}
          </button>
        )}
      </Form>
      {props.problem && (
        <p className="invalid-feedback" id={`${id}-problem`} role="alert" style={{ display: 'flex' }}>
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          {props.problem}
        </p>
      )}
    </div>
  );
}

type Asked = { question: QuestionCardProps['question']; id: string };

function Replies({ question, id }: Asked) {
  return (
    <>
      <input type="hidden" name="intent" value="state" />
      {question.replies.map(({ label, value }, index) => (
        <button
          key={String(value)}
          className="btn btn-outline-primary btn-sm btn-reply"
          name="value"
          value={String(value)}
          {...(index === 0 && { id })}
        >
          {label}
        </button>
      ))}
    </>
  );
}

function Typed({ question, id, typed, problem }: Asked & Pick<QuestionCardProps, 'typed' | 'problem'>) {
  const { t } = useTranslation();
  const figures = ['money', 'count', 'number', 'share'].includes(question.type);
  return (
    <>
      <input
        id={id}
        name="value"
        className={`form-control${figures ? '' : ' wide'}${problem ? ' is-invalid' : ''}`}
        type={question.type === 'date' ? 'date' : 'text'}
        inputMode={figures ? 'decimal' : 'text'}
        defaultValue={typed}
        required
        autoComplete="off"
        {...(problem && { 'aria-describedby': `${id}-problem`, 'aria-invalid': true })}
      />
      {question.unit && <span>{question.unit}</span>}
      <button className="btn btn-primary" name="intent" value="state">
        {t('policies.question.send')}
      </button>
    </>
  );
}
