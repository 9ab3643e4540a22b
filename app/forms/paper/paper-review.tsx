import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FormPaperView } from '~/forms/paper/create-from-paper.server';
import type { DraftedField } from '~/forms/paper/paper-draft';
import { placeKey } from '~/knowledge/documents/paper/paper-form';

import { PaperSheet } from './paper-sheet';

interface PaperReviewProps extends FormPaperView {
  /** The fact that could fill a field, by the field's key. */
  bindings: Record<string, string>;
}

/** The paper on the left, what was made of it on the right; a field shows its cells, a cell its field. */
export function PaperReview({ fileName, paper, fields, leftOut, bindings }: PaperReviewProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const placesOf = (key: string | null) =>
    new Set((fields.find((field) => field.key === key)?.places ?? []).map(placeKey));
  const fieldAt = new Map(fields.flatMap(({ key, places }) => places.map((place) => [placeKey(place), key])));
  const unsure = fields.filter((field) => field.unsure !== null).length;
  return (
    <>
      <p role="status">
        {t('paper.summary', { fields: fields.length, unsure, bindings: Object.keys(bindings).length })}
      </p>
      <div className="paper-lay">
        <section className="hq-card" aria-labelledby="paper-heading">
          <div className="hq-card-h">
            <h2 id="paper-heading">{t('paper.paper')}</h2>
            <span className="hq-muted hq-sm">{fileName}</span>
          </div>
          <PaperSheet
            paper={paper}
            lit={placesOf(chosen)}
            isField={(key) => fieldAt.has(key)}
            onChoose={(key) => setChosen(fieldAt.get(key) ?? null)}
          />
        </section>
        <section className="hq-card" aria-labelledby="fields-heading">
          <div className="hq-card-h">
            <h2 id="fields-heading">{t('paper.fields')}</h2>
          </div>
          <ul className="plain paper-fields">
            {fields.map((field) => (
              <FieldRow
                key={field.key}
                field={field}
                binding={bindings[field.key]}
                isChosen={field.key === chosen}
                onChoose={() => setChosen(field.key === chosen ? null : field.key)}
              />
            ))}
          </ul>
          {leftOut.length > 0 && (
            <div className="hq-card-b">
              <h3 className="hq-label">{t('paper.left-out')}</h3>
              <ul className="plain">
                {leftOut.map(({ text, place, reason }) => (
                  <li key={`${placeKey(place)} ${text}`} className="hq-sm">
                    {text} <span className="hq-muted">{t(`paper.left.${reason}`)}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </section>
      </div>
    </>
  );
}

interface FieldRowProps {
  field: DraftedField;
  binding: string | undefined;
  isChosen: boolean;
  onChoose: () => void;
}

function FieldRow({ field, binding, isChosen, onChoose }: FieldRowProps) {
  const { t } = useTranslation();
  return (
    <li className={isChosen ? 'is-chosen' : undefined}>
      <button type="button" className="paper-field" aria-pressed={isChosen} onClick={onChoose}>
        <b>{field.label}</b>
        <span className="tag">{t(`paper.type.${field.type}`)}</span>
        {field.unsure && (
          <span className="hq-sm paper-unsure">
            <i className="bi bi-exclamation-circle" aria-hidden="true" /> {t(`paper.unsure.${field.unsure}`)}
          </span>
        )}
        {binding !== undefined && (
          <span className="hq-sm hq-muted">
            <i className="bi bi-link-45deg" aria-hidden="true" /> {t('paper.binding', { fact: binding })}
          </span>
        )}
      </button>
    </li>
  );
}
