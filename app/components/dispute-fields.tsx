import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DisputeFieldsProps {
  id: string;
  /** What takes the right value; a text box if none is given. */
  value?: ReactNode;
  /** What was typed before, if it was sent and refused. */
  typed?: { typed: string; reason: string } | null;
}

/** The fields of a 异议: what would be right, why, and the proof. Names: `value`, `reason`, `proof`. */
export function DisputeFields({ id, value, typed }: DisputeFieldsProps) {
  const { t } = useTranslation();
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
          />
        )}
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
        />
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
        />
      </div>
    </>
  );
}
