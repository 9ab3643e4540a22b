import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FormDefinition } from '~/forms/definition/form-definition';
import { bringComponents, takeComponents } from '~/forms/definition/groups/bring-components';
import type { FieldGroup } from '~/forms/definition/groups/field-group';

import { FieldTicks } from './field-ticks';
import { sendGroupDeed } from './group-requests';

interface SaveGroupPartProps {
  formId: string;
  definition: FormDefinition;
  onSaved: (groups: FieldGroup[]) => void;
}

/** Fields of this form as a group of the department's library. */
export function SaveGroupPart({ formId, definition, onSaved }: SaveGroupPartProps) {
  const { t } = useTranslation();
  const id = useId();
  const [name, setName] = useState('');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { components, lost } = bringComponents({ components: [] }, takeComponents(definition, ticked));
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await sendGroupDeed(formId, { act: 'save', name, components });
      if ('refused' in answer) setProblem(answer.refused.join('；'));
      else onSaved(answer.groups);
    } catch (reason) {
      reportError(reason);
      setProblem(t('builder.insert.failed'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="stack insert-part"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div>
        <label className="form-label" htmlFor={id}>
          {t('builder.insert.name')}
        </label>
        <input
          id={id}
          className="form-control"
          value={name}
          maxLength={60}
          required
          onChange={({ target }) => setName(target.value)}
        />
      </div>
      <FieldTicks definition={definition} ticked={ticked} onTick={setTicked} />
      {lost.length > 0 && (
        <p className="hq-note hq-note-gap">
          {t('builder.insert.save-lost', {
            rules: lost.map(({ part, label }) => t(`builder.part.${part}`, { field: label })).join('、'),
          })}
        </p>
      )}
      {problem && (
        <p className="hq-note hq-note-no" role="alert">
          {problem}
        </p>
      )}
      <div className="row-x wrapx">
        <button className="btn btn-primary" disabled={isBusy || components.length === 0}>
          {t('builder.insert.save')}
        </button>
        {components.length === 0 && <span className="hq-sm hq-muted">{t('builder.insert.tick-first')}</span>}
      </div>
    </form>
  );
}
