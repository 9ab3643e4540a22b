import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FormDefinition } from '~/forms/definition/form-definition';

import { findComponent, nameOfComponent } from '../arrange-components';
import { BuilderDialog } from '../builder-dialog';
import type { CatalogueFact } from './catalogue-fact';
import { searchFacts } from './search-facts';

interface FactDialogProps {
  definition: FormDefinition;
  fieldKey: string;
  facts: readonly CatalogueFact[];
  /** Null takes the binding away. */
  onBind: (fact: string | null) => void;
  onClose: () => void;
}

/** The fact catalogue beside a field: found by words, other words or initials; each with source, age and how many have it. */
export function FactDialog({ definition, fieldKey, facts, onBind, onClose }: FactDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const component = findComponent(definition, fieldKey);
  const label = nameOfComponent(component);
  const [query, setQuery] = useState('');
  const shownQuery = useDeferredValue(query);
  const found = searchFacts(facts, shownQuery);
  const bound = component.prefill?.fact;
  return (
    <BuilderDialog title={t('builder.facts.title', { field: label })} isWide onClose={onClose}>
      <label className="form-label" htmlFor={id}>
        {t('builder.facts.search')}
      </label>
      <input
        id={id}
        type="search"
        className="form-control"
        value={query}
        aria-describedby={`${id}-help`}
        onChange={({ target }) => setQuery(target.value)}
      />
      <p id={`${id}-help`} className="form-text">
        {t('builder.facts.search-help')}
      </p>
      <p className="hq-sm hq-muted" role="status">
        {t('builder.facts.found', { n: found.length })}
      </p>
      <ul className="plain dialog-scroll fact-list">
        {found.map((fact) => (
          <li key={fact.key} className={fact.key === bound ? 'is-bound' : undefined}>
            <span className="grow">
              <b>{fact.label}</b>{' '}
              {fact.key === bound && <span className="tag tag-b">{t('builder.bound-short')}</span>}
              <br />
              <span className="hq-prov">
                {t('builder.facts.source', {
                  source: fact.source,
                  days: fact.freshDays,
                  firms: fact.held.firms,
                  of: fact.held.of,
                })}
                {fact.synonyms.length > 0 &&
                  ` · ${t('builder.facts.also', { words: fact.synonyms.slice(0, 4).join('、') })}`}
              </span>
            </span>
            <button
              type="button"
              className="btn btn-outline-primary btn-sm"
              disabled={fact.key === bound}
              aria-label={t('builder.facts.bind-one', { fact: fact.label })}
              onClick={() => onBind(fact.key)}
            >
              {t('builder.bind')}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="hq-empty">{t('builder.facts.none')}</p>}
      <div className="row-x wrapx">
        {bound && (
          <button type="button" className="btn btn-outline-danger" onClick={() => onBind(null)}>
            {t('builder.facts.unbind')}
          </button>
        )}
        <button type="button" className="btn btn-outline-primary" onClick={onClose}>
          {t('builder.cancel')}
        </button>
      </div>
    </BuilderDialog>
  );
}
