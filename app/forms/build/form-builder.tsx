import { useNavigate } from '@remix-run/react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { compareFormVersions } from '~/forms/definition/compare-form-versions';
import type { FormDefinition } from '~/forms/definition/form-definition';
import type { FormFinding } from '~/forms/definition/form-finding';
import { renameKey } from '~/forms/definition/rules/rename-key';
import { putTranslations } from '~/forms/definition/translations/put-translations';
import { findBrokenReferences } from '~/forms/definition/rules/rule-references';
import { keepOrigin } from '~/forms/paper/follow-origins';

import {
  changeComponent,
  insertComponents,
  listComponents,
  placeAt,
  replaceComponent,
} from './arrange-components';
import { BuilderHead } from './builder-head';
import { BuilderNotes } from './builder-notes';
import { DifferenceList, FindingList, VersionList, type VersionItem } from './builder-rail';
import { BuilderTitles } from './builder-titles';
import { InsertDialog } from './insert/insert-dialog';
import type { CatalogueFact } from './less/catalogue-fact';
import { FactDialog } from './less/fact-dialog';
import { LessDialog } from './less/less-dialog';
import { LessPanel } from './less/less-panel';
import { analyseLess, isBound, type EarlierField, type LessSuggestion } from './less/suggest-less';
import type { AskedDialog } from './open-builder.client';
import { PhoneSummary } from './phone-summary';
import { RenameDialog } from './rename-dialog';
import { RulesDialog } from './rules/rules-dialog';
import { TranslationsDialog } from './translations/translations-dialog';
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
  published: { number: number; title: string; definition: FormDefinition } | null;
  versions: VersionItem[];
  findings: FormFinding[];
  facts: CatalogueFact[];
  /** What firms type into the department's other forms. */
  earlier: EarlierField[];
  /** Whether it was made of a printed form, whose cells its fields stand on. */
  hasPaper: boolean;
}

type Asked =
  | { what: AskedDialog; key: string }
  | { what: 'less' | 'translate' }
  | { what: 'insert'; after: string | null }
  | null;

/** A department's designer at work: the builder, what is wrong, what has changed, and publishing. */
export function FormBuilder(given: FormBuilderProps) {
  const [props] = useState(given);
  const { t } = useTranslation();
  const { formId, facts, published } = props;
  const open = useDesign({
    ...props,
    design: { title: props.title, titleEn: props.titleEn, definition: props.definition },
  });
  const navigate = useNavigate();
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

  const { title, definition } = open.design;
  const fields = listComponents(definition).filter(({ type }) => inputs.has(type));
  const less = useMemo(
    () => analyseLess(definition, facts, props.earlier),
    [definition, facts, props.earlier],
  );
  const broken = useMemo(() => findBrokenReferences(definition), [definition]);
  const comparison = useMemo(
    () => (published ? compareFormVersions(published, { title, definition }) : null),
    [published, title, definition],
  );
  // The first change to a published form opens its next version.
  const { saveState } = open;
  const isChanged = saveState.kind !== 'saved' || saveState.at.toISOString() !== props.savedAt;
  const draftNumber = props.draftNumber ?? (isChanged ? (published?.number ?? 0) + 1 : null);
  const bind = (taken: readonly LessSuggestion[]) => {
    put(
      taken.reduce((form, { key, binding }) => changeComponent(form, key, { prefill: binding }), definition),
    );
    close();
  };
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
        onInsert={() => setAsked({ what: 'insert', after: builder.selected() })}
        onTranslate={() => setAsked({ what: 'translate' })}
        onPublish={() =>
          void open.flush().then((state) => {
            // What couldn't be saved is said above; it isn't what would be published.
            if (state.kind === 'saved') navigate(`/desk/forms/${formId}/versions`);
          })
        }
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
        asked={fields.filter((field) => !isBound(field)).length}
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
          <LessPanel analysis={less} onBind={bind} onBindAll={() => setAsked({ what: 'less' })} />
          {comparison && (
            <DifferenceList changes={comparison} facts={facts} against={published?.number ?? 0} />
          )}
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
            const renamed = renameKey(definition, asked.key, to);
            put(props.hasPaper ? keepOrigin(renamed, asked.key, to) : renamed);
            close();
          }}
          onClose={close}
        />
      )}
      {asked?.what === 'facts' && (
        <FactDialog
          definition={definition}
          fieldKey={asked.key}
          facts={facts}
          onBind={(fact) => {
            const prefill = fact === null ? undefined : { fact, period: 'latest', locked: true };
            put(changeComponent(definition, asked.key, { prefill }));
            close();
          }}
          onClose={close}
        />
      )}
      {asked?.what === 'less' && <LessDialog suggestions={less.suggestions} onBind={bind} onClose={close} />}
      {asked?.what === 'insert' && (
        <InsertDialog
          formId={formId}
          definition={definition}
          start={placeAt(definition, asked.after)}
          onInsert={(components, place) => {
            put(insertComponents(definition, components, place));
            close();
          }}
          onClose={close}
        />
      )}
      {asked?.what === 'translate' && (
        <TranslationsDialog
          definition={definition}
          path={props.path}
          onApply={(english) => {
            put(putTranslations(definition, english));
            close();
          }}
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
