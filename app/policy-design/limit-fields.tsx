import { useTranslation } from 'react-i18next';

import type { Bond, PolicySource, YearlyLimit } from '~/knowledge/policies/policy-content';

import { Choice, TwoWords } from './elements-tab';
import { shortSource } from './source-tag';
import { MoneyInput } from './value-editor';

type Named = Bond | Extract<YearlyLimit, { kind: 'sum' | 'budget' }>;

/** The name and the mark by which policies are bound, and the sum where there is one. */
export function NamedSum<Limit extends Named>({
  limit,
  help,
  onChange,
}: {
  limit: Limit;
  /** What policies of the same mark share. */
  help: string;
  onChange: (next: Limit, mark: string) => void;
}) {
  const { t } = useTranslation();
  const { kind } = limit;
  return (
    <>
      <TwoWords
        label={t('rules.limits.label')}
        value={limit.label}
        onChange={(label) => onChange({ ...limit, label }, `${kind} label`)}
      />
      <div className="pd-grid">
        <label className="pd-field">
          <span className="form-label">{t('rules.limits.id')}</span>
          <input
            className="form-control"
            value={limit.id}
            maxLength={80}
            onChange={(event) => onChange({ ...limit, id: event.target.value.trim() }, `${kind} id`)}
          />
          <span className="form-text">{help}</span>
        </label>
        {'yuan' in limit && (
          <div className="pd-field">
            <div className="form-label">{t('rules.limits.yuan')}</div>
            <MoneyInput
              label={t('rules.limits.yuan')}
              value={limit.yuan}
              disabled={false}
              onChange={(yuan) => onChange({ ...limit, yuan }, `${kind} yuan`)}
            />
          </div>
        )}
      </div>
    </>
  );
}

/** The clause that says so. */
export function SourceChoice({
  sources,
  value,
  onChange,
}: {
  sources: readonly PolicySource[];
  value: string;
  onChange: (id: string) => void;
}) {
  const { t } = useTranslation();
  const known = sources.some(({ id }) => id === value);
  return (
    <Choice
      label={t('rules.limits.source')}
      value={known ? value : ''}
      options={[
        ...(known ? [] : [{ value: '', label: t('rules.source.none') }]),
        ...sources.map((source) => ({ value: source.id, label: shortSource(source) })),
      ]}
      onChange={onChange}
    />
  );
}
