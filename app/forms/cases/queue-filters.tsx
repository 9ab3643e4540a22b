import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { caseClocks, caseSorts } from '~/forms/cases/case-filter';

import { isNarrowed, type QueueQuery } from './read-queue-query';

interface QueueFiltersProps {
  query: QueueQuery;
  forms: readonly { id: string; title: string }[];
  regions: readonly { code: string; name: string }[];
  people: readonly { personId: string; name: string }[];
}

/** What the queue shows: each filter a choice, applied together. */
export function QueueFilters({ query, forms, regions, people }: QueueFiltersProps) {
  const { t } = useTranslation();
  const assignees = [
    ['me', t('cases.assignee.me')],
    ['none', t('cases.assignee.none')],
    ...people.map(({ personId, name }) => [personId, name] as const),
  ] as const;
  return (
    <Form method="get" className="queue-filters" role="search" key={JSON.stringify(query)}>
      <input type="hidden" name="state" value={query.state} />
      <label className="grow">
        <span>{t('cases.filter.text')}</span>
        <input
          className="form-control"
          type="search"
          name="q"
          id="queue-search"
          defaultValue={query.q}
          placeholder={t('cases.search')}
        />
      </label>
      <Choice name="form" word={t('cases.form')} value={query.form} all={t('cases.form-all')}>
        {forms.map(({ id, title }) => [id, title] as const)}
      </Choice>
      <Choice name="clock" word={t('cases.filter.clock')} value={query.clock} all={t('cases.filter.any')}>
        {caseClocks.map((clock) => [clock, t(`cases.clock.${clock}`)] as const)}
      </Choice>
      <Choice name="assignee" word={t('cases.assignee')} value={query.assignee} all={t('cases.filter.any')}>
        {assignees}
      </Choice>
      <Choice name="region" word={t('cases.filter.region')} value={query.region} all={t('cases.filter.any')}>
        {regions.map(({ code, name }) => [code, name] as const)}
      </Choice>
      <Choice name="sort" word={t('cases.sort')} value={query.sort} all={t('cases.sort.due')}>
        {caseSorts.filter((sort) => sort !== 'due').map((sort) => [sort, t(`cases.sort.${sort}`)] as const)}
      </Choice>
      <label className="queue-tick">
        <input
          type="checkbox"
          className="form-check-input"
          name="second"
          value="on"
          defaultChecked={query.second === 'on'}
        />
        <span>{t('cases.filter.second')}</span>
      </label>
      <button className="btn btn-primary">{t('cases.filter.apply')}</button>
      {isNarrowed(query) && (
        <Link className="btn btn-link" to={`?state=${query.state}`}>
          {t('cases.clear')}
        </Link>
      )}
    </Form>
  );
}

interface ChoiceProps {
  name: string;
  word: string;
  value: string | undefined;
  all: string;
  children: readonly (readonly [value: string, word: string])[];
}

function Choice({ name, word, value, all, children }: ChoiceProps) {
  return (
    <label>
      <span>{word}</span>
      <select className="form-select" name={name} defaultValue={value ?? ''}>
        <option value="">{all}</option>
        {children.map(([one, shown]) => (
          <option key={one} value={one}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
}
