import { useTranslation } from 'react-i18next';

import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { childrenOf } from '~/forms/definition/walk-fields';

import { nameOfComponent } from '../arrange-components';

interface FieldTicksProps {
  definition: FormDefinition;
  ticked: ReadonlySet<string>;
  onTick: (ticked: ReadonlySet<string>) => void;
}

/** The fields of a form to tick; a group's box ticks all that is in it. */
export function FieldTicks({ definition, ticked, onTick }: FieldTicksProps) {
  const { t } = useTranslation();
  const turn = (component: FormComponent) => {
    const next = new Set(ticked);
    const keys = keysIn(component);
    const isOn = ticked.has(component.key);
    for (const key of keys) {
      if (isOn) next.delete(key);
      else next.add(key);
    }
    // A group of which something is left out doesn't come as a whole.
    if (isOn) for (const key of around(definition.components, component.key)) next.delete(key);
    onTick(next);
  };
  const draw = (component: FormComponent) => {
    const children = childrenOf(component).map((child) => child.component);
    return (
      <li key={component.key}>
        <label className="rule-tick">
          <input
            type="checkbox"
            className="form-check-input"
            checked={ticked.has(component.key)}
            onChange={() => turn(component)}
          />
          <span>
            {nameOfComponent(component)} <span className="hq-prov">{component.key}</span>
          </span>
        </label>
        {children.length > 0 && <ul className="plain field-ticks">{children.map(draw)}</ul>}
      </li>
    );
  };
  return (
    <fieldset className="dialog-scroll">
      <legend className="hq-sm">{t('builder.insert.tick')}</legend>
      <ul className="plain field-ticks">{definition.components.map(draw)}</ul>
    </fieldset>
  );
}

function keysIn(component: FormComponent): string[] {
  return [component.key, ...childrenOf(component).flatMap((child) => keysIn(child.component))];
}

/** The keys of what a component stands in. */
function around(components: readonly FormComponent[], key: string): string[] {
  return components.flatMap((component) => {
    const inside = childrenOf(component).map((child) => child.component);
    return component.key !== key && keysIn(component).includes(key)
      ? [component.key, ...around(inside, key)]
      : [];
  });
}
