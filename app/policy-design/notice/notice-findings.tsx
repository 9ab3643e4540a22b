import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { ChatModelFailure } from '~/knowledge/answers/chat-model-error';
import type { ModelReading } from '~/knowledge/policies/notice/model-reading';

import { ReadByModel } from './read-by-model';
import type { FindingRow, NoticeFound } from './read-notice-page.server';

interface Problem {
  problems: Record<string, string>;
  fields: { title: string; id: string; departmentId: string };
  conditions: number[];
}

/** What was read of a notice, each part beside its sentence, to be kept or dropped; below, the policy that it becomes. */
export function NoticeFindings({
  found,
  departments,
  isBusy,
  result,
  pasted,
  model,
  reading,
  failed,
}: {
  found: NoticeFound;
  /** The text that was pasted; undefined for a document. */
  pasted?: string | undefined;
  departments: readonly { id: string; name: string }[];
  isBusy: boolean;
  result: Problem | undefined;
  /** The chat model that may be asked; null when there is none. */
  model: string | null;
  /** What a model read, sent back with the draft. */
  reading: ModelReading | undefined;
  /** Why the model stopped before the end. */
  failed: ChatModelFailure | null;
}) {
  const { t } = useTranslation();
  const { document, conditions, amounts, elements, window, materials } = found;
  const unsure = conditions.filter(({ doubts }) => doubts.length > 0).length;
  const problems = result?.problems ?? {};
  const isOpening = useNavigation().formData?.get('intent') === 'open';
  if (conditions.length === 0) {
    return (
      <div className="hq-empty">
        <i className="bi bi-journal-x" aria-hidden="true" />
        <p>{t('notice.nothing', { title: document.title })}</p>
        <Link to="/desk/policies">{t('notice.nothing.action')}</Link>
      </div>
    );
  }
  return (
    <Form method="post" className="stack">
      <input type="hidden" name="document" value={document.id} />
      {pasted !== undefined && <input type="hidden" name="text" value={pasted} />}
      {reading && <input type="hidden" name="reading" value={JSON.stringify(reading)} />}
      <p>
        <b>{document.title}</b> {document.documentNumber}
        <br />
        <span className="hq-sm">{t('notice.counts', { n: conditions.length, unsure })}</span>
      </p>
      <ReadByModel found={found} model={model} failed={failed} isBusy={isBusy} />
      <fieldset className="hq-card hq-card-b">
        <legend>{t('notice.conditions')}</legend>
        {problems.keep && <p className="text-danger">{problems.keep}</p>}
        {conditions.map((row, at) => (
          <Finding key={at} row={row}>
            <input
              className="form-check-input"
              type="checkbox"
              id={`keep-${at}`}
              name="keep"
              value={at}
              defaultChecked={result ? result.conditions.includes(at) : true}
            />
            <label htmlFor={`keep-${at}`}>{row.words}</label>
          </Finding>
        ))}
      </fieldset>
      <fieldset className="hq-card hq-card-b">
        <legend>{t('notice.amounts')}</legend>
        {amounts.map((row, at) => (
          <Finding key={at} row={row}>
            <input
              className="form-check-input"
              type="radio"
              id={`amount-${at}`}
              name="amount"
              value={at}
              defaultChecked={at === 0}
            />
            <label htmlFor={`amount-${at}`}>{row.words}</label>
          </Finding>
        ))}
        <div className="finding">
          <input
            className="form-check-input"
            type="radio"
            id="amount-none"
            name="amount"
            value=""
            defaultChecked={amounts.length === 0}
          />
          <label htmlFor="amount-none">
            {t(amounts.length === 0 ? 'notice.amounts.none' : 'notice.amounts.skip')}
          </label>
        </div>
      </fieldset>
      <section className="hq-card hq-card-b" aria-labelledby="notice-elements">
        <h2 id="notice-elements">{t('notice.elements')}</h2>
        <dl>
          {elements.map(({ element, words, doubts }) => (
            <div key={element}>
              <dt>{t(`notice.element.${element}`)}</dt>
              <dd>
                {words}
                <Doubts doubts={doubts} />
              </dd>
            </div>
          ))}
          {window && (
            <div>
              <dt>{t('notice.window')}</dt>
              <dd>{window.words}</dd>
            </div>
          )}
          {materials.length > 0 && (
            <div>
              <dt>{t('notice.materials')}</dt>
              <dd>{materials.join(t('notice.and'))}</dd>
            </div>
          )}
        </dl>
        {elements.length < 5 && <p className="hq-sm hq-muted">{t('notice.elements.rest')}</p>}
      </section>
      <section className="hq-card hq-card-b notice-policy" aria-labelledby="notice-policy">
        <h2 id="notice-policy">{t('notice.policy')}</h2>
        <Field name="title" start={result?.fields.title ?? document.title} problem={problems.title} />
        <Field
          name="id"
          start={result?.fields.id ?? ''}
          problem={problems.id}
          help={t('notice.field.id.help')}
        />
        <label htmlFor="departmentId">{t('notice.field.departmentId')}</label>
        <select
          id="departmentId"
          name="departmentId"
          className="form-select"
          defaultValue={result?.fields.departmentId ?? document.departmentId ?? departments[0]?.id}
        >
          {departments.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <p className="hq-sm hq-muted">{t('notice.policy.help')}</p>
        <button className="btn btn-primary" name="intent" value="open" disabled={isBusy}>
          {t(isOpening ? 'notice.opening' : 'notice.open')}
        </button>
      </section>
    </Form>
  );
}

/** A finding: what was understood, the words it comes from, and why a person should look at it. */
function Finding({ row, children }: { row: FindingRow; children: React.ReactNode }) {
  const { t } = useTranslation();
  const doubts = row.isDeclared ? row.doubts.filter((doubt) => doubt !== 'no-fact') : row.doubts;
  return (
    <div className="finding">
      {children}
      <blockquote className="hq-sm">
        {row.quote}{' '}
        {row.href === null ? (
          <span className="hq-muted">{row.path}</span>
        ) : (
          <a href={row.href} target="_blank" rel="noreferrer">
            {row.path || t('notice.source')}
          </a>
        )}
      </blockquote>
      {row.isDeclared && (
        <p className="hq-sm doubt">
          <i className="bi bi-person-check" aria-hidden="true" /> {t('notice.declared')}
        </p>
      )}
      <Doubts doubts={doubts} />
    </div>
  );
}

/** Why a person should look at a finding. */
function Doubts({ doubts }: { doubts: FindingRow['doubts'] }) {
  const { t } = useTranslation();
  return doubts.map((doubt) => (
    <p key={doubt} className="hq-sm doubt">
      <i className="bi bi-exclamation-circle" aria-hidden="true" /> {t(`notice.doubt.${doubt}`)}
    </p>
  ));
}

function Field({
  name,
  start,
  problem,
  help,
}: {
  name: 'title' | 'id';
  start: string;
  problem?: string | undefined;
  help?: string;
}) {
  const { t } = useTranslation();
  return (
    <>
      <label htmlFor={name}>{t(`notice.field.${name}`)}</label>
      <input
        id={name}
        name={name}
        className={`form-control${problem ? ' is-invalid' : ''}`}
        defaultValue={start}
        aria-invalid={problem ? true : undefined}
        aria-describedby={`${name}-help`}
        required
      />
      <p id={`${name}-help`} className={`hq-sm ${problem ? 'text-danger' : 'hq-muted'}`}>
        {problem ?? help}
      </p>
    </>
  );
}
