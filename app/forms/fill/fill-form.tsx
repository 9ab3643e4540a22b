import { useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';

import type { FormDefinition } from '~/forms/definition/form-definition';
import type { FieldChange, FieldDispute, Provenance } from '~/forms/prefill/field-provenance';
import type { CertificateState } from '~/forms/prefill/fill-certificate';

import { arrangeFill, prefilledPaths, type FillPlan } from '../arrange-fill';
import { isAnswered, measurePrefill, valueAt } from '../prefill-meter';
import { ChangesDialog } from './changes-dialog';
import { ConflictNote } from './conflict-note';
import { EarlierNote } from './earlier-note';
import { FillMeter, FillSteps, type FillStep } from './fill-head';
import type { FillProblem } from './fill-problem';
import { listSections, type FillSection } from './fill-sections';
import { LockedRows } from './locked-rows';
import { ReviewPart } from './review-part';
import { SaveMark } from './save-mark';
import { useFill } from './use-fill';
import { useCurrentPart } from './use-current-part';

export interface FillFormProps {
  draftId: string;
  title: string;
  line: string;
  definition: FormDefinition;
  data: Record<string, unknown>;
  provenance: Provenance;
  certificates: Record<string, CertificateState>;
  disputes: Record<string, FieldDispute>;
  changes: FieldChange[];
  returned: { reason: string; fields: Record<string, string> } | null;
  /** path → the value in words, of the fields that are only checked. */
  texts: Record<string, string>;
  revision: number;
  /** An ISO instant. */
  savedAt: string;
}

/** An application being filled: what only the firm knows first, what is known already to check, then the rest. */
export function FillForm(given: FillFormProps) {
  const { t } = useTranslation();
  // The draft as it was opened: loaders that run again must not throw away what is being typed.
  const [props] = useState(given);
  const plan = useMemo(
    () => arrangeFill(props.definition, props.provenance),
    [props.definition, props.provenance],
  );
  const sections = useMemo(() => listSections(plan), [plan]);
  const fill = useFill(props, plan, sections);
  const [seenChanges, setSeenChanges] = useState(false);
  const [comparing, setComparing] = useState(false);
  const current = useCurrentPart([...sections.map(({ anchor }) => anchor), 'part-review']);
  const { data, problems } = fill;
  const meter = measurePrefill(data, prefilledPaths(plan), plan.paths.fill);
  const requiredLeft = problems.filter(
    ({ path, isEmpty }) => isEmpty && plan.paths.fill.includes(path),
  ).length;
  const steps = [
    ...sections.map((section) => toStep(section, plan, data, problems, fill.isReady, t)),
    {
      anchor: 'part-review',
      number: sections.length + 1,
      title: t('fill.part.review'),
      note: fill.isReady && problems.length > 0 ? t('fill.review.left', { n: problems.length }) : '',
      isDone: false,
    },
  ];
  const shownLocked = plan.locked.filter(({ path }) => !fill.hidden.includes(path));
  const next = steps[steps.findIndex(({ anchor }) => anchor === current) + 1];
  return (
    <>
      <div className="fill-head">
        <div className="grow">
          <h1>{props.title}</h1>
          <p className="hq-muted hq-sm">{props.line}</p>
        </div>
        <FillMeter meter={meter} required={requiredLeft} />
      </div>
      {props.returned && <ReturnedNote returned={props.returned} onGo={fill.focus} labels={labelsOf(plan)} />}
      <div className="fill-lay">
        <FillSteps steps={steps} current={current}>
          <SaveMark state={fill.saveState} />
        </FillSteps>
        <div className="fill-main">
          <noscript>
            <p className="hq-note hq-note-gap">{t('fill.needs-script')}</p>
          </noscript>
          <ConflictNote state={fill.saveState} onKeepMine={fill.keepMine} />
          {props.changes.length > 0 && !seenChanges && (
            <p className="hq-note hq-note-gap fill-gap">
              <i className="bi bi-arrow-repeat" aria-hidden="true" />
              <span className="grow">{t('fill.changes.note', { n: props.changes.length })}</span>
              <button
                type="button"
                className="btn btn-outline-primary btn-sm"
                onClick={() => setComparing(true)}
              >
                {t('fill.changes.compare')}
              </button>
              <button type="button" className="btn btn-link btn-sm" onClick={() => setSeenChanges(true)}>
                {t('fill.changes.later')}
              </button>
            </p>
          )}
          {fill.error && (
            <div className="hq-note hq-note-no" role="alert">
              <span>{fill.error}</span>
              <button
                type="button"
                className="btn btn-outline-primary btn-sm"
                onClick={() => window.location.reload()}
              >
                {t('fill.reload')}
              </button>
            </div>
          )}
          <ErrorSummary problems={fill.summary} onGo={fill.focus} />
          {fill.isReady && <EarlierNote provenance={props.provenance} data={data} onSet={fill.setValues} />}
          {!fill.isReady && !fill.error && <Opening />}
          <div ref={fill.place} className="fill-form" data-testid="webform" />
          {fill.slots['part-check'] &&
            createPortal(
              <LockedRows
                fields={shownLocked}
                texts={props.texts}
                changes={props.changes}
                returned={props.returned?.fields ?? {}}
                certificates={props.certificates}
                disputes={props.disputes}
                draftId={props.draftId}
              />,
              fill.slots['part-check'],
            )}
          <ReviewPart
            number={sections.length + 1}
            problems={problems}
            refused={fill.refused}
            checked={meter.prefilled}
            isReady={fill.isReady}
            isBusy={fill.isBusy}
            onGo={fill.focus}
            onSubmit={() => void fill.submit(false)}
            onSave={() => void fill.save()}
          />
        </div>
      </div>
      <div className="bar-m only-m">
        <SaveMark state={fill.saveState} short />
        {next && (
          <a className="btn btn-primary" href={`#${next.anchor}`}>
            {t('fill.next', { title: next.title })}
          </a>
        )}
      </div>
      {fill.changes && (
        <ChangesDialog
          {...fill.taking}
          changes={fill.changes}
          when="submit"
          isBusy={fill.isBusy || fill.taking.isBusy}
          onAccept={(change) => void fill.taking.accept(change)}
          onAcceptAll={() => void fill.submit(true)}
          onClose={() => fill.closeChanges()}
        />
      )}
      {comparing && (
        <ChangesDialog
          {...fill.taking}
          changes={props.changes}
          when="resume"
          onAccept={(change) => void fill.taking.accept(change)}
          onAcceptAll={() => void fill.taking.acceptAll()}
          onClose={() => (fill.taking.accepted.size > 0 ? window.location.reload() : setComparing(false))}
        />
      )}
    </>
  );
}

type Translate = (key: string, params?: Record<string, string | number>) => string;

/** The heading and the remark of a part. */
export function wordsOfSection(
  section: FillSection,
  plan: FillPlan,
  t: Translate,
): { title: string; note: string } {
  const { name, count } = section;
  const isLocked = name === 'check' && plan.locked.length > 0;
  return {
    title: t(`fill.part.${name}-title`, { n: count }),
    note: t(
      name === 'check'
        ? isLocked
          ? 'fill.part.check-note'
          : 'fill.part.check-note-open'
        : `fill.part.${name}-note`,
      { n: count },
    ),
  };
}

function toStep(
  { name, number, anchor, count }: FillSection,
  plan: FillPlan,
  data: Record<string, unknown>,
  problems: readonly FillProblem[],
  isReady: boolean,
  t: Translate,
): FillStep {
  const paths = plan.paths[name];
  const answered = paths.filter((path) => isAnswered(valueAt(data, path))).length;
  const left = problems.filter(({ path }) => paths.includes(path)).length;
  const note = name === 'check' ? '' : t(`fill.part.${name}-step`, { n: answered, count, left });
  return {
    anchor,
    number,
    title: t(`fill.part.${name}`, { n: count }),
    note,
    isDone: isReady && left === 0 && (name === 'check' || answered === count),
  };
}

function labelsOf(plan: FillPlan): Record<string, string> {
  const components = [...plan.fill, ...plan.check, ...plan.materials, ...plan.promises];
  return Object.fromEntries([
    ...components.map(({ key, label }) => [key, label ?? key] as const),
    ...plan.locked.map(({ path, label }) => [path, label] as const),
  ]);
}

function ReturnedNote({
  returned,
  labels,
  onGo,
}: {
  returned: { reason: string; fields: Record<string, string> };
  labels: Record<string, string>;
  onGo: (path: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <section className="hq-note hq-note-gap fill-gap" aria-label={t('fill.returned')}>
      <i className="bi bi-arrow-return-left" aria-hidden="true" />
      <div>
        <b>{t('fill.returned')}</b>
        {returned.reason && <p>{returned.reason}</p>}
        {Object.keys(returned.fields).length > 0 && (
          <p className="hq-sm">{t('fill.returned-only', { n: Object.keys(returned.fields).length })}</p>
        )}
        <ul>
          {Object.entries(returned.fields).map(([path, words]) => (
            <li key={path}>
              <button type="button" className="btn btn-link btn-sm" onClick={() => onGo(path)}>
                {labels[path] ?? path}
              </button>
              ：{words}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** What the server refused, with links: read first, since it takes the focus. */
function ErrorSummary({
  problems,
  onGo,
}: {
  problems: readonly FillProblem[];
  onGo: (path: string) => void;
}) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <div
      className="hq-note hq-note-no fill-gap"
      role="alert"
      tabIndex={-1}
      ref={(element) => element?.focus()}
    >
      <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
      <div>
        <b>{t('fill.errors.title', { n: problems.length })}</b>
        <ul>
          {problems.map(({ path, label, message }) => (
            <li key={path}>
              <a
                href={`#${path}`}
                onClick={(event) => {
                  event.preventDefault();
                  onGo(path);
                }}
              >
                {label}
              </a>
              ：{message}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Opening() {
  const { t } = useTranslation();
  return (
    <div className="hq-card hq-card-b" role="status">
      <p className="hq-muted">{t('fill.opening')}</p>
      <div className="skeleton" aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}
