import { useTranslation } from 'react-i18next';

import type { KnownBond } from '~/knowledge/policies/design/list-known-bonds.server';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import type { AmountFormula } from '~/knowledge/policies/policy-content';

import { AmountEditor, newAmount } from './amount-editor';
import { BondsCard } from './bonds-card';
import type { BuilderContext } from './editor-context';
import { Choice, TwoWords } from './elements-tab';
import { LimitsCard } from './limits-card';
import { MoneyInput } from './value-editor';

type Amount = NonNullable<PolicyDraft['benefit']['amount']>;
type SetContent = (change: (old: PolicyDraft) => PolicyDraft, mark?: string | null) => void;

interface BenefitProps {
  builder: BuilderContext;
  content: PolicyDraft;
  knownBonds: readonly KnownBond[];
  setContent: SetContent;
}

/** 兑现内容: what a firm gets, and how much: a fixed sum, a share of a fact, more for some, up to a cap. */
export function BenefitTab({ builder, content, knownBonds, setContent }: BenefitProps) {
  const { t } = useTranslation();
  const { benefit } = content;
  const { amount } = benefit;
  const setAmount = (next: Amount | undefined, mark: string | null = null) =>
    setContent((old) => {
      const { amount: _amount, ...rest } = old.benefit;
      return { ...old, benefit: next ? { ...rest, amount: next } : rest };
    }, mark);
  const findings = builder.findings.filter(({ tab }) => tab === 'benefit');
  return (
    <div className="stack">
      <section className="hq-card" aria-labelledby="benefit-title">
        <div className="hq-card-h">
          <h2 id="benefit-title">{t('rules.benefit')}</h2>
        </div>
        <fieldset className="pd-card stack" disabled={builder.isReadOnly}>
          <TwoWords
            label={t('rules.benefit.label')}
            value={benefit.label}
            isWrong={findings.some(({ code }) => code === 'empty.benefit')}
            onChange={(label) =>
              setContent((old) => ({ ...old, benefit: { ...old.benefit, label } }), 'benefit')
            }
          />
          <Choice
            label={t('rules.benefit.amount')}
            value={amount?.kind ?? ''}
            options={['', 'exact', 'about', 'up-to'].map((kind) => ({
              value: kind,
              label: t(kind === '' ? 'rules.benefit.none' : `rules.benefit.${kind}`),
            }))}
            onChange={(kind) =>
              setAmount(
                kind === ''
                  ? undefined
                  : { ...(amount ?? { formula: newAmount('fixed') }), kind: kind as Amount['kind'] },
              )
            }
          />
          {amount && (
            <>
              <AmountEditor
                builder={builder}
                formula={amount.formula as AmountFormula | undefined}
                label={t('rules.benefit.formula')}
                depth={0}
                onChange={(formula, mark) => {
                  const { formula: _formula, ...rest } = amount;
                  setAmount(formula ? { ...rest, formula } : rest, mark);
                }}
              />
              <div className="pd-row">
                <label className="pd-check">
                  <input
                    type="checkbox"
                    checked={amount.cap !== undefined}
                    onChange={(event) => {
                      const { cap: _cap, ...rest } = amount;
                      setAmount(event.target.checked ? { ...rest, cap: { yuan: '' } } : rest);
                    }}
                  />
                  {t('rules.benefit.cap')}
                </label>
                {amount.cap && (
                  <MoneyInput
                    label={t('rules.benefit.cap')}
                    value={amount.cap.yuan}
                    disabled={builder.isReadOnly}
                    onChange={(yuan) => setAmount({ ...amount, cap: { ...amount.cap, yuan } }, 'cap')}
                  />
                )}
              </div>
            </>
          )}
          {findings
            .filter(({ code }) => code !== 'empty.benefit' && !/^(?:limits|bonds)\./.test(code))
            .map((finding, index) => (
              <p key={index} className="pd-finding pd-finding-error">
                <i className="bi bi-exclamation-triangle" aria-hidden="true" />{' '}
                {t(`rules.lint.${finding.code}`, finding.params)}
              </p>
            ))}
        </fieldset>
      </section>
      <LimitsCard
        content={content}
        findings={findings.filter(({ code }) => code.startsWith('limits.'))}
        isReadOnly={builder.isReadOnly}
        setContent={setContent}
      />
      <BondsCard
        content={content}
        findings={findings.filter(({ code }) => code.startsWith('bonds.'))}
        known={knownBonds}
        isReadOnly={builder.isReadOnly}
        setContent={setContent}
      />
    </div>
  );
}
