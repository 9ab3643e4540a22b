import { useTranslation } from 'react-i18next';

const tones: Record<string, string> = {
  'in-review': 'tag tag-b',
  scheduled: 'tag tag-b',
  sending: 'tag tag-b',
  stopped: 'tag push-tag-no',
  sent: 'tag push-tag-ok',
};

/** How far a campaign is. */
export function CampaignState({ state }: { state: string }) {
  const { t } = useTranslation();
  return <span className={tones[state] ?? 'tag'}>{t(`campaign.state.${state}`)}</span>;
}
