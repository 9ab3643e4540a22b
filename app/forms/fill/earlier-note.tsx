import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Provenance } from '~/forms/prefill/field-provenance';

import { isAnswered, valueAt } from '../prefill-meter';
import { dayOf } from './origin-words';

interface EarlierNoteProps {
  provenance: Provenance;
  data: Record<string, unknown>;
  /** Puts values into the form; undefined empties a field. */
  onSet: (values: Record<string, unknown>) => void;
}

/** Last time's answers, which stand in the form already: all can be emptied at once, and taken again. */
export function EarlierNote({ provenance, data, onSet }: EarlierNoteProps) {
  const { t } = useTranslation();
  const earlier = Object.entries(provenance).filter(
    ([, { sourceKind, taken }]) => sourceKind === 'submission' && !taken,
  );
  const [cleared, setCleared] = useState<Record<string, unknown>>({});
  const [first] = earlier;
  if (!first) return null;
  const filled = earlier.filter(([path]) => isAnswered(valueAt(data, path)));
  const isEmpty = filled.length === 0;
  const clear = () => {
    setCleared(Object.fromEntries(filled.map(([path]) => [path, valueAt(data, path)])));
    onSet(Object.fromEntries(filled.map(([path]) => [path, undefined])));
  };
  // What was changed before it was cleared comes back as it was.
  const take = () =>
    onSet(Object.fromEntries(earlier.map(([path, { value }]) => [path, cleared[path] ?? value])));
  const params = { n: isEmpty ? earlier.length : filled.length, date: dayOf(first[1].observedAt) };
  return (
    <p className="hq-note fill-gap" role="status">
      <i className="bi bi-clock-history" aria-hidden="true" />
      <span className="grow">{t(isEmpty ? 'fill.earlier.cleared' : 'fill.earlier.taken', params)}</span>
      <button type="button" className="btn btn-outline-primary btn-sm" onClick={isEmpty ? take : clear}>
        {t(isEmpty ? 'fill.earlier.take' : 'fill.earlier.clear')}
      </button>
    </p>
  );
}
