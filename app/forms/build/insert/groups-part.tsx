import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { bringComponents } from '~/forms/definition/groups/bring-components';
import type { FieldGroup } from '~/forms/definition/groups/field-group';
import { walkFields } from '~/forms/definition/walk-fields';

import { sendGroupDeed, type GroupDeed } from './group-requests';

interface GroupsPartProps {
  formId: string;
  definition: FormDefinition;
  groups: readonly FieldGroup[];
  onGroups: (groups: FieldGroup[]) => void;
  onInsert: (components: readonly FormComponent[]) => void;
}

/** The department's groups, then the platform's: put one into the form, rename or delete one's own. */
export function GroupsPart({ formId, definition, groups, onGroups, onInsert }: GroupsPartProps) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState<{ id: string; act: 'rename' | 'delete' } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (deed: GroupDeed) => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await sendGroupDeed(formId, deed);
      if ('refused' in answer) return setProblem(answer.refused.join('；'));
      onGroups(answer.groups);
      setOpen(null);
    } catch (reason) {
      reportError(reason);
      setProblem(t('builder.insert.failed'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {problem && (
        <p className="hq-note hq-note-no" role="alert">
          {problem}
        </p>
      )}
      <ul className="plain dialog-scroll fact-list">
        {groups.map((group) => {
          const name = i18n.language === 'en' ? (group.nameEn ?? group.name) : group.name;
          const isOpen = open?.id === group.id;
          return (
            <li key={group.id} className="group-row">
              <span className="grow">
                <b>{name}</b> {group.isStarter && <span className="tag">{t('builder.insert.starter')}</span>}
                <br />
                <span className="hq-prov">
                  {walkFields(group.components)
                    .map(({ label }) => label)
                    .join('、')}
                </span>
              </span>
              <button
                type="button"
                className="btn btn-outline-primary btn-sm"
                aria-label={t('builder.insert.put-one', { group: name })}
                onClick={() => onInsert(bringComponents(definition, group.components).components)}
              >
                {t('builder.insert.put')}
              </button>
              {!group.isStarter && (
                <>
                  <button
                    type="button"
                    className="btn btn-link btn-sm"
                    aria-label={t('builder.insert.rename-one', { group: name })}
                    onClick={() => setOpen({ id: group.id, act: 'rename' })}
                  >
                    {t('builder.insert.rename')}
                  </button>
                  <button
                    type="button"
                    className="btn btn-link btn-sm"
                    aria-label={t('builder.insert.delete-one', { group: name })}
                    onClick={() => setOpen({ id: group.id, act: 'delete' })}
                  >
                    {t('builder.insert.delete')}
                  </button>
                </>
              )}
              {isOpen && open.act === 'rename' && (
                <form
                  className="row-x wrapx group-act"
                  onSubmit={(event) => {
                    event.preventDefault();
                    const to = new FormData(event.currentTarget).get('name');
                    void send({ act: 'rename', id: group.id, name: typeof to === 'string' ? to : '' });
                  }}
                >
                  <input
                    className="form-control"
                    name="name"
                    aria-label={t('builder.insert.name')}
                    defaultValue={group.name}
                    maxLength={60}
                  />
                  <button className="btn btn-primary btn-sm" disabled={isBusy}>
                    {t('builder.apply')}
                  </button>
                </form>
              )}
              {isOpen && open.act === 'delete' && (
                <div className="row-x wrapx group-act">
                  <span>{t('builder.insert.delete-what')}</span>
                  <button
                    type="button"
                    className="btn btn-outline-danger btn-sm"
                    disabled={isBusy}
                    onClick={() => void send({ act: 'delete', id: group.id })}
                  >
                    {t('builder.insert.delete-do')}
                  </button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
