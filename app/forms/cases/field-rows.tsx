import { Fragment, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { FieldRow } from '~/forms/submission/list-fields';

import { ProvenanceChip } from '../fill/provenance-chip';

interface FieldRowsProps {
  rows: readonly FieldRow[];
  /** Paths that differ from the submission before. */
  changed?: readonly string[];
  /** What the changed ones were: path → words. */
  before?: Record<string, string>;
  /** What the reviewer had asked of a field that was corrected since. */
  asked?: Record<string, string>;
  /** The reviewer's words beside a field. */
  returned?: Record<string, string>;
  /** Something of the page's own under a field: the reviewer's input. */
  under?: (row: FieldRow) => ReactNode;
}

/** A submission as people read it: label, value, source; grouped as on the form. */
export function FieldRows({
  rows,
  changed = [],
  before = {},
  asked = {},
  returned = {},
  under,
}: FieldRowsProps) {
  const { t } = useTranslation();
  let heading = '';
  return (
    <div className="field-rows">
      {rows.map((row) => {
        const section = row.sections.join(' · ');
        const isNew = section !== heading;
        heading = section;
        const words = returned[row.path];
        return (
          <Fragment key={row.path}>
            {isNew && section !== '' && <h3 className="grp">{section}</h3>}
            <dl className={changed.includes(row.path) ? 'fr chg' : 'fr'} id={`row-${row.path}`} tabIndex={-1}>
              <dt>{row.label}</dt>
              <dd>
                <FieldValue row={row} />
                {changed.includes(row.path) && <span className="tag tag-gap">{t('case.changed')}</span>}
                {changed.includes(row.path) && before[row.path] !== undefined && (
                  <span className="was hq-sm">
                    {t('case.was')}
                    <s>{before[row.path] || t('fill.nothing')}</s>
                  </span>
                )}
                {asked[row.path] && (
                  <span className="was hq-sm">
                    {t('case.asked')}
                    {asked[row.path]}
                  </span>
                )}
                {words && (
                  <span className="hq-note hq-note-gap hq-sm">
                    <i className="bi bi-arrow-return-left" aria-hidden="true" />
                    <span>
                      {t('case.to-correct')}
                      {words}
                    </span>
                  </span>
                )}
                {under?.(row)}
              </dd>
              <dd className="p">
                {row.provenance ? (
                  <ProvenanceChip provenance={row.provenance} />
                ) : (
                  row.text && <span className="hq-prov">{t('review.stated')}</span>
                )}
              </dd>
            </dl>
          </Fragment>
        );
      })}
    </div>
  );
}

/** A value in words; a drawn signature as its picture; what is covered can be shown by whoever may see the row. */
function FieldValue({ row }: { row: FieldRow }) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  if (row.picture !== null) return <img className="field-sign" src={row.picture} alt={row.label} />;
  if (row.text === '') return <span className="hq-muted">{t('fill.nothing')}</span>;
  if (!row.covered || isShown) return <>{row.covered ? row.printed : row.text}</>;
  return (
    <>
      {row.text}{' '}
      <button type="button" className="btn btn-link btn-sm" onClick={() => setShown(true)}>
        {t('case.reveal')}
      </button>
    </>
  );
}
