import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FieldChange, FieldDispute } from '~/forms/prefill/field-provenance';
import type { CertificateState } from '~/forms/prefill/fill-certificate';

import type { LockedField } from '../arrange-fill';
import { DisputeDialog } from './dispute-dialog';
import { ProvenanceChip } from './provenance-chip';

export interface LockedRowsProps {
  fields: readonly LockedField[];
  /** path → the value as shown. */
  texts: Record<string, string>;
  changes: readonly FieldChange[];
  returned: Record<string, string>;
  /** Of file fields that a certificate can stand for: what the firm holds. */
  certificates?: Record<string, CertificateState>;
  /** The firm's disputes, by path. */
  disputes?: Record<string, FieldDispute>;
  /** The draft from whose fields values can be disputed; without one the firm's data page is the place. */
  draftId?: string;
}

/** The fields that are only checked: value, source, and the way to dispute it. What changed comes first. */
export function LockedRows(props: LockedRowsProps) {
  const { fields, texts, changes, returned, certificates = {}, draftId } = props;
  const [disputes, setDisputes] = useState(props.disputes ?? {});
  const [disputed, setDisputed] = useState<LockedField | null>(null);
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
          dispute={disputes[field.path]}
          onDispute={draftId === undefined ? undefined : () => setDisputed(field)}
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
      {disputed && draftId !== undefined && (
        <DisputeDialog
          draftId={draftId}
          field={{
            path: disputed.path,
            label: disputed.label,
            text: texts[disputed.path] ?? '',
            source: disputed.provenance.source,
          }}
          onRaised={(dispute) => {
            setDisputes((known) => ({ ...known, [disputed.path]: dispute }));
            setDisputed(null);
          }}
          onClose={() => setDisputed(null)}
        />
      )}
    </>
  );
}

interface LockedRowProps {
  field: LockedField;
  text: string;
  change: FieldChange | undefined;
  words: string | undefined;
  certificate: CertificateState | undefined;
  dispute: FieldDispute | undefined;
  onDispute: (() => void) | undefined;
}

function LockedRow(props: LockedRowProps) {
  const { field, text, change, words, certificate, dispute, onDispute } = props;
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
        {dispute && <DisputeState dispute={dispute} />}
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
        {fact && dispute?.state !== 'open' && <DisputeLink field={field} fact={fact} onDispute={onDispute} />}
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

interface DisputeLinkProps {
  field: LockedField;
  fact: string;
  onDispute: (() => void) | undefined;
}

function DisputeLink({ field, fact, onDispute }: DisputeLinkProps) {
  const { t } = useTranslation();
  const name = t('fill.dispute-field', { field: field.label });
  const words = (
    <>
      <span className="hide-m">{t('fill.dispute')}</span>
      <span className="only-m">{t('fill.dispute-short')}</span>
    </>
  );
  return onDispute ? (
    <button type="button" className="btn btn-link btn-sm act-link" aria-label={name} onClick={onDispute}>
      {words}
    </button>
  ) : (
    <a href={`/my/facts?dispute=${encodeURIComponent(fact)}`} aria-label={name}>
      {words}
    </a>
  );
}

/** How a dispute stands; while it is open the application can be filed all the same. */
function DisputeState({ dispute }: { dispute: FieldDispute }) {
  const { t } = useTranslation();
  const { state, claimedText, on, decision } = dispute;
  return (
    <span className="hq-note hq-note-gap hq-sm" role="status">
      <i className="bi bi-flag" aria-hidden="true" />
      <span>
        {t(`fill.dispute.${state}`, { claimed: claimedText, date: on })}
        {decision && `：${decision}`}
      </span>
    </span>
  );
}
