import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

import { smsProblems } from '~/prisma/outbox/channels/sms-rules';

import type { CampaignPage } from './read-campaign-page.server';
import { useLiveFigures } from './use-live-figures';

type Check = { key: string; state: 'done' | 'open' | 'wrong'; detail?: string };

/** What must hold before a campaign leaves, each computed from what stands. */
export function checksOf(page: CampaignPage): Check[] {
  const { policy, tally, preview, needsSecond, campaign, hasLeft } = page;
  const sms = preview?.messages.find(({ channel }) => channel === 'sms');
  const smsText = sms?.body.map(({ text }) => text).join('') ?? '';
  const explains = preview?.messages
    .filter(({ channel }) => channel === 'in-app' || channel === 'mail')
    .every(({ body }) => body.some(({ isValue }) => isValue));
  const done = (is: boolean | undefined, otherwise: Check['state'] = 'wrong') => (is ? 'done' : otherwise);
  return [
    {
      key: 'rule',
      state: done(policy.version !== null),
      ...(policy.version !== null && { detail: `v${policy.version}` }),
    },
    { key: 'open-window', state: done(policy.isOpen), ...(policy.closesOn && { detail: policy.closesOn }) },
    { key: 'somebody', state: done(tally.reached > 0) },
    ...(preview
      ? [
          { key: 'why', state: done(explains) },
          { key: 'sms', state: done(smsProblems(smsText).length === 0), detail: String(smsText.length) },
        ]
      : []),
    ...(needsSecond || campaign.approvedByName
      ? [
          {
            key: 'second',
            state: done(campaign.approvedByName !== null || hasLeft, 'open'),
            ...(campaign.approvedByName && { detail: campaign.approvedByName }),
          },
        ]
      : []),
  ];
}

const icons = {
  done: 'bi-check-circle-fill c-ok',
  open: 'bi-circle c-old',
  wrong: 'bi-x-circle-fill c-no',
} as const;

/** Ten firms judged once more; nothing is said before they were. */
function sampleCheck(sample: { firms: number; otherwise: number } | undefined): Check[] {
  if (!sample || sample.firms === 0) return [];
  return [{ key: 'sample', state: sample.otherwise === 0 ? 'done' : 'wrong', detail: String(sample.firms) }];
}

export function ChecksCard({ page }: { page: CampaignPage }) {
  const { t } = useTranslation();
  const figures = useLiveFigures(page.campaign.id);
  const checks = [...checksOf(page), ...sampleCheck(figures?.sample)];
  const n = checks.filter(({ state }) => state === 'done').length;
  return (
    <section className="hq-card" aria-labelledby="push-checks">
      <div className="hq-card-h">
        <h2 id="push-checks">{t('campaign.checks')}</h2>
        <span className="hq-sm hq-muted push-right">
          {t('campaign.checks.sum', { all: checks.length, n })}
        </span>
      </div>
      <ul className="check push-check">
        {checks.map(({ key, state, detail }) => (
          <li key={key} data-check={key} data-state={state}>
            <i className={`bi ${icons[state]}`} role="img" aria-label={t(`campaign.check.${state}`)} />
            <span>{t(`campaign.check.${key}`)}</span>
            <span className="hq-muted hq-sm">{detailOf(key, detail, t)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function detailOf(key: string, detail: string | undefined, t: TFunction): string | undefined {
  if (key === 'sms') return t('campaign.sms.length', { n: detail });
  return key === 'sample' ? t('campaign.firms', { n: detail }) : detail;
}
