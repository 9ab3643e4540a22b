import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { compareFormVersions } from '~/forms/definition/compare-form-versions';
import type { FormDefinition } from '~/forms/definition/form-definition';
import type { FormFinding } from '~/forms/definition/lint-form';
import { renameKey } from '~/forms/definition/rules/rename-key';
import { findBrokenReferences } from '~/forms/definition/rules/rule-references';

import type { BindableFact } from '../palette/edit-forms';
import { changeComponent, listComponents, replaceComponent } from './arrange-components';
import { BuilderHead } from './builder-head';
import { BuilderNotes } from './builder-notes';
import { DifferenceList, FindingList, SuggestionList, VersionList, type VersionItem } from './builder-rail';
import { BuilderTitles } from './builder-titles';
import type { AskedDialog } from './open-builder.client';
import { PhoneSummary } from './phone-summary';
import { PublishDialog } from './publish-dialog';
import { RenameDialog } from './rename-dialog';
import { RulesDialog } from './rules/rules-dialog';
import { suggestBindings } from './suggest-bindings';
import { useDesign } from './use-design';
import { useOpenBuilder } from './use-open-builder';
import { useUndoKeys } from './use-undo-keys';

export interface FormBuilderProps {
  formId: string;
  path: string;
  title: string;
  titleEn: string;
  definition: FormDefinition;
  revision: number;
  savedAt: string;
  draftNumber: number | null;
  published: { number: number; definition: FormDefinition } | null;
  versions: VersionItem[];
  findings: FormFinding[];
  facts: BindableFact[];
}

type Asked = { what: AskedDialog; key: string } | { what: 'publish' } | null;

/** A department's designer at work: the builder, what is wrong, what has changed, and publishing. */
export function FormBuilder(given: FormBuilderProps) {
  const [props] = useState(given);
  const { t } = useTranslation();
  const { formId, facts, published } = props;
  const open = useDesign({
    ...props,
    design: { title: props.title, titleEn: props.titleEn, definition: props.definition },
  });
  const [asked, setAsked] = useState<Asked>(null);
  const builder = useOpenBuilder(open, facts, (what, key) => setAsked({ what, key }));
  const close = () => setAsked(null);

  const put = (definition: FormDefinition) => {
    open.change({ definition });
    builder.show(definition);
  };
  const go = (next: { definition: FormDefinition } | null) => next && builder.show(next.definition);
  const undo = () => go(open.undo());
  const redo = () => go(open.redo());
  useUndoKeys(undo, redo);

  const { definition } = open.design;
  const fields = listComponents(definition).filter(({ type }) => inputs.has(type));
  const suggestions = useMemo(() => suggestBindings(definition, facts), [definition, facts]);
  const broken = useMemo(() => findBrokenReferences(definition), [definition]);
  const comparison = useMemo(
    () => (published ? compareFormVersions(published.definition, definition) : null),
    [published, definition],
  );
  // The first change to a published form opens its next version.
  const { saveState } = open;
  const isChanged = saveState.kind !== 'saved' || saveState.at.toISOString() !== props.savedAt;
  const draftNumber = props.draftNumber ?? (isChanged ? (published?.number ?? 0) + 1 : null);
  const bind = (key: string, fact: string) =>
    put(changeComponent(definition, key, { prefill: { fact, period: 'latest', locked: true } }));
  return (
    <>
      <BuilderHead
        open={open}
        formId={formId}
        draftNumber={draftNumber}
        publishedNumber={published?.number ?? null}
        isReady={builder.isReady}
        onUndo={undo}
        onRedo={redo}
        onPublish={() => void open.flush().then(() => setAsked({ what: 'publish' }))}
      />
      <BuilderNotes
        open={open}
        broken={broken}
        error={builder.error}
        onMend={(key) => setAsked({ what: 'rules', key })}
        onUndo={undo}
      />
      <BuilderTitles
        open={open}
        path={props.path}
        total={fields.length}
        asked={fields.filter(({ prefill }) => !prefill?.fact).length}
      />
      <p className="hq-note builder-phone">{t('builder.on-computer')}</p>
      <PhoneSummary definition={definition} />
      <div className="builder-page">
        <div className="builder-place">
          {!builder.isReady && !builder.error && (
            <p className="hq-card hq-card-b hq-muted" role="status">
              {t('builder.opening')}
            </p>
          )}
          <div ref={builder.place} data-testid="builder" />
        </div>
        <aside className="stack builder-rail">
          <FindingList findings={open.findings} onEdit={builder.edit} />
          <SuggestionList suggestions={suggestions} onBind={bind} />
          {comparison && <DifferenceList comparison={comparison} against={published?.number ?? 0} />}
          <VersionList versions={props.versions} formId={formId} />
        </aside>
      </div>
      {asked?.what === 'rules' && (
        <RulesDialog
          definition={definition}
          fieldKey={asked.key}
          onApply={(component) => {
            put(replaceComponent(definition, component));
            close();
          }}
          onClose={close}
        />
      )}
      {asked?.what === 'rename' && (
        <RenameDialog
          definition={definition}
          fieldKey={asked.key}
          isLive={props.versions.some(({ submissions }) => submissions > 0)}
          onRename={(to) => {
            put(renameKey(definition, asked.key, to));
            close();
          }}
          onClose={close}
        />
      )}
      {asked?.what === 'publish' && (
        <PublishDialog
          formId={formId}
          revision={open.revision()}
          comparison={comparison}
          stops={open.findings.filter(({ severity }) => severity !== 'warning')}
          isSaved={saveState.kind === 'saved'}
          openDrafts={props.versions.reduce((sum, version) => sum + version.openDrafts, 0)}
          onClose={close}
        />
      )}
    </>
  );
}

const inputs = new Set([
  'textfield',
  'textarea',
  'number',
  'currency',
  'datetime',
  'radio',
  'select',
  'selectboxes',
  'email',
  'day',
  'phoneNumber',
]);
