import { Form, useFetcher, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  questionKinds,
  type ExpectedClause,
  type QuestionKind,
} from '~/knowledge/evaluation/questions/evaluation-question';
import type { QuestionView, SetView } from '~/knowledge/evaluation/questions/list-questions.server';

interface FoundClauses {
  q: string;
  clauses: (ExpectedClause & { text: string })[];
}

/** A question being written: its text, its kind, and for one with an answer the clauses, picked by search. */
export function QuestionForm({
  question,
  sets,
  setId,
  given,
  problems,
}: {
  question: QuestionView | null;
  sets: SetView[];
  setId: string;
  /** What a new question begins with: it was asked elsewhere. */
  given: { question: string; asOf: string };
  problems: Record<string, string>;
}) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<QuestionKind>(question?.kind ?? 'answerable');
  const [text, setText] = useState(question?.question ?? given.question);
  const [asOf, setAsOf] = useState(question?.asOf ?? given.asOf);
  const wantsAnswer = kind === 'answerable' || kind === 'replaced-version';
  const busy = useNavigation().state === 'submitting';
  return (
    <Form method="post" className="hq-card hq-card-b ev-form">
      <Field name="question" problem={problems.question}>
        <textarea
          className={problems.question ? 'form-control is-invalid' : 'form-control'}
          id="question"
          name="question"
          rows={2}
          maxLength={500}
          required
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {question === null && (
        <Field name="set" problem={problems.set}>
          <select className="form-select" id="set" name="set" defaultValue={setId} required>
            {sets.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      )}
      <fieldset>
        <legend className="form-label">{t('evaluation.kind')}</legend>
        {questionKinds.map((one) => (
          <label key={one} className="form-check">
            <input
              type="radio"
              className="form-check-input"
              name="kind"
              value={one}
              checked={kind === one}
              onChange={() => setKind(one)}
            />{' '}
            {t(`evaluation.kind.${one}`)}{' '}
            <span className="hq-xs hq-muted">{t(`evaluation.kind-note.${one}`)}</span>
          </label>
        ))}
        {problems.kind && <p className="hq-sm ev-no">{problems.kind}</p>}
      </fieldset>
      <Field name="asOf" problem={problems.asOf} note={t('evaluation.as-of-note')}>
        <input
          type="date"
          className="form-control"
          id="asOf"
          name="asOf"
          value={asOf}
          onChange={(event) => setAsOf(event.target.value)}
        />
      </Field>
      {wantsAnswer && (
        <>
          <ClausePicker
            picked={question?.clauses ?? []}
            text={text}
            asOf={asOf}
            pins={kind === 'replaced-version'}
            problem={problems.clauses}
          />
          <Field name="mustHold" problem={problems.mustHold} note={t('evaluation.must-hold-note')}>
            <input
              className="form-control"
              id="mustHold"
              name="mustHold"
              defaultValue={question?.mustHold.join('、')}
            />
          </Field>
        </>
      )}
      <Field name="note" problem={problems.note}>
        <input
          className="form-control"
          id="note"
          name="note"
          maxLength={500}
          defaultValue={question?.note ?? ''}
        />
      </Field>
      <p className="row-x">
        <button className="btn btn-primary" name="intent" value="save" disabled={busy}>
          {t('evaluation.save')}
        </button>
        {question !== null && (
          <button className="btn btn-link" name="intent" value="remove" formNoValidate disabled={busy}>
            {t('evaluation.remove')}
          </button>
        )}
      </p>
    </Form>
  );
}

function Field({
  name,
  problem,
  note,
  children,
}: {
  name: string;
  problem?: string | undefined;
  note?: string;
  children: React.ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div>
      <label className="form-label" htmlFor={name}>
        {t(`evaluation.field.${name}`)}
      </label>
      {children}
      {note && <p className="form-text">{note}</p>}
      {problem && (
        <p className="hq-sm ev-no" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function ClausePicker({
  picked: first,
  text,
  asOf,
  pins,
  problem,
}: {
  picked: ExpectedClause[];
  text: string;
  asOf: string;
  /** Whether a clause names its version: a question about the past. */
  pins: boolean;
  problem: string | undefined;
}) {
  const { t } = useTranslation();
  const [picked, setPicked] = useState(first);
  const [words, setWords] = useState('');
  const fetcher = useFetcher<FoundClauses>();
  const find = () =>
    fetcher.load(
      `/desk/evaluation/clauses?${new URLSearchParams({ q: words.trim() || text, ...(asOf !== '' && { asOf }) }).toString()}`,
    );
  const isPicked = (clause: ExpectedClause) =>
    picked.some((one) => one.titleKey === clause.titleKey && one.path === clause.path);
  return (
    <fieldset>
      <legend className="form-label">{t('evaluation.clauses')}</legend>
      <ul className="plain ev-picked">
        {picked.map((clause) => (
          <li key={`${clause.titleKey} ${clause.path}`}>
            <input type="hidden" name="clause" value={JSON.stringify(clause)} />
            <span className="grow">
              {clause.documentNumber ?? `《${clause.documentTitle}》`} {clause.path}
            </span>
            <button
              type="button"
              className="btn btn-link btn-sm"
              onClick={() => setPicked(picked.filter((one) => one !== clause))}
            >
              {t('evaluation.unpick')}
            </button>
          </li>
        ))}
      </ul>
      {picked.length === 0 && <p className="hq-sm hq-muted">{t('evaluation.no-clause')}</p>}
      {problem && (
        <p className="hq-sm ev-no" role="alert">
          {problem}
        </p>
      )}
      <div className="row-x">
        <label className="visually-hidden" htmlFor="clause-words">
          {t('evaluation.find-words')}
        </label>
        <input
          id="clause-words"
          className="form-control form-control-sm"
          placeholder={t('evaluation.find-words')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            find();
          }}
        />
        <button type="button" className="btn btn-outline-primary btn-sm nowrap" onClick={find}>
          {t('evaluation.find-clauses')}
        </button>
      </div>
      <div aria-live="polite">
        {fetcher.state !== 'idle' && <p className="hq-sm hq-muted">{t('evaluation.finding')}</p>}
        {fetcher.state === 'idle' && fetcher.data?.clauses.length === 0 && (
          <p className="hq-sm hq-muted">{t('evaluation.found-none')}</p>
        )}
      </div>
      <ul className="plain ev-found">
        {fetcher.data?.clauses.map(({ text: excerpt, ...clause }) => (
          <li key={`${clause.documentNumber ?? clause.titleKey} ${clause.path}`}>
            <span className="grow hq-sm">
              <b>
                {clause.documentNumber ?? `《${clause.documentTitle}》`} {clause.path}
              </b>
              <br />
              {excerpt}
            </span>
            <button
              type="button"
              className="btn btn-outline-primary btn-sm nowrap"
              disabled={isPicked(clause)}
              onClick={() =>
                setPicked([...picked, { ...clause, documentNumber: pins ? clause.documentNumber : null }])
              }
            >
              {t('evaluation.pick')}
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
