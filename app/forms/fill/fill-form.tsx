import { useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';

import type { FormDefinition } from '~/forms/definition/form-definition';
import type { ChatOffer } from '~/forms/prefill/chat-offer.server';
import type { EarlierFile } from '~/forms/prefill/earlier-files.server';
import type { FieldChange, FieldDispute, Provenance } from '~/forms/prefill/field-provenance';
import type { CertificateState } from '~/forms/prefill/fill-certificate';
import type { UnfinishedUpload } from '~/forms/upload/list-uploads.server';

import { arrangeFill, prefilledPaths } from '../arrange-fill';
import { isAnswered, measurePrefill, valueAt } from '../prefill-meter';
import { AnswerList } from './answer-list';
import { ChangesDialog } from './changes-dialog';
import { ConflictNote } from './conflict-note';
import { DisputeDialog } from './dispute-dialog';
import { FillMeter, FillSteps } from './fill-head';
import { FillOffers } from './fill-offers';
import { ErrorSummary, labelsOf, Opening, ReturnedNote } from './fill-notes';
import { HandOver, type Holding } from './hand-over';
import { HistoryDialog } from './history-dialog';
import { listSections } from './fill-sections';
import type { LicenceOffer } from './licence/offer-licence';
import { LockedRows } from './locked-rows';
import { ModeSwitch } from './mode-switch';
import { ScreenButtons, ScreenHead } from './one-screen';
import { ReviewPart } from './review-part';
import { SaveMark } from './save-mark';
import { UnfinishedUploads } from './unfinished-uploads';
import { useFill } from './use-fill';
import { useCurrentPart } from './use-current-part';
import { toStep } from './section-words';
import { useScreens, type FillMode } from './use-screens';

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
  /** What was told the assistant and could be filled in. */
  chatOffers: ChatOffer[];
  /** Files that the firm handed in before, by the path of the field that can take them. */
  earlierFiles: Record<string, EarlierFile[]>;
  /** What a photo of the business licence can fill. */
  licence: LicenceOffer | null;
  returned: { reason: string; fields: Record<string, string> } | null;
  /** path → the value in words, of the fields that are only checked. */
  texts: Record<string, string>;
  revision: number;
  /** An ISO instant. */
  savedAt: string;
  mode: FillMode;
  /** Files that came up only in part. */
  uploads: UnfinishedUpload[];
  holding: Holding;
  /** Whether the form has something to sign or to promise. */
  canSeal: boolean;
  /** This person was asked to seal it: nothing else is open, and filing is another's. */
  isSealer: boolean;
  /** Where this person's copy of the draft lies in the browser, and the key to it; null for programs. */
  copy: { id: string; key: string } | null;
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
  const [isHistory, setHistory] = useState(false);
  const [seenChanges, setSeenChanges] = useState(false);
  const [comparing, setComparing] = useState(false);
  const current = useCurrentPart([...sections.map(({ anchor }) => anchor), 'part-review']);
  const { data, problems } = fill;
  const [mode, setMode] = useState<FillMode>(props.mode);
  const { hidden, isReady, show, focus, touch, leaveScreen } = fill;
  const walk = useScreens({
    place: fill.place,
    mode,
    plan,
    hidden,
    problems,
    isReady,
    show,
    focus,
    touch,
    onLeave: leaveScreen,
  });
  const isOne = mode === 'one';
  const screen = isOne ? walk.current : undefined;
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
          <ModeSwitch mode={mode} onChoose={setMode} />
        </div>
        <FillMeter meter={meter} required={requiredLeft} />
      </div>
      {props.returned && <ReturnedNote returned={props.returned} onGo={walk.find} labels={labelsOf(plan)} />}
      <div className={isOne ? 'fill-one' : 'fill-lay'}>
        {!isOne && (
          <FillSteps steps={steps} current={current}>
            <SaveMark state={fill.saveState} />
          </FillSteps>
        )}
        <div className="fill-main">
          <noscript>
            <p className="hq-note hq-note-gap">{t('fill.needs-script')}</p>
          </noscript>
          <HandOver
            draftId={props.draftId}
            holding={props.holding}
            canSeal={props.canSeal}
            onBefore={fill.save}
          />
          <ConflictNote state={fill.saveState} conflicts={fill.conflicts} onChoose={fill.choose} />
          {fill.told && fill.conflicts.length === 0 && (
            <p className="hq-note fill-gap" role="status">
              <i className="bi bi-arrow-left-right" aria-hidden="true" />
              <span>{t(`fill.told.${fill.told}`)}</span>
            </p>
          )}
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
          <ErrorSummary problems={fill.summary} onGo={walk.find} />
          <FillOffers props={props} fill={fill} />
          <UnfinishedUploads
            draftId={props.draftId}
            uploads={props.uploads}
            labels={labelsOf(plan)}
            answered={plan.paths.materials.filter((path) => isAnswered(valueAt(data, path)))}
            onGo={walk.find}
          />
          {!fill.isReady && !fill.error && <Opening />}
          {screen && (
            <ScreenHead
              screen={screen}
              index={walk.index}
              count={walk.screens.length}
              prefilled={meter.prefilled}
              heading={walk.heading}
              onSeePrefilled={() => walk.go('check')}
            >
              <SaveMark state={fill.saveState} short />
            </ScreenHead>
          )}
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
          {screen && (
            <ScreenButtons screen={screen} index={walk.index} onBack={walk.back} onNext={walk.next} />
          )}
          {(!isOne || screen?.kind === 'review') && (
            <ReviewPart
              number={sections.length + 1}
              problems={problems}
              refused={fill.refused}
              checked={meter.prefilled}
              isReady={fill.isReady}
              isBusy={fill.isBusy}
              conflicts={fill.conflicts.length}
              isSealer={props.isSealer}
              onHistory={() => setHistory(true)}
              onGo={walk.find}
              onSubmit={() => void fill.submit(false)}
              onSave={() => void fill.save()}
              onSeeChecked={isOne ? () => walk.go('check') : undefined}
            >
              {isOne && (
                <AnswerList
                  definition={props.definition}
                  data={data}
                  paths={[...plan.paths.fill, ...plan.paths.materials, ...plan.paths.promises]}
                  hidden={hidden}
                  onGo={walk.find}
                />
              )}
            </ReviewPart>
          )}
        </div>
      </div>
      {!isOne && (
        <div className="bar-m only-m">
          <SaveMark state={fill.saveState} short />
          {next && (
            <a className="btn btn-primary" href={`#${next.anchor}`}>
              {t('fill.next', { title: next.title })}
            </a>
          )}
        </div>
      )}
      {fill.disputing && (
        <DisputeDialog
          draftId={props.draftId}
          field={fill.disputing}
          onRaised={(dispute) => fill.disputing && fill.raised(fill.disputing.path, dispute)}
          onClose={fill.stopDisputing}
        />
      )}
      {isHistory && (
        <HistoryDialog draftId={props.draftId} onTake={fill.take} onClose={() => setHistory(false)} />
      )}
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
