import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DisputeFieldsProps {
  id: string;
  /** What takes the right value; a text box if none is given. */
  value?: ReactNode;
  /** What was typed before, if it was sent and refused. */
  typed?: { typed: string; reason: string; problems: Record<string, string> } | null | undefined;
}

/** The fields of a 异议: what would be right, why, and the proof. Names: `value`, `reason`, `proof`. */
export function DisputeFields({ id, value, typed }: DisputeFieldsProps) {
  const { t } = useTranslation();
  const problems = typed?.problems ?? {};
  const wrong = (field: string) =>
    problems[field] !== undefined && { 'aria-invalid': true, 'aria-describedby': `${id}-${field}-fault` };
  return (
    <>
      <div>
        <label className="form-label" htmlFor={`${id}-value`}>
          {t('facts.dispute.value')}
        </label>
        {value || (
          <input
            id={`${id}-value`}
            name="value"
            className="form-control"
            defaultValue={typed?.typed}
            required
            maxLength={500}
            {...wrong('value')}
          />
        )}
        <Fault id={`${id}-value-fault`} words={problems.value} />
      </div>
      <div>
        <label className="form-label" htmlFor={`${id}-reason`}>
          {t('facts.dispute.reason')}
        </label>
        <textarea
          id={`${id}-reason`}
          name="reason"
          className="form-control"
          rows={3}
          defaultValue={typed?.reason}
          required
          minLength={5}
          maxLength={1000}
          {...wrong('reason')}
        />
        <Fault id={`${id}-reason-fault`} words={problems.reason} />
      </div>
      <div>
        <label className="form-label" htmlFor={`${id}-proof`}>
          {t('facts.dispute.proof')}
        </label>
        <input
          id={`${id}-proof`}
          name="proof"
          type="file"
          className="form-control"
          accept=".pdf,.png,.jpg,.jpeg"
          {...wrong('proof')}
        />
        <Fault id={`${id}-proof-fault`} words={problems.proof} />
      </div>
    </>
  );
}

/** What is wrong with a field, beside it. */
function Fault({ id, words }: { id: string; words: string | undefined }) {
  if (words === undefined) return null;
  return (
    <p id={id} className="invalid-feedback" role="alert" style={{ display: 'flex' }}>
      <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
      {words}
    </p>
  );
}
