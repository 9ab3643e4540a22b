import { useTranslation } from 'react-i18next';

import type { Shown } from '~/knowledge/policies/shown';
import type { ConditionResult } from '~/knowledge/policies/evaluate-rule';

import { resultLooks, shownLooks } from './shown-looks';

/** 符合, 差一项, 待确认, 不符合, 已过期: icon and word, colour third. */
export function VerdictBadge({ shown, large = false }: { shown: Shown; large?: boolean }) {
  const { t } = useTranslation();
  const { tone, icon } = shownLooks[shown];
  return (
    <span className={`hq-v hq-v-${tone}${large ? ' hq-v-lg' : ''}`}>
      <i className={`bi ${icon}`} aria-hidden="true" />
      {t(`policies.shown.${shown}`)}
    </span>
  );
}

/** The sign before a condition, with its word for those who don't see it. */
export function ResultIcon({ result }: { result: ConditionResult }) {
  const { t } = useTranslation();
  const { tone, icon } = resultLooks[result];
  return <i className={`bi ${icon} c-${tone}`} role="img" aria-label={t(`policies.result.${result}`)} />;
}
