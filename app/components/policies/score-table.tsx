import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import type { ConditionJson } from '~/knowledge/policies/condition-json';

import { scoreOf } from './evidence';

/** The score table inside a condition: what is reached, and what is unknown. */
export function ScoreTable({ condition }: { condition: ConditionJson }) {
  const { t } = useTranslation();
  const total = scoreOf(condition);
  if (!total || !condition.score) return null;
  const open = (
    <span className="hq-v hq-v-ask hq-v-bare">
      <i className="bi bi-question-circle-fill" aria-hidden="true" />
      {t('policies.result.unknown')}
    </span>
  );
  return (
    <ScrollRegion className="score" label={condition.label}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('policies.score.indicator')}</th>
            <th scope="col" className="hide-m">
              {t('policies.score.data')}
            </th>
            <th scope="col" className="n">
              {t('policies.score.max')}
            </th>
            <th scope="col" className="n">
              {t('policies.score.points')}
            </th>
          </tr>
        </thead>
        <tbody>
          {condition.score.map((part) => (
            <tr key={part.id}>
              <td>{part.label}</td>
              <td className="hide-m">{part.text ?? t('policies.score.unknown')}</td>
              <td className="n">{part.max}</td>
              <td className="n num">
                {part.low === part.high
                  ? part.low
                  : part.low === 0
                    ? open
                    : t('policies.score.range', { low: part.low, high: part.high })}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t('policies.score.total')}</td>
            <td className="hide-m" />
            <td className="n">{total.max}</td>
            <td className="n">{total.open ? t('policies.score.open', { n: total.low }) : total.low}</td>
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  );
}
