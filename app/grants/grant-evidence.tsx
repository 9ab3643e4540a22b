import { useTranslation } from 'react-i18next';

import { ConditionTree, type CitedSource } from '~/app/components/policies/condition-tree';
import type { GrantEvidence } from '~/knowledge/policies/grants/grant-batch';

import { yuanWords } from './grant-words';
import { useGrantLocale } from './use-grant-locale';

/** What a grant rests on, as it stood when the list was made: conditions with their facts, and the sum's arithmetic. */
export function GrantEvidenceView({
  evidence,
  yuan,
  sources,
  asOf,
}: {
  evidence: GrantEvidence['zh'];
  yuan: string | null;
  sources: readonly CitedSource[];
  asOf: string;
}) {
  const { t } = useTranslation();
  const locale = useGrantLocale();
  return (
    <div className="grant-evidence">
      <ConditionTree conditions={evidence.conditions} sources={sources} asOf={asOf} />
      {evidence.steps.length > 0 && (
        <p className="hq-sm">
          {t('grants.arithmetic')}
          {evidence.steps.map(({ sign, text, label }, index) => (
            <span key={index}>
              {sign === 'cap' ? ` ${t('policies.amount.cap')} ` : sign === '' ? '' : ` ${sign} `}
              {text}
              {label && <span className="hq-muted"> {label}</span>}
            </span>
          ))}
          {' = '}
          <b>{yuanWords(yuan, locale)}</b>
        </p>
      )}
    </div>
  );
}
