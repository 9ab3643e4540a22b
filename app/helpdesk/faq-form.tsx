import { Form, Link, useNavigation } from '@remix-run/react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { CorrectedLabel } from '~/app/documents/status-badge';

import { checkReply, type CitablePassage } from '~/knowledge/helpdesk/check-reply';

import { ClauseFinder } from './clause-finder';
import { insertAt, removeMark } from './reply-marks';

interface FaqFormProps {
  start: { question: string; answer: string; cited: CitablePassage[]; reviewOn: string };
  problems: Record<string, string>;
  departments?: { id: string; name: string }[];
  hidden?: Record<string, string>;
  submit: string;
}

/** Writes an FAQ: question, answer with clauses, and the day by which it is looked at again. */
export function FaqForm({ start, problems, departments, hidden = {}, submit }: FaqFormProps) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState(start.answer);
  const [cited, setCited] = useState(start.cited);
  const area = useRef<HTMLTextAreaElement>(null);
  const isSending = useNavigation().state !== 'idle';
  const pointedOut = checkReply(answer, cited);
  const cite = (passage: CitablePassage) => {
    const known = cited.findIndex(({ passageId }) => passageId === passage.passageId);
    if (known < 0) setCited([...cited, passage]);
    const mark = `[${known < 0 ? cited.length + 1 : known + 1}]`;
    setAnswer(insertAt(answer, area.current?.selectionStart ?? answer.length, mark).text);
  };
  return (
    <Form method="post" className="stack faq-form">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {cited.map(({ passageId }) => (
        <input key={passageId} type="hidden" name="cited" value={passageId} />
      ))}
      <Field
        name="question"
        label={t('faqs.question')}
        help={t('faqs.question.help')}
        problem={problems.question}
      >
        <input
          id="question"
          name="question"
          className="form-control"
          maxLength={120}
          required
          defaultValue={start.question}
          aria-describedby="question-note"
        />
      </Field>
      <Field name="answer" label={t('faqs.answer')} help={t('faqs.answer.help')} problem={problems.answer}>
        <textarea
          ref={area}
          id="answer"
          name="answer"
          className="form-control"
          rows={8}
          maxLength={4000}
          required
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
          aria-describedby="answer-note"
        />
      </Field>
      {pointedOut.length > 0 && (
        <div className="hq-note hq-note-warn" role="status">
          <i className="bi bi-exclamation-triangle-fill" aria-hidden="true" />
          <ul className="plain">
            {pointedOut.map(({ sentence, reason, figures }) => (
              <li key={sentence + reason}>
                {t(`questions.pointed.${reason}`, { figures: figures.join('、') })}
              </li>
            ))}
          </ul>
        </div>
      )}
      <fieldset>
        <legend className="form-label">{t('faqs.sources')}</legend>
        <ol className="plain q-sources">
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
                {passage.status !== 'in-force' && (
                  <span className="tag q-ended">{t(`documents.status.${passage.status}`)}</span>
                )}{' '}
                <button
                  type="button"
                  className="btn btn-link btn-sm needs-script"
                  aria-label={t('questions.clauses.remove', { n: at + 1 })}
                  onClick={() => {
                    setCited(cited.filter((_, place) => place !== at));
                    setAnswer(removeMark(answer, at + 1));
                  }}
                >
                  {t('questions.clauses.remove-short')}
                </button>
              </span>
            </li>
          ))}
        </ol>
        {cited.length === 0 && <p className="hq-sm hq-muted">{t('questions.clauses.none')}</p>}
        {problems.sources && (
          <p className="invalid-feedback" role="alert">
            {problems.sources}
          </p>
        )}
        <ClauseFinder onCite={cite} />
      </fieldset>
      <div className="row-x wrapx faq-row">
        {departments && (
          <div>
            <label className="form-label" htmlFor="departmentId">
              {t('faqs.department')}
            </label>
            <select id="departmentId" name="departmentId" className="form-select">
              {departments.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        )}
        <Field
          name="reviewOn"
          label={t('faqs.review-on')}
          help={t('faqs.review-on.help')}
          problem={problems.reviewOn}
        >
          <input
            id="reviewOn"
            name="reviewOn"
            type="date"
            className="form-control"
            required
            defaultValue={start.reviewOn}
            aria-describedby="reviewOn-note"
          />
        </Field>
      </div>
      <div>
        <button className="btn btn-primary" name="intent" value="save" disabled={isSending}>
          {submit}
        </button>
      </div>
    </Form>
  );
}

function Field(props: {
  name: string;
  label: string;
  help: string;
  problem: string | undefined;
  children: React.ReactNode;
}) {
  const { name, label, help, problem, children } = props;
  return (
    <div>
      <label className="form-label" htmlFor={name}>
        {label}
      </label>
      {children}
      <p
        className={problem ? 'invalid-feedback' : 'hq-xs hq-muted'}
        id={`${name}-note`}
        role={problem ? 'alert' : undefined}
      >
        {problem ?? help}
      </p>
    </div>
  );
}
