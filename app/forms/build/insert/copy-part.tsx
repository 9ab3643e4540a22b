import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { bringComponents, takeComponents } from '~/forms/definition/groups/bring-components';

import { FieldTicks } from './field-ticks';
import { fetchDefinition, type FieldSources } from './group-requests';

interface CopyPartProps {
  formId: string;
  definition: FormDefinition;
  forms: FieldSources['forms'];
  onInsert: (components: readonly FormComponent[]) => void;
}

/** Fields of another form: ticked, with what can't come along named before they are put in. */
export function CopyPart({ formId, definition, forms, onInsert }: CopyPartProps) {
  const { t } = useTranslation();
  const [from, setFrom] = useState('');
  const [source, setSource] = useState<FormDefinition | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState(false);
  const choose = async (id: string) => {
    setFrom(id);
    setSource(null);
    setTicked(new Set());
    setFailed(false);
    if (id === '') return;
    try {
      setSource(await fetchDefinition(formId, id));
    } catch (reason) {
      reportError(reason);
      setFailed(true);
    }
  };
  const brought = source ? bringComponents(definition, takeComponents(source, ticked)) : null;
  if (forms.length === 0) return <p className="hq-empty">{t('builder.insert.no-forms')}</p>;
  return (
    <div className="stack insert-part">
      <label>
        <span className="form-label">{t('builder.insert.from')}</span>
        <select className="form-select" value={from} onChange={({ target }) => void choose(target.value)}>
          <option value="">{t('builder.insert.choose-form')}</option>
          {forms.map(({ id, title, departmentName }) => (
            <option key={id} value={id}>
              {title} · {departmentName}
            </option>
          ))}
        </select>
      </label>
      {failed && (
        <p className="hq-note hq-note-no" role="alert">
          {t('builder.insert.failed')}
        </p>
      )}
      {from !== '' && !source && !failed && (
        <p className="hq-muted" role="status">
          {t('builder.insert.loading')}
        </p>
      )}
      {source && <FieldTicks definition={source} ticked={ticked} onTick={setTicked} />}
      {brought && brought.components.length > 0 && (
        <div aria-live="polite">
          {brought.lost.length > 0 && (
            <div className="hq-note hq-note-gap">
              <div>
                <b>{t('builder.insert.lost')}</b>
                <ul>
                  {brought.lost.map(({ key, label, part, path }) => (
                    <li key={`${key} ${part} ${path}`}>
                      {t('builder.insert.lost-one', {
                        rule: t(`builder.part.${part}`, { field: label }),
                        path,
                      })}
                    </li>
                  ))}
                </ul>
              </div>
            </div>
          )}
          {brought.renamed.length > 0 && (
            <p className="hq-sm hq-muted">
              {t('builder.insert.renamed', {
                keys: brought.renamed.map((one) => `${one.from} → ${one.to}`).join('、'),
              })}
            </p>
          )}
          <button type="button" className="btn btn-primary" onClick={() => onInsert(brought.components)}>
            {t('builder.insert.copy-do', { n: ticked.size })}
          </button>
        </div>
      )}
    </div>
  );
}
