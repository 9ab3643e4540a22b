import { useNavigate } from '@remix-run/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { compareFormVersions } from '~/forms/definition/compare-form-versions';
import type { FormDefinition } from '~/forms/definition/form-definition';
import type { FormFinding } from '~/forms/definition/lint-form';

import { DraftSaver, type SaveAnswer, type SaveState } from '../draft-saver';
import { SaveMark } from '../fill/save-mark';
import type { BindableFact } from '../palette/edit-forms';
import { listComponents } from './arrange-components';
import { DifferenceList, FindingList, SuggestionList, VersionList, type VersionItem } from './builder-rail';
import type { OpenBuilder } from './open-builder.client';
import { suggestBindings } from './suggest-bindings';

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
  facts: BindableFact[];
}

interface Design {
  title: string;
  titleEn: string;
  definition: FormDefinition;
  [name: string]: unknown;
}

/** A department's designer at work: the builder, what is wrong, what has changed, and publishing. */
export function FormBuilder(given: FormBuilderProps) {
  const [props] = useState(given);
  const { t, i18n } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const builder = useRef<OpenBuilder | null>(null);
  const saver = useRef<DraftSaver | null>(null);
  const design = useRef<Design>({ title: props.title, titleEn: props.titleEn, definition: props.definition });
  const [definition, setDefinition] = useState(props.definition);
  const [title, setTitle] = useState(props.title);
  const [titleEn, setTitleEn] = useState(props.titleEn);
  const [findings, setFindings] = useState(props.findings);
  const [refused, setRefused] = useState<string[]>([]);
  const [saveState, setSaveState] = useState<SaveState>({ kind: 'saved', at: new Date(props.savedAt) });
  const [isReady, setReady] = useState(false);
  const [canUndo, setCanUndo] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const navigate = useNavigate();
  const { formId, facts, revision, savedAt } = props;

  const change = (part: Partial<Design>) => {
    design.current = { ...design.current, ...part };
    saver.current?.change(design.current);
  };
  const changeRef = useRef(change);

  useEffect(() => {
    const saving = new DraftSaver({
      revision,
      savedAt: new Date(savedAt),
      delayMs: 1500,
      send: async (at, data) => {
        const answer = await sendDesign(formId, at, data);
        setFindings((known) => answer.findings ?? known);
        setRefused(answer.refused);
        return answer.answer;
      },
      onState: setSaveState,
    });
    saver.current = saving;
    return () => saving.stop();
  }, [formId, revision, savedAt]);

  useEffect(() => {
    let isGone = false;
    const open = async () => {
      const { openBuilder } = await import('./open-builder.client');
      if (isGone || !place.current) return;
      const opened = await openBuilder(place.current, {
        definition: design.current.definition,
        facts,
        locale: i18n.language,
        t,
        onChange: (next) => {
          setDefinition(next);
          setCanUndo(builder.current?.canUndo() ?? false);
          changeRef.current({ definition: next });
        },
      });
      if (isGone) return opened.close();
      builder.current = opened;
      setReady(true);
    };
    open().catch((reason: unknown) => {
      reportError(reason);
      setError(t('builder.open-failed'));
    });
    return () => {
      isGone = true;
      builder.current?.close();
      builder.current = null;
    };
  }, [facts, i18n.language, t]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (saver.current?.isDirty) event.preventDefault();
    };
    const undo = (event: KeyboardEvent) => {
      const isTyping = (event.target as HTMLElement).closest('input, textarea, select, [contenteditable]');
      if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !isTyping) {
        event.preventDefault();
        void builder.current?.undo().then(() => setCanUndo(builder.current?.canUndo() ?? false));
      }
    };
    window.addEventListener('beforeunload', warn);
    window.addEventListener('keydown', undo);
    return () => {
      window.removeEventListener('beforeunload', warn);
      window.removeEventListener('keydown', undo);
    };
  }, []);

  const fields = listComponents(definition).filter(({ type }) => inputs.has(type));
  const asked = fields.filter(({ prefill }) => !prefill?.fact).length;
  const suggestions = useMemo(() => suggestBindings(definition, facts), [definition, facts]);
  const comparison = useMemo(
    () => (props.published ? compareFormVersions(props.published, { title, definition }) : null),
    [props.published, title, definition],
  );
  // The first change to a published form opens its next version.
  const isChanged = saveState.kind !== 'saved' || saveState.at.toISOString() !== props.savedAt;
  const draftNumber = props.draftNumber ?? (isChanged ? (props.published?.number ?? 0) + 1 : null);
  return (
    <>
      <div className="deskhead">
        <h1>{title || t('builder.untitled')}</h1>
        {draftNumber !== null && <span className="tag tag-b">{t('builder.draft', { n: draftNumber })}</span>}
        {props.published && <span className="tag">{t('builder.live', { n: props.published.number })}</span>}
        <SaveMark state={saveState} />
        <span className="builder-actions">
          <button
            type="button"
            className="btn btn-outline-primary"
            disabled={!canUndo}
            title="Ctrl+Z"
            onClick={() =>
              void builder.current?.undo().then(() => setCanUndo(builder.current?.canUndo() ?? false))
            }
          >
            <i className="bi bi-arrow-counterclockwise" aria-hidden="true" />
            {t('builder.undo')}
          </button>
          <button
            type="button"
            className="btn btn-outline-primary"
            onClick={() => void saver.current?.flush()}
          >
            {t('builder.save')}
          </button>
          <a
            className="btn btn-outline-primary"
            href={`/desk/forms/${formId}/preview`}
            target="_blank"
            rel="noreferrer"
          >
            {t('builder.preview')}
          </a>
          <button
            type="button"
            className="btn btn-primary"
            disabled={!isReady}
            onClick={() =>
              void saver.current?.flush().then(() => {
                // What couldn't be saved is said above; it isn't what would be published.
                if (!saver.current?.isDirty) navigate(`/desk/forms/${formId}/versions`);
              })
            }
          >
            {t('builder.publish')}
          </button>
        </span>
      </div>
      {saveState.kind === 'conflict' && (
        <div className="hq-note hq-note-gap builder-gap" role="alert">
          <i className="bi bi-exclamation-triangle" aria-hidden="true" />
          <span className="grow">{t('builder.conflict')}</span>
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            onClick={() => void saver.current?.keepMine()}
          >
            {t('fill.conflict.mine')}
          </button>
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            onClick={() => window.location.reload()}
          >
            {t('fill.conflict.theirs')}
          </button>
        </div>
      )}
      {refused.length > 0 && (
        <div className="hq-note hq-note-no builder-gap" role="alert">
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          <div>
            <b>{t('builder.refused')}</b>
            <ul>
              {refused.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {error && (
        <p className="hq-note hq-note-no builder-gap" role="alert">
          {error}
        </p>
      )}
      <section className="hq-card hq-card-b builder-titles" aria-label={t('builder.titles')}>
        <label>
          <span className="form-label">{t('builder.title')}</span>
          <input
            className="form-control"
            value={title}
            maxLength={200}
            onChange={({ target }) => {
              setTitle(target.value);
              change({ title: target.value });
            }}
          />
        </label>
        <label>
          <span className="form-label">{t('builder.title-en')}</span>
          <input
            className="form-control"
            value={titleEn}
            maxLength={200}
            onChange={({ target }) => {
              setTitleEn(target.value);
              change({ titleEn: target.value });
            }}
          />
        </label>
        <p className="hq-sm hq-muted">
          {t('builder.address')} <a href={`/apply/${props.path}`}>/apply/{props.path}</a> ·{' '}
          {t('builder.counts', { total: fields.length, asked })}
        </p>
      </section>
      <p className="hq-note builder-phone">{t('builder.on-computer')}</p>
      <PhoneSummary definition={definition} />
      <div className="builder-page">
        <div className="builder-place">
          {!isReady && !error && (
            <p className="hq-card hq-card-b hq-muted" role="status">
              {t('builder.opening')}
            </p>
          )}
          <div ref={place} data-testid="builder" />
        </div>
        <aside className="stack builder-rail">
          <FindingList findings={findings} onEdit={(key) => builder.current?.edit(key)} />
          <SuggestionList
            suggestions={suggestions}
            onBind={(key, fact) => void builder.current?.bind(key, fact)}
          />
          {comparison && (
            <DifferenceList changes={comparison} facts={facts} against={props.published?.number ?? 0} />
          )}
          <VersionList versions={props.versions} formId={formId} />
        </aside>
      </div>
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

/** On a phone the form is only read. */
function PhoneSummary({ definition }: { definition: FormDefinition }) {
  const { t } = useTranslation();
  return (
    <ul className="hq-card plain builder-summary">
      {listComponents(definition)
        .filter(({ type }) => type !== 'columns')
        .map(({ key, label, title, prefill }) => (
          <li key={key}>
            {typeof title === 'string' ? <b>{title}</b> : (label ?? key)}
            {prefill?.fact && <span className="tag tag-b">{t('builder.bound-short')}</span>}
          </li>
        ))}
    </ul>
  );
}

interface SentDesign {
  answer: SaveAnswer;
  findings?: FormFinding[];
  refused: string[];
}

async function sendDesign(
  formId: string,
  revision: number,
  data: Record<string, unknown>,
): Promise<SentDesign> {
  const response = await fetch(`/desk/forms/${formId}/save`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ revision, ...data }),
  });
  if (response.ok) {
    const saved = (await response.json()) as { revision: number; savedAt: string; findings: FormFinding[] };
    return {
      answer: { kind: 'saved', revision: saved.revision, at: new Date(saved.savedAt) },
      findings: saved.findings,
      refused: [],
    };
  }
  const problem = (await response.json().catch(() => ({}))) as {
    errors?: { message: string }[];
    current?: { revision?: number; updatedAt?: string };
  };
  const { revision: current, updatedAt } = problem.current ?? {};
  if (response.status === 409 && current !== undefined) {
    return {
      answer: { kind: 'conflict', revision: current, updatedAt: updatedAt ? new Date(updatedAt) : null },
      refused: [],
    };
  }
  return {
    answer: { kind: 'refused', status: response.status },
    refused: (problem.errors ?? []).map(({ message }) => message),
  };
}
