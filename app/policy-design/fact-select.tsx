import { useTranslation } from 'react-i18next';

import { builtInDerived } from '~/knowledge/enterprises/derived-catalogue';
import type { FactType } from '~/knowledge/enterprises/fact-definition';

import type { BuilderContext } from './editor-context';
import { takingOf } from './periods';

interface FactSelectProps {
  builder: Pick<BuilderContext, 'definitions' | 'derived' | 'catalogue' | 'locale' | 'isReadOnly'>;
  value: string;
  label: string;
  /** Only facts of these types. */
  types?: readonly FactType[];
  /** Derived facts that must not be chosen: a fact can't be made of itself. */
  without?: string;
  onChange: (key: string) => void;
}

/** Chooses a fact of the catalogue or a derived one; typing its first characters finds it. */
export function FactSelect({ builder, value, label, types, without, onChange }: FactSelectProps) {
  const { t } = useTranslation();
  const { definitions, derived, catalogue, locale, isReadOnly } = builder;
  const fits = (type: FactType | undefined) => !types || (type !== undefined && types.includes(type));
  const groups = new Map<string, { key: string; label: string }[]>();
  const put = (group: string, key: string, words: string) =>
    groups.set(group, [...(groups.get(group) ?? []), { key, label: words }]);
  for (const fact of derived) {
    // Takings of one fact over years are chosen beside that fact.
    const isTaking = takingOf(fact.key, catalogue) !== null && value !== fact.key;
    if (fact.key && fact.key !== without && fits(fact.type) && !isTaking)
      put('derived', fact.key, (locale === 'en' ? fact.labelEn : undefined) ?? fact.label ?? fact.key);
  }
  for (const fact of builtInDerived.values())
    if (fits(fact.type))
      put('derived', fact.key, (locale === 'en' ? fact.labelEn : undefined) ?? fact.label ?? fact.key);
  for (const { key, label: words, type, group } of definitions)
    if (fits(type)) put(group, key, words[locale]);
  const isKnown = [...groups.values()].some((list) => list.some(({ key }) => key === value));
  return (
    <select
      className="form-select pd-select pd-fact"
      aria-label={label}
      value={value}
      disabled={isReadOnly}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="" disabled>
        {t('rules.choose-fact')}
      </option>
      {!isKnown && value !== '' && <option value={value}>{value}</option>}
      {[...groups].map(([group, list]) => (
        <optgroup key={group} label={t(`rules.facts.${group}`)}>
          {list.map((fact) => (
            <option key={fact.key} value={fact.key}>
              {fact.label}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
