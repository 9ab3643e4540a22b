import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isAnswered, valueAt } from '../../prefill-meter';
import type { Deed } from '../use-deed';
import { LicenceDialog } from './licence-dialog';
import type { LicenceOffer } from './offer-licence';

interface LicenceNoteProps {
  draftId: string;
  offer: LicenceOffer;
  data: Record<string, unknown>;
  deed: Deed;
  /** Puts values into the form; undefined empties a field. */
  onSet: (values: Record<string, unknown>) => void;
  /** Saves what is in the form; resolves to whether the server has it. */
  onSave: () => Promise<boolean>;
}

/** The way to fill the registration's fields from a photo, and what stands in the form from one. */
export function LicenceNote({ draftId, offer, data, deed, onSet, onSave }: LicenceNoteProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [cleared, setCleared] = useState<Record<string, unknown>>({});
  const filled = offer.taken.filter((path) => isAnswered(valueAt(data, path)));
  const clear = () => {
    setCleared(Object.fromEntries(filled.map((path) => [path, valueAt(data, path)])));
    onSet(Object.fromEntries(filled.map((path) => [path, undefined])));
  };
  const undo = () => {
    onSet(cleared);
    setCleared({});
  };
  const isCleared = Object.keys(cleared).length > 0;
  return (
    <section className="row-x wrapx hand-over" aria-label={t('fill.licence.title')}>
      <i className="bi bi-camera" aria-hidden="true" />
      <span className="grow hq-sm" role="status">
        {isCleared
          ? t('fill.licence.cleared', { n: Object.keys(cleared).length })
          : filled.length > 0
            ? t('fill.licence.taken', { n: filled.length })
            : t('fill.licence.offer', { n: offer.count })}
      </span>
      {(isCleared || filled.length > 0) && (
        <button type="button" className="btn btn-link btn-sm" onClick={isCleared ? undo : clear}>
          {t(isCleared ? 'fill.licence.undo' : 'fill.licence.clear')}
        </button>
      )}
      <button type="button" className="btn btn-outline-primary btn-sm" onClick={() => setOpen(true)}>
        {t('fill.licence.open')}
      </button>
      {isOpen && (
        <LicenceDialog
          draftId={draftId}
          keep={offer.keep && { ...offer.keep, files: valueAt(data, offer.keep.path) }}
          deed={deed}
          onSet={onSet}
          onSave={onSave}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}
