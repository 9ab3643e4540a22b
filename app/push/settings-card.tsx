import { Form, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { audiences } from '~/knowledge/policies/push/campaigns/audience-tally';

import type { CampaignPage } from './read-campaign-page.server';

interface SettingsProps {
  page: CampaignPage;
  problems: Readonly<Record<string, string>>;
}

/** 发送设置: the name, for whom, when; and the rules that hold for every message to firms. */
export function SettingsCard({ page, problems }: SettingsProps) {
  const { t } = useTranslation();
  const { campaign, mayWrite } = page;
  const isWritable = mayWrite && campaign.state === 'draft';
  return (
    <section className="hq-card" aria-labelledby="push-settings">
      <div className="hq-card-h">
        <h2 id="push-settings">{t('campaign.settings')}</h2>
        <span className="hq-sm hq-muted">{t('campaign.by', { name: campaign.createdByName })}</span>
      </div>
      {isWritable ? (
        <SettingsForm page={page} problems={problems} />
      ) : (
        <dl className="push-set">
          <div>
            <dt>{t('campaign.for')}</dt>
            <dd>{t(`campaign.for.${campaign.audience}`)}</dd>
          </div>
          <div>
            <dt>{t('campaign.when')}</dt>
            <dd>{campaign.finishedAt ?? campaign.sendAt ?? t('campaign.when.now')}</dd>
          </div>
        </dl>
      )}
      <dl className="push-set push-rules">
        {(['quiet', 'cap', 'dedupe', 'recent'] as const).map((rule) => (
          <div key={rule}>
            <dt>{t(`campaign.always.${rule}`)}</dt>
            <dd className="hq-sm hq-muted">{t(`campaign.always.${rule}.text`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function SettingsForm({ page: { campaign }, problems }: SettingsProps) {
  const { t } = useTranslation();
  const [isLater, setLater] = useState(campaign.sendAt !== null);
  const navigation = useNavigation();
  const isSaving = navigation.state !== 'idle' && navigation.formData?.get('intent') === 'save';
  return (
    <Form method="post" className="push-form hq-card-b" preventScrollReset>
      <input type="hidden" name="revision" value={campaign.revision} />
      <div className="push-wide">
        <label className="form-label" htmlFor="push-title">
          {t('campaign.name')}
        </label>
        <input
          id="push-title"
          name="title"
          className={problems.title ? 'form-control is-invalid' : 'form-control'}
          defaultValue={campaign.title}
          maxLength={60}
          required
          aria-describedby={problems.title ? 'push-title-no' : undefined}
        />
        {problems.title && (
          <p id="push-title-no" className="c-no hq-sm">
            {problems.title}
          </p>
        )}
      </div>
      <fieldset>
        <legend className="form-label">{t('campaign.for')}</legend>
        {audiences.map((audience) => (
          <label key={audience} className="form-check">
            <input
              type="radio"
              className="form-check-input"
              name="audience"
              value={audience}
              defaultChecked={campaign.audience === audience}
            />
            <span className="form-check-label">{t(`campaign.for.${audience}`)}</span>
          </label>
        ))}
        {problems.audience && <p className="c-no hq-sm">{problems.audience}</p>}
      </fieldset>
      <fieldset>
        <legend className="form-label">{t('campaign.when')}</legend>
        {(['now', 'later'] as const).map((when) => (
          <label key={when} className="form-check">
            <input
              type="radio"
              className="form-check-input"
              name="when"
              value={when}
              checked={isLater === (when === 'later')}
              onChange={() => setLater(when === 'later')}
            />
            <span className="form-check-label">{t(`campaign.when.${when}`)}</span>
          </label>
        ))}
        {isLater && (
          <input
            type="datetime-local"
            name="sendAt"
            className={problems.sendAt ? 'form-control is-invalid' : 'form-control'}
            aria-label={t('campaign.when.moment')}
            defaultValue={campaign.sendAt?.replace(' ', 'T') ?? ''}
            required
          />
        )}
        {problems.sendAt && <p className="c-no hq-sm">{problems.sendAt}</p>}
      </fieldset>
      <div className="push-wide">
        <button className="btn btn-outline-primary" name="intent" value="save" disabled={isSaving}>
          {t(isSaving ? 'campaign.saving' : 'campaign.save')}
        </button>
      </div>
    </Form>
  );
}
