import { Form, Link } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { entryKinds } from '~/knowledge/search/understanding/dictionary-entry';
import type { UnderstoodQuestion } from '~/knowledge/search/understanding/understand-question';

import type { EntryFields } from './read-entry-form';
import { UnderstandingView } from './understanding-view';

interface EntryFormProps {
  draft: EntryFields & { id?: string };
  problems: Record<string, string>;
  tried: { question: string; understood: UnderstoodQuestion } | null;
  busy: boolean;
  /** The page without the form. */
  back: string;
}

/** Adds an entry or changes one; a question can be tried with it before it is sent. */
export function EntryForm({ draft, problems, tried, busy, back }: EntryFormProps) {
  const { t } = useTranslation();
  const first = useRef<HTMLInputElement>(null);
  const isNew = draft.id === undefined;
  useEffect(() => first.current?.focus(), [draft.id]);
  const problemOf = (name: string) =>
    problems[name] === undefined ? null : (
      <p className="invalid-feedback d-block" id={`entry-${name}-problem`}>
        {problems[name]}
      </p>
    );
  const describe = (name: string) =>
    problems[name] === undefined
      ? {}
      : { 'aria-invalid': true as const, 'aria-describedby': `entry-${name}-problem` };
  return (
    <Form method="post" className="hq-card dict-form" aria-labelledby="entry-heading">
      <h2 id="entry-heading">{t(isNew ? 'dictionary.form.new' : 'dictionary.form.edit')}</h2>
      {draft.id !== undefined && <input type="hidden" name="id" value={draft.id} />}
      <div className="dict-fields">
        <div>
          <label className="form-label" htmlFor="entry-kind">
            {t('dictionary.field.kind')}
          </label>
          <select id="entry-kind" name="kind" className="form-select" defaultValue={draft.kind}>
            {entryKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`dictionary.kind.${kind}`)} · {t(`dictionary.kind.${kind}.does`)}
              </option>
            ))}
          </select>
          {problemOf('kind')}
        </div>
        <div>
          <label className="form-label" htmlFor="entry-term">
            {t('dictionary.field.term')}
          </label>
          <input
            id="entry-term"
            ref={first}
            name="term"
            className="form-control"
            defaultValue={draft.term}
            maxLength={60}
            required
            {...describe('term')}
          />
          {problemOf('term')}
        </div>
        <div className="dict-wide">
          <label className="form-label" htmlFor="entry-targets">
            {t('dictionary.field.targets')}
          </label>
          <input
            id="entry-targets"
            name="targets"
            className="form-control"
            defaultValue={draft.targets.join('；')}
            placeholder={t('dictionary.field.targets.hint')}
            {...describe('targets')}
          />
          {problemOf('targets')}
        </div>
        <div>
          <label className="form-label" htmlFor="entry-weight">
            {t('dictionary.field.weight')}
          </label>
          <input
            id="entry-weight"
            name="weight"
            type="number"
            min="0.1"
            max="1"
            step="0.1"
            className="form-control"
            defaultValue={draft.weight}
            {...describe('weight')}
          />
          {problemOf('weight')}
        </div>
        <div className="dict-wide">
          <label className="form-label" htmlFor="entry-note">
            {t('dictionary.field.note')}
          </label>
          <input
            id="entry-note"
            name="note"
            className="form-control"
            defaultValue={draft.note}
            maxLength={200}
          />
          {problemOf('note')}
        </div>
      </div>
      <p className="hq-xs hq-muted">{t('dictionary.field.weight.help')}</p>
      <div className="dict-try">
        <label className="form-label" htmlFor="entry-question">
          {t('dictionary.form.try')}
        </label>
        <input
          id="entry-question"
          name="question"
          className="form-control"
          defaultValue={tried?.question ?? ''}
          placeholder={t('dictionary.try.example')}
          maxLength={500}
        />
        <button className="btn btn-outline-primary" type="submit" name="intent" value="try" disabled={busy}>
          {t('dictionary.form.try-it')}
        </button>
      </div>
      {tried && (
        <div role="status">
          <UnderstandingView understood={tried.understood} />
        </div>
      )}
      <div className="dict-buttons">
        <button className="btn btn-primary" type="submit" name="intent" value="save" disabled={busy}>
          {t('dictionary.form.send')}
        </button>
        <Link className="btn btn-outline-primary" to={back}>
          {t('dictionary.form.cancel')}
        </Link>
        <span className="hq-xs hq-muted">{t('dictionary.form.gate')}</span>
      </div>
    </Form>
  );
}
