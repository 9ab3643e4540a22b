import { Form, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { SavedChoice } from '~/app/components/saved-choice';
import { ScrollRegion } from '~/app/components/scroll-region';
import {
  figureUnits,
  type ColumnTarget,
  type FactMapping,
  type FigureUnit,
} from '~/knowledge/enterprises/imports/fact-mapping';
import type { TableLayout } from '~/knowledge/enterprises/imports/read-layout';

import type { FactChoice } from './get-import-page.server';

interface MappingFormProps {
  layout: TableLayout;
  rows: number;
  before: FactMapping | null;
  facts: readonly FactChoice[];
  saved: readonly { name: string; mapping: FactMapping }[];
  errors: Readonly<Record<string, string>>;
}

const roles = ['skip', 'credit-code', 'name', 'period', 'observed-on', 'valid-until', 'reference'] as const;

/** What each column means: guessed, corrected by a person, kept under a name for the next time. No code is written. */
export function FactMappingForm({ layout, rows, before, facts, saved, errors }: MappingFormProps) {
  const { t } = useTranslation();
  const [columns, setColumns] = useState<Record<string, ColumnTarget>>(before?.columns ?? layout.guess);
  const [observedOn, setObservedOn] = useState(before?.observedOn ?? today());
  const [kind, setKind] = useState(before?.kind ?? 'registry');
  const [addFirms, setAddFirms] = useState(before?.addFirms ?? false);
  const busy = useNavigation().state !== 'idle';
  const known = new Set(layout.columns);
  const wrong = Object.entries(errors).filter(([field]) => !known.has(field.replace(/^columns\./, '')));
  const mapping: FactMapping = { columns, observedOn, kind, addFirms };
  return (
    <Form method="post" className="hq-card" aria-labelledby="fact-map">
      <div className="hq-card-h">
        <h3 id="fact-map">{t('factdesk.map.title')}</h3>
        <span className="hq-muted hq-sm">
          {t('factdesk.map.read', { rows: rows.toLocaleString(), columns: layout.columns.length })}
        </span>
      </div>
      <div className="hq-card-b stack">
        <SavedChoice
          id="fact-saved"
          className="fact-narrow"
          label={t('factdesk.map.saved')}
          unsaved={t('factdesk.map.guessed')}
          names={saved.map(({ name }) => name)}
          choose={(wanted) => {
            const chosen = saved.find(({ name }) => name === wanted)?.mapping;
            setColumns(
              Object.fromEntries(
                layout.columns.map((column) => [
                  column,
                  (chosen?.columns ?? layout.guess)[column] ?? { to: 'skip' as const },
                ]),
              ),
            );
            if (!chosen) return;
            setKind(chosen.kind);
            setAddFirms(chosen.addFirms);
          }}
        />
        <ScrollRegion className="fact-scroll" label={t('factdesk.map.title')}>
          <table className="table fact-columns">
            <thead>
              <tr>
                <th scope="col">{t('factdesk.map.column')}</th>
                <th scope="col">{t('factdesk.map.sample')}</th>
                <th scope="col">{t('factdesk.map.means')}</th>
                <th scope="col">{t('factdesk.map.period')}</th>
                <th scope="col">{t('factdesk.map.unit')}</th>
              </tr>
            </thead>
            <tbody>
              {layout.columns.map((column, place) => (
                <ColumnRow
                  key={column}
                  place={place}
                  column={column}
                  sample={layout.samples[column] ?? ''}
                  target={columns[column] ?? { to: 'skip' }}
                  facts={facts}
                  problem={errors[`columns.${column}`]}
                  change={(target) => {
                    setColumns({ ...columns, [column]: target });
                  }}
                />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        <div className="fact-options">
          <div>
            <label className="form-label" htmlFor="fact-observed">
              {t('factdesk.map.observed')}
            </label>
            <input
              id="fact-observed"
              type="date"
              className="form-control"
              value={observedOn}
              required
              onChange={({ target }) => {
                setObservedOn(target.value);
              }}
            />
            <p className="form-text">{t('factdesk.map.observed.help')}</p>
          </div>
          <div>
            <label className="form-label" htmlFor="fact-kind">
              {t('factdesk.map.kind')}
            </label>
            <select
              id="fact-kind"
              className="form-select"
              value={kind}
              onChange={({ target }) => {
                setKind(target.value === 'certificate' ? 'certificate' : 'registry');
              }}
            >
              <option value="registry">{t('factdesk.kind.registry')}</option>
              <option value="certificate">{t('factdesk.kind.certificate')}</option>
            </select>
          </div>
          <div>
            <label className="form-label" htmlFor="fact-save-as">
              {t('factdesk.map.save-as')}
            </label>
            <input id="fact-save-as" name="saveAs" className="form-control" maxLength={60} />
            <p className="form-text">{t('factdesk.map.save-as.help')}</p>
          </div>
          <div className="form-check">
            <input
              id="fact-add"
              type="checkbox"
              className="form-check-input"
              checked={addFirms}
              onChange={({ target }) => {
                setAddFirms(target.checked);
              }}
            />
            <label className="form-check-label" htmlFor="fact-add">
              {t('factdesk.map.add-firms')}
            </label>
          </div>
        </div>
        {wrong.map(([field, sentence]) => (
          <p key={field} className="hq-note hq-note-no" role="alert">
            {sentence}
          </p>
        ))}
        <input type="hidden" name="mapping" value={JSON.stringify(mapping)} />
        <div>
          <button className="btn btn-primary" name="intent" value="preview" disabled={busy}>
            {t('factdesk.map.preview')}
          </button>
        </div>
      </div>
    </Form>
  );
}

function ColumnRow({
  place,
  column,
  sample,
  target,
  facts,
  problem,
  change,
}: {
  place: number;
  column: string;
  sample: string;
  target: ColumnTarget;
  facts: readonly FactChoice[];
  problem: string | undefined;
  change: (target: ColumnTarget) => void;
}) {
  const { t } = useTranslation();
  const fact = target.to === 'fact' ? target : null;
  const choice = facts.find(({ key }) => key === fact?.key);
  const groups = [...new Set(facts.map(({ group }) => group))];
  return (
    <tr className={problem === undefined ? undefined : 'fact-wrong'}>
      <th scope="row">
        <label htmlFor={`fact-col-${place}`}>{column}</label>
      </th>
      <td className="hq-muted hq-xs">{sample}</td>
      <td>
        <select
          id={`fact-col-${place}`}
          className={
            problem === undefined ? 'form-select form-select-sm' : 'form-select form-select-sm is-invalid'
          }
          aria-describedby={problem === undefined ? undefined : `fact-col-${place}-problem`}
          value={fact ? `fact:${fact.key}` : target.to}
          onChange={({ target: { value } }) => {
            change(toTarget(value, facts, fact));
          }}
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`factdesk.role.${role}`)}
            </option>
          ))}
          {groups.map((group) => (
            <optgroup key={group} label={t(`facts.group.${group}`)}>
              {facts
                .filter((one) => one.group === group)
                .map(({ key, label, notYours }) => (
                  <option key={key} value={`fact:${key}`} disabled={notYours !== null}>
                    {notYours === null ? label : t('factdesk.map.not-yours', { label, authority: notYours })}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        {problem !== undefined && (
          <p id={`fact-col-${place}-problem`} className="invalid-feedback" role="alert">
            {problem}
          </p>
        )}
      </td>
      <td>
        {fact && choice && choice.periods.length > 0 && (
          <input
            className="form-control form-control-sm fact-period"
            aria-label={t('factdesk.map.period-of', { column })}
            value={fact.period === 'row' ? '' : fact.period}
            placeholder={t(fact.period === 'row' ? 'factdesk.map.period-row' : 'factdesk.map.period-example')}
            onChange={({ target: { value } }) => {
              change({ ...fact, period: value.trim().toUpperCase() || 'row' });
            }}
          />
        )}
      </td>
      <td>
        {fact && choice && ['money', 'share'].includes(choice.type) && (
          <select
            className="form-select form-select-sm"
            aria-label={t('factdesk.map.unit-of', { column })}
            value={fact.unit}
            onChange={({ target: { value } }) => {
              change({ ...fact, unit: value as FigureUnit });
            }}
          >
            {figureUnits
              .filter((unit) => unit === 'plain' || (choice.type === 'share') === (unit === 'percent'))
              .map((unit) => (
                <option key={unit} value={unit}>
                  {t(`factdesk.unit.${choice.type}.${unit}`)}
                </option>
              ))}
          </select>
        )}
      </td>
    </tr>
  );
}

function toTarget(
  value: string,
  facts: readonly FactChoice[],
  before: Extract<ColumnTarget, { to: 'fact' }> | null,
): ColumnTarget {
  if (!value.startsWith('fact:')) return { to: value as (typeof roles)[number] };
  const key = value.slice('fact:'.length);
  const periods = facts.find((fact) => fact.key === key)?.periods ?? [];
  return {
    to: 'fact',
    key,
    period: periods.length === 0 ? '' : before?.period || String(new Date().getFullYear() - 1),
    unit: 'plain',
  };
}

function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
}
