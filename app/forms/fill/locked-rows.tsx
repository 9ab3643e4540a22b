import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

import type { FieldChange } from '~/forms/prefill/field-provenance';
import type { CertificateState } from '~/forms/prefill/fill-certificate';

import type { LockedField } from '../arrange-fill';
import { ProvenanceChip } from './provenance-chip';

export interface LockedRowsProps {
  fields: readonly LockedField[];
  /** path → the value as shown. */
  texts: Record<string, string>;
  changes: readonly FieldChange[];
  returned: Record<string, string>;
  /** Of file fields that a certificate can stand for: what the firm holds. */
  certificates?: Record<string, CertificateState>;
}

/** The fields that are only checked: value, source, and the way to dispute it. What changed comes first. */
export function LockedRows({ fields, texts, changes, returned, certificates = {} }: LockedRowsProps) {
  const changed = new Map(changes.map((change) => [change.path, change]));
  const first = fields.filter(({ path }) => changed.has(path));
  const rest = fields.filter(({ path }) => !changed.has(path));
  const groups = [...new Set(rest.map(({ sections }) => sections.at(-1) ?? ''))];
  const rows = (some: readonly LockedField[]) => (
    <dl className="locked-rows">
      {some.map((field) => (
        <LockedRow
          key={field.path}
          field={field}
          text={texts[field.path] ?? ''}
          change={changed.get(field.path)}
          words={returned[field.path]}
          certificate={certificates[field.path]}
        />
      ))}
    </dl>
  );
  return (
    <>
      {first.length > 0 && rows(first)}
      {groups.map((group) => (
        <Fragment key={group}>
          {group !== '' && <h3 className="grp">{group}</h3>}
          {rows(rest.filter(({ sections }) => (sections.at(-1) ?? '') === group))}
        </Fragment>
      ))}
    </>
  );
}

interface LockedRowProps {
  field: LockedField;
  text: string;
  change: FieldChange | undefined;
  words: string | undefined;
  certificate: CertificateState | undefined;
}

function LockedRow({ field, text, change, words, certificate }: LockedRowProps) {
  const { t } = useTranslation();
  const { fact } = field.provenance;
  return (
    <div className={change ? 'sl chg' : 'sl'} id={`row-${field.path}`} tabIndex={-1}>
      <dt>{field.label}</dt>
      <dd>
        {change ? (
          <span className="diff">
            <del>{change.oldText || t('fill.nothing')}</del>
            <i className="bi bi-arrow-right" role="img" aria-label={t('fill.changed-to')} />
            <ins>{change.newText || t('fill.nothing')}</ins>
            <span className="tag tag-gap">{t('fill.changed-tag')}</span>
          </span>
        ) : (
          text || <span className="hq-muted">{t('fill.nothing')}</span>
        )}
        {certificate && !change && <Spared certificate={certificate} />}
        {words && (
          <span className="hq-note hq-note-gap hq-sm">
            <i className="bi bi-arrow-return-left" aria-hidden="true" />
            <span>
              {t('fill.returned-field')}
              {words}
            </span>
          </span>
        )}
      </dd>
      <dd className="p">
        <ProvenanceChip provenance={field.provenance} />
      </dd>
      <dd className="act">
        {fact && (
          <a
            href={`/my/facts?dispute=${encodeURIComponent(fact)}`}
            aria-label={t('fill.dispute-field', { field: field.label })}
          >
            <span className="hide-m">{t('fill.dispute')}</span>
            <span className="only-m">{t('fill.dispute-short')}</span>
          </a>
        )}
      </dd>
    </div>
  );
}

/** A certificate that needs no upload; one that ends soon says so. */
function Spared({ certificate }: { certificate: CertificateState }) {
  const { t } = useTranslation();
  if (certificate.state !== 'held') return null;
  const { validUntil } = certificate.certificate;
  return (
    <>
      <span className="tag tag-b tag-gap">{t('fill.certificate.spared')}</span>
      {certificate.expiresSoon && validUntil !== null && (
        <span className="hq-sm hq-muted"> {t('fill.certificate.soon', { date: validUntil })}</span>
      )}
    </>
  );
}
