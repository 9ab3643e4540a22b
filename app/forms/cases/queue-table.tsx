import { Form, Link, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { CaseListItem } from '~/forms/cases/case-views';

import { CaseState, ClockMark } from './case-marks';
import { showInstant } from './show-instant';
import { useQueueKeys } from './use-queue-keys';

interface QueueTableProps {
  cases: readonly (Omit<CaseListItem, 'submittedAt'> & { submittedAt: string | Date })[];
  people: readonly { personId: string; name: string }[];
}

/** The cases, each to be opened or chosen; what is chosen is assigned or decided together. */
export function QueueTable({ cases, people }: QueueTableProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const isBusy = useNavigation().state === 'submitting';
  const toggle = (id: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const ids = cases.map(({ caseId }) => caseId);
  const here = ids.filter((id) => chosen.has(id));
  const keys = useQueueKeys(ids, toggle);
  const all = here.length === ids.length;
  return (
    <Form method="post">
      <div className="queue-bar" aria-live="polite">
        <span>{t('cases.chosen', { n: here.length })}</span>
        <label>
          <span className="visually-hidden">{t('cases.assign.to')}</span>
          <select className="form-select" name="person" defaultValue="me">
            <option value="me">{t('cases.assign.me')}</option>
            {people.map(({ personId, name }) => (
              <option key={personId} value={personId}>
                {name}
              </option>
            ))}
            <option value="none">{t('cases.assign.back')}</option>
          </select>
        </label>
        <button
          className="btn btn-outline-primary"
          name="do"
          value="assign"
          disabled={here.length === 0 || isBusy}
        >
          {t('cases.assign')}
        </button>
        <button
          className="btn btn-outline-primary"
          formMethod="get"
          formAction="/desk/cases/batch"
          disabled={here.length === 0}
        >
          {t('cases.batch')}
        </button>
        <span className="hq-sm hq-muted fill-note queue-keys">{t('cases.keys')}</span>
      </div>
      <div className="case-table">
        <table className="table" ref={keys}>
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  className="form-check-input"
                  checked={all}
                  onChange={() => setChosen(all ? new Set() : new Set(ids))}
                  aria-label={t('cases.choose-all')}
                />
              </th>
              {['title', 'enterprise', 'submitted', 'due', 'assignee', 'state'].map((column) => (
                <th key={column} scope="col">
                  {t(`cases.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cases.map((one) => (
              <tr key={one.caseId} className={chosen.has(one.caseId) ? 'on' : ''}>
                <td>
                  <input
                    type="checkbox"
                    className="form-check-input"
                    name="case"
                    value={one.caseId}
                    checked={chosen.has(one.caseId)}
                    onChange={() => toggle(one.caseId)}
                    aria-label={t('cases.choose', { number: one.number })}
                  />
                </td>
                <td>
                  <Link to={`/desk/cases/${one.caseId}`} data-row={one.caseId}>
                    {one.title}
                  </Link>
                  <br />
                  <span className="hq-prov">
                    {one.number}
                    {one.submissions > 1 && ` · ${t('cases.again', { n: one.submissions })}`}
                  </span>
                </td>
                <td>{one.enterpriseName}</td>
                <td>{showInstant(one.submittedAt)}</td>
                <td>
                  <ClockMark clock={one.clock} dueOn={one.dueOn} />
                </td>
                <td>{one.assigneeName ?? <span className="hq-muted">{t('cases.assignee.none')}</span>}</td>
                <td>
                  <CaseState state={one.state} />
                  {one.proposal && <span className="tag tag-gap">{t('cases.proposed')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Form>
  );
}
