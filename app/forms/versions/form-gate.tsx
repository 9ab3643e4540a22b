import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ChangeList, type ChangeLine } from './change-list';
import {
  DryRunCard,
  TouchedCard,
  type DryRunShown,
  type TouchedCases,
  type TouchedDrafts,
} from './gate-cards';
import { TermsFields, type TermsShown } from './terms-fields';

/** A finding as a sentence with what to do. */
export interface FindingLine {
  key: string | null;
  place: string;
  text: string;
}

/** The version that is to be published: the shape that `showVersions` gives. */
export interface Candidate {
  number: number;
  state: string;
  revision: number;
  reviewNote: string | null;
  proposedBy: string | null;
  proposedAt: string | null;
  terms: TermsShown;
  changes: ChangeLine[] | null;
  errors: FindingLine[];
  warnings: { code: string; reason: string; items: FindingLine[] }[];
  drafts: TouchedDrafts;
  cases: TouchedCases;
  dryRun: DryRunShown;
}

interface FormGateProps {
  formId: string;
  candidate: Candidate;
  liveNumber: number | null;
  mayDesign: boolean;
  mayDecide: boolean;
  answer: { fields: Record<string, string>; given: Record<string, string> } | undefined;
}

/** The gate: what changes, whom it touches, what was found, how it fills, when it is open; then two people's deeds. */
export function FormGate({ formId, candidate, liveNumber, mayDesign, mayDecide, answer }: FormGateProps) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state !== 'idle';
  const inReview = candidate.state === 'in-review';
  const fields = answer?.fields ?? {};
  return (
    <>
      {candidate.reviewNote && !inReview && (
        <p className="hq-note hq-note-gap versions-gap">
          <i className="bi bi-reply" aria-hidden="true" />
          <span>{t('versions.sent-back', { reason: candidate.reviewNote })}</span>
        </p>
      )}
      <div className="versions-lay">
        <section className="hq-card" aria-labelledby="changes-title">
          <div className="hq-card-h">
            <h2 id="changes-title">
              {liveNumber === null
                ? t('versions.first', { n: candidate.number })
                : t('versions.changes', { n: candidate.number, live: liveNumber })}
            </h2>
          </div>
          {candidate.changes ? (
            <ChangeList changes={candidate.changes} />
          ) : (
            <p className="hq-card-b hq-muted">{t('builder.publish-first')}</p>
          )}
        </section>
        <TouchedCard drafts={candidate.drafts} cases={candidate.cases} />
        <DryRunCard dryRun={candidate.dryRun} />
      </div>
      <Form method="post" className="hq-card versions-gap" aria-labelledby="gate-title" noValidate>
        <div className="hq-card-h">
          <h2 id="gate-title">{t(inReview ? 'versions.gate-review' : 'versions.gate')}</h2>
        </div>
        <div className="hq-card-b stack">
          <input type="hidden" name="revision" value={candidate.revision} />
          <Findings
            candidate={candidate}
            formId={formId}
            inReview={inReview}
            mayDesign={mayDesign}
            answer={answer}
          />
          <TermsFields
            terms={candidate.terms}
            given={answer?.given ?? {}}
            fields={fields}
            isFixed={inReview || !mayDesign}
          />
          {inReview ? (
            <Decision
              candidate={candidate}
              mayDesign={mayDesign}
              mayDecide={mayDecide}
              fields={fields}
              isBusy={isBusy}
            />
          ) : (
            mayDesign && (
              <div>
                <button
                  className="btn btn-primary"
                  name="intent"
                  value="propose"
                  disabled={isBusy || candidate.errors.length > 0}
                >
                  {t('versions.propose')}
                </button>
                <p className="form-text">
                  {candidate.errors.length > 0
                    ? t('builder.publish-blocked', { n: candidate.errors.length })
                    : t('versions.propose-help')}
                </p>
              </div>
            )
          )}
        </div>
      </Form>
    </>
  );
}

/** What the checks found: errors stop, each kind of warning wants a reason. */
function Findings({
  candidate,
  formId,
  inReview,
  mayDesign,
  answer,
}: {
  candidate: Candidate;
  formId: string;
  inReview: boolean;
  mayDesign: boolean;
  answer: FormGateProps['answer'];
}) {
  const { t } = useTranslation();
  const { errors, warnings } = candidate;
  if (errors.length + warnings.length === 0)
    return (
      <p>
        <i className="bi bi-check-circle-fill c-ok" aria-hidden="true" /> {t('versions.checks-none')}
      </p>
    );
  return (
    <ul className="plain versions-findings">
      {errors.map(({ place, text }) => (
        <li key={`${place} ${text}`}>
          <i className="bi bi-x-circle-fill c-no" aria-hidden="true" />
          <div>
            <b>{t('versions.must')}</b> {text}{' '}
            {mayDesign && <a href={`/desk/forms/${formId}`}>{t('versions.edit')}</a>}
          </div>
        </li>
      ))}
      {warnings.map(({ code, reason, items }) => (
        <li key={code}>
          <i className="bi bi-exclamation-circle c-gap" aria-hidden="true" />
          <div className="grow">
            {items.slice(0, 3).map(({ place, text }) => (
              <p key={place}>{text}</p>
            ))}
            {items.length > 3 && (
              <details>
                <summary>{t('versions.more', { n: items.length - 3 })}</summary>
                {items.slice(3).map(({ place, text }) => (
                  <p key={place}>{text}</p>
                ))}
              </details>
            )}
            {inReview ? (
              <p className="hq-prov">{t('versions.reason-given', { reason })}</p>
            ) : (
              <Reason
                code={code}
                value={answer?.given[`reasons.${code}`] ?? reason}
                error={answer?.fields[`reasons.${code}`]}
              />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Reason({ code, value, error }: { code: string; value: string; error: string | undefined }) {
  const { t } = useTranslation();
  const id = `reason-${code}`;
  return (
    <div className="versions-reason">
      <label className="form-label" htmlFor={id}>
        {t('versions.reason')}
      </label>
      <input
        id={id}
        name={`reasons.${code}`}
        className={error ? 'form-control is-invalid' : 'form-control'}
        defaultValue={value}
        maxLength={500}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
      />
      {error && (
        <p id={`${id}-error`} className="invalid-feedback">
          {t('versions.reason-short')}
        </p>
      )}
    </div>
  );
}

/** The second person approves or sends back with words; the first may take it back. */
function Decision({
  candidate,
  mayDesign,
  mayDecide,
  fields,
  isBusy,
}: {
  candidate: Candidate;
  mayDesign: boolean;
  mayDecide: boolean;
  fields: Record<string, string>;
  isBusy: boolean;
}) {
  const { t } = useTranslation();
  return (
    <>
      <p>
        {t('versions.proposed', {
          by: candidate.proposedBy ?? t('versions.a-program'),
          at: candidate.proposedAt,
        })}
      </p>
      {mayDecide ? (
        <>
          <div>
            <label className="form-label" htmlFor="reason">
              {t('versions.send-back-reason')}
            </label>
            <textarea
              id="reason"
              name="reason"
              rows={2}
              maxLength={1000}
              className={fields.reason ? 'form-control is-invalid' : 'form-control'}
              aria-describedby={fields.reason ? 'reason-error' : undefined}
            />
            {fields.reason && (
              <p id="reason-error" className="invalid-feedback">
                {fields.reason}
              </p>
            )}
          </div>
          <div className="row-x wrapx">
            <button className="btn btn-primary" name="intent" value="approve" disabled={isBusy}>
              {t('versions.approve')}
            </button>
            <button className="btn btn-outline-primary" name="intent" value="send-back" disabled={isBusy}>
              {t('versions.send-back')}
            </button>
          </div>
        </>
      ) : (
        <p className="hq-note">
          <i className="bi bi-people" aria-hidden="true" />
          <span>{t('versions.wait')}</span>
        </p>
      )}
      {mayDesign && (
        <div>
          <button className="btn btn-outline-primary" name="intent" value="recall" disabled={isBusy}>
            {t('versions.recall')}
          </button>
        </div>
      )}
    </>
  );
}
