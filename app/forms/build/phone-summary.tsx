import { useTranslation } from 'react-i18next';

import type { FormDefinition } from '~/forms/definition/form-definition';

import { listComponents, nameOfComponent } from './arrange-components';

/** On a phone the form is only read. */
export function PhoneSummary({ definition }: { definition: FormDefinition }) {
  const { t } = useTranslation();
  return (
    <ul className="hq-card plain builder-summary">
      {listComponents(definition)
        .filter(({ type }) => type !== 'columns')
        .map((component) => (
          <li key={component.key}>
            {component.type === 'panel' ? <b>{nameOfComponent(component)}</b> : nameOfComponent(component)}
            {component.prefill?.fact && <span className="tag tag-b">{t('builder.bound-short')}</span>}
          </li>
        ))}
    </ul>
  );
}
