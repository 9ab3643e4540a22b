import { useEffect, useRef, useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';

import type { Deed } from '../use-deed';
import { LicenceRows } from './licence-rows';
import type { PhotoAnswer, PhotoStep } from './send-photo.client';

interface LicenceDialogProps {
  draftId: string;
  /** The file field for the licence itself, with what it holds. */
  keep: { path: string; label: string; files: unknown } | null;
  deed: Deed;
  onSet: (values: Record<string, unknown>) => void;
  onSave: () => Promise<boolean>;
  onClose: () => void;
}

type Stage =
  | { kind: 'choose'; problem: string | null }
  | { kind: 'sending'; step: PhotoStep | null }
  | { kind: 'read'; answer: Extract<PhotoAnswer, { kind: 'read' }> };

/** A photo of the business licence: chosen or taken, read, each value confirmed beside its place in the picture. */
export function LicenceDialog({ draftId, keep, deed, onSet, onSave, onClose }: LicenceDialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const stop = useRef<AbortController | null>(null);
  const [stage, setStage] = useState<Stage>({ kind: 'choose', problem: null });
  const [photo, setPhoto] = useState<File | null>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
    return () => stop.current?.abort();
  }, []);
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    if (!file) return;
    const mine = new AbortController();
    stop.current = mine;
    setStage({ kind: 'sending', step: null });
    try {
      const [{ preparePhoto }, { sendPhoto }] = await Promise.all([
        import('./prepare-photo.client'),
        import('./send-photo.client'),
      ]);
      const small = await preparePhoto(file);
      setPhoto(small && new File([small], t('fill.licence.file-name'), { type: small.type }));
      const answer = await sendPhoto(draftId, small ?? file, {
        signal: mine.signal,
        onStep: (step) => setStage({ kind: 'sending', step }),
      });
      if (answer.kind === 'read') setStage({ kind: 'read', answer });
      else
        setStage({
          kind: 'choose',
          problem: answer.kind === 'refused' ? answer.sentence : t('fill.licence.failed'),
        });
    } catch (reason) {
      if (mine.signal.aborted) return;
      reportError(reason);
      setStage({ kind: 'choose', problem: t('fill.licence.failed') });
    }
  };
  const again = () => {
    stop.current?.abort();
    setStage({ kind: 'choose', problem: null });
  };
  return (
    <dialog ref={dialog} className="hq-dialog licence" aria-labelledby="licence-title" onClose={onClose}>
      <h2 id="licence-title">{t('fill.licence.title')}</h2>
      {stage.kind === 'choose' && <ChoosePhoto problem={stage.problem} onChoose={(e) => void choose(e)} />}
      {stage.kind === 'sending' && <ReadingPhoto step={stage.step} />}
      {stage.kind === 'read' ? (
        <LicenceRows
          {...{ draftId, keep, deed, onSet, onSave, photo }}
          answer={stage.answer}
          onAgain={again}
          onClose={() => dialog.current?.close()}
        />
      ) : (
        <div className="row-x wrapx">
          <button
            type="button"
            className="btn btn-outline-primary"
            onClick={() => (stage.kind === 'sending' ? again() : dialog.current?.close())}
          >
            {t(stage.kind === 'sending' ? 'fill.licence.stop' : 'fill.licence.close')}
          </button>
        </div>
      )}
    </dialog>
  );
}

interface ChoosePhotoProps {
  problem: string | null;
  onChoose: (event: ChangeEvent<HTMLInputElement>) => void;
}

function ChoosePhoto({ problem, onChoose }: ChoosePhotoProps) {
  const { t } = useTranslation();
  return (
    <>
      {problem && (
        <p className="hq-note hq-note-no" role="alert">
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          <span>{problem}</span>
        </p>
      )}
      <p>{t('fill.licence.how')}</p>
      <p className="hq-sm hq-muted">{t('fill.licence.privacy')}</p>
      <div className="licence-choose">
        <label className="btn btn-primary only-m licence-file">
          <i className="bi bi-camera" aria-hidden="true" /> {t('fill.licence.take')}
          <input
            type="file"
            className="visually-hidden"
            accept="image/jpeg,image/png"
            capture="environment"
            onChange={onChoose}
          />
        </label>
        <label className="btn btn-outline-primary licence-file">
          <i className="bi bi-image" aria-hidden="true" /> {t('fill.licence.choose')}
          <input type="file" className="visually-hidden" accept="image/jpeg,image/png" onChange={onChoose} />
        </label>
      </div>
    </>
  );
}

/** Takes some seconds: what is being done, and for how long. */
function ReadingPhoto({ step }: { step: PhotoStep | null }) {
  const { t } = useTranslation();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((known) => known + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="licence-wait">
      <p role="status">
        {step === null
          ? t('fill.licence.sending')
          : step.step === 'waiting'
            ? t('fill.licence.waiting', { n: step.before })
            : t('fill.licence.reading')}
      </p>
      <progress aria-label={t('fill.licence.reading')} />
      <p className="hq-sm hq-muted" aria-hidden="true">
        {t('fill.licence.seconds', { n: seconds })}
      </p>
    </div>
  );
}
