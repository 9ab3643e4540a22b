import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';

import type { InsertPlace } from '../arrange-components';
import { BuilderDialog } from '../builder-dialog';
import { CopyPart } from './copy-part';
import { GroupsPart } from './groups-part';
import { fetchSources, type FieldSources } from './group-requests';
import { PlaceChoice } from './place-choice';
import { SaveGroupPart } from './save-group-part';

interface InsertDialogProps {
  formId: string;
  definition: FormDefinition;
  /** Where it goes unless another place is chosen. */
  start: InsertPlace;
  onInsert: (components: readonly FormComponent[], place: InsertPlace) => void;
  onClose: () => void;
}

const parts = ['groups', 'copy', 'save'] as const;
type Part = (typeof parts)[number];

/** 字段组: fields from the department's library or from another form, and fields of this form into the library. */
export function InsertDialog({ formId, definition, start, onInsert, onClose }: InsertDialogProps) {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>('groups');
  const [sources, setSources] = useState<FieldSources | null>(null);
  const [failed, setFailed] = useState(false);
  const [place, setPlace] = useState<InsertPlace>(start);
  const insert = (components: readonly FormComponent[]) => onInsert(components, place);
  useEffect(() => {
    let isGone = false;
    fetchSources(formId)
      .then((found) => !isGone && setSources(found))
      .catch((reason: unknown) => {
        reportError(reason);
        if (!isGone) setFailed(true);
      });
    return () => {
      isGone = true;
    };
  }, [formId]);
  const setGroups = (groups: FieldSources['groups']) =>
    setSources((known) => (known ? { ...known, groups } : known));
  return (
    <BuilderDialog title={t('builder.insert.title')} isWide onClose={onClose}>
      <div className="row-x wrapx" role="group" aria-label={t('builder.insert.title')}>
        {parts.map((one) => (
          <button
            key={one}
            type="button"
            className={one === part ? 'btn btn-primary btn-sm' : 'btn btn-outline-primary btn-sm'}
            aria-pressed={one === part}
            onClick={() => setPart(one)}
          >
            {t(`builder.insert.part.${one}`)}
          </button>
        ))}
      </div>
      {part !== 'save' && <PlaceChoice definition={definition} place={place} onChoose={setPlace} />}
      {failed && (
        <p className="hq-note hq-note-no" role="alert">
          {t('builder.insert.failed')}
        </p>
      )}
      {!sources && !failed && (
        <p className="hq-muted" role="status">
          {t('builder.insert.loading')}
        </p>
      )}
      {sources && part === 'groups' && (
        <GroupsPart
          formId={formId}
          definition={definition}
          groups={sources.groups}
          onGroups={setGroups}
          onInsert={insert}
        />
      )}
      {sources && part === 'copy' && (
        <CopyPart formId={formId} definition={definition} forms={sources.forms} onInsert={insert} />
      )}
      {sources && part === 'save' && (
        <SaveGroupPart
          formId={formId}
          definition={definition}
          onSaved={(groups) => {
            setGroups(groups);
            setPart('groups');
          }}
        />
      )}
      <div className="row-x wrapx">
        <button type="button" className="btn btn-outline-primary" onClick={onClose}>
          {t('builder.insert.close')}
        </button>
      </div>
    </BuilderDialog>
  );
}
