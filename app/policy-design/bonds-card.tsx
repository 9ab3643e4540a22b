import { useTranslation } from 'react-i18next';

import type { PolicyFinding } from '~/knowledge/policies/design/lint-policy';
import type { KnownBond } from '~/knowledge/policies/design/list-known-bonds.server';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import type { Bond, PolicySource } from '~/knowledge/policies/policy-content';

import { Choice } from './elements-tab';
import { NamedSum, SourceChoice } from './limit-fields';

type SetContent = (change: (old: PolicyDraft) => PolicyDraft, mark?: string | null) => void;

interface BondsProps {
  content: PolicyDraft;
  findings: readonly PolicyFinding[];
  known: readonly KnownBond[];
  isReadOnly: boolean;
  setContent: SetContent;
}

const kinds = ['exclusive', 'capped', 'same-base'] as const;

/** 与其他政策的关系: one of several, a cap over several, amounts of one base; each by a mark that the policies share. */
export function BondsCard({ content, findings, known, isReadOnly, setContent }: BondsProps) {
  const { t } = useTranslation();
  const bonds = (content.bonds ?? []) as Bond[];
  const sources = content.sources as PolicySource[];
  const setBonds = (change: (old: Bond[]) => Bond[], mark: string | null = null) =>
    setContent(({ bonds: before, ...old }) => {
      const next = change(before ?? []);
      return next.length > 0 ? { ...old, bonds: next } : old;
    }, mark);
  const put = (at: number, next: Bond, mark: string | null = null) =>
    setBonds(
      (old) => old.map((bond, place) => (place === at ? next : bond)),
      mark && `bond ${String(at)} ${mark}`,
    );
  return (
    <section className="hq-card" aria-labelledby="bonds-title">
      <div className="hq-card-h">
        <h2 id="bonds-title">{t('rules.bonds')}</h2>
      </div>
      <fieldset className="pd-card stack" disabled={isReadOnly}>
        <p className="hq-sm hq-muted">{t('rules.bonds.help')}</p>
        {bonds.length === 0 && <p>{t('rules.bonds.none')}</p>}
        {bonds.map((bond, at) => (
          <div
            key={at}
            className="pd-indicator stack"
            role="group"
            aria-label={t(`rules.bonds.${bond.kind}`)}
          >
            <div className="pd-row">
              <Choice
                label={t('rules.bonds.kind')}
                value={bond.kind}
                options={kinds.map((kind) => ({ value: kind, label: t(`rules.bonds.${kind}`) }))}
                onChange={(kind) => put(at, ofKind(kind as Bond['kind'], bond, sources))}
              />
              <button
                type="button"
                className="btn btn-outline-secondary"
                aria-label={t('rules.bonds.remove', { name: bond.label.zh || t(`rules.bonds.${bond.kind}`) })}
                onClick={() => setBonds((old) => old.filter((_, place) => place !== at))}
              >
                <i className="bi bi-trash" aria-hidden="true" />
              </button>
            </div>
            <Known
              known={known.filter(({ kind }) => kind === bond.kind)}
              id={bond.id}
              onChoose={(chosen) => put(at, { ...bond, ...shared(chosen) })}
            />
            <NamedSum
              limit={bond}
              help={t('rules.bonds.id')}
              onChange={(next, mark) => put(at, next, mark)}
            />
            {bond.kind !== 'same-base' && (
              <SourceChoice
                sources={sources}
                value={bond.source}
                onChange={(source) => put(at, { ...bond, source })}
              />
            )}
            {findings
              .filter(({ id }) => id === `bond-${String(at)}`)
              .map(({ code }) => (
                <p key={code} className="pd-finding pd-finding-error">
                  <i className="bi bi-exclamation-triangle" aria-hidden="true" /> {t(`rules.lint.${code}`)}
                </p>
              ))}
          </div>
        ))}
        <div className="pd-row">
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              className="btn btn-outline-primary btn-sm"
              onClick={() => setBonds((old) => [...old, ofKind(kind, null, sources)])}
            >
              <i className="bi bi-plus" aria-hidden="true" /> {t(`rules.bonds.${kind}`)}
            </button>
          ))}
        </div>
      </fieldset>
    </section>
  );
}

/** The marks that other policies carry, to join; and which policies share the one that stands here. */
function Known({
  known,
  id,
  onChoose,
}: {
  known: readonly KnownBond[];
  id: string;
  onChoose: (bond: KnownBond) => void;
}) {
  const { t, i18n } = useTranslation();
  if (known.length === 0) return null;
  const joined = known.find((bond) => bond.id === id);
  const titles = joined?.policies.map(({ title }) => `《${title}》`).join(t('notice.and'));
  return (
    <>
      <Choice
        label={t('rules.bonds.join')}
        value={joined?.id ?? ''}
        options={[
          { value: '', label: t('rules.bonds.own') },
          ...known.map((bond) => ({
            value: bond.id,
            label: (i18n.language === 'en' && bond.label.en) || bond.label.zh,
          })),
        ]}
        onChange={(chosen) => {
          const bond = known.find((each) => each.id === chosen);
          if (bond) onChoose(bond);
        }}
      />
      {titles && <p className="form-text">{t('rules.bonds.with', { titles })}</p>}
    </>
  );
}

function ofKind(kind: Bond['kind'], from: Bond | null, sources: readonly PolicySource[]): Bond {
  const base = { id: from?.id ?? '', label: from?.label ?? { zh: '' } };
  const source = from && 'source' in from ? from.source : (sources[0]?.id ?? '');
  if (kind === 'same-base') return { kind, ...base };
  if (kind === 'exclusive') return { kind, ...base, source };
  return { kind, ...base, source, yuan: '' };
}

function shared({ id, label, yuan }: KnownBond) {
  return { id, label, ...(yuan !== undefined && { yuan }) };
}
