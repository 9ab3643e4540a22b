import { Form, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { messageChannels } from '~/knowledge/policies/push/message-kind';
import { checkTemplate } from '~/knowledge/policies/push/templates/check-template';
import { valuesOf } from '~/knowledge/policies/push/templates/editable-kinds';
import { showMessage } from '~/knowledge/policies/push/templates/show-message';

import { ChannelPreview } from './channel-preview';
import { ChipEditor } from './chip-editor';
import type { TemplatesPage } from './read-templates-page.server';

/** Title and text with chips, what is wrong with them as one types, and how each channel would show them. */
export function TemplateEditor({
  page,
  refused,
}: {
  page: TemplatesPage;
  /** What the server found wrong with what was sent, by field. */
  refused: Record<string, string>;
}) {
  const { t } = useTranslation();
  const { key, start, mayWrite, waiting, isReset } = page;
  const [title, setTitle] = useState(start.title);
  const [body, setBody] = useState(start.body);
  const isBusy = useNavigation().state !== 'idle';
  const words = { title, body };
  const problems = checkTemplate(key.kind, key.channel, words);
  const isSms = key.channel === 'sms';
  const isSame = title === start.title && body === start.body;
  const mayPropose = mayWrite && (waiting === null || waiting.isMine);
  const offered = valuesOf(key.kind, key.channel);
  return (
    <>
      <Form method="post" className="push-write" preventScrollReset>
        <input type="hidden" name="title" value={title} />
        <input type="hidden" name="body" value={body} />
        {mayPropose ? (
          <>
            {!isSms && (
              <ChipEditor
                label={t(key.channel === 'mail' ? 'template.subject' : 'template.title')}
                start={start.title}
                values={offered}
                isBody={false}
                isInvalid={problems.some(({ field }) => field === 'title')}
                describedBy="template-problems"
                onChange={setTitle}
              />
            )}
            <ChipEditor
              label={t('template.body')}
              start={start.body}
              values={offered}
              isBody={!isSms}
              isInvalid={problems.some(({ field }) => field === 'body')}
              describedBy="template-problems"
              onChange={setBody}
            />
            <p className="hq-sm hq-muted">{t(isSms ? 'template.help.sms' : 'template.help')}</p>
            <ul id="template-problems" className="plain" aria-live="polite">
              {problems.map(({ field, problem, n, most, value }) => (
                <li key={`${field} ${problem} ${value ?? ''}`} className="c-no" data-problem={problem}>
                  <i className="bi bi-x-circle-fill" aria-hidden="true" />{' '}
                  {t(`template.problem.${problem}`, {
                    field: t(field === 'title' ? 'template.title' : 'template.body'),
                    value: value ? t(`template.value.${value}`) : '',
                    n,
                    most,
                  })}
                </li>
              ))}
              {problems.length === 0 &&
                [refused.title, refused.body].filter(Boolean).map((words) => (
                  <li key={words} className="c-no">
                    <i className="bi bi-x-circle-fill" aria-hidden="true" /> {words}
                  </li>
                ))}
            </ul>
            <div className="push-deeds">
              <button
                className="btn btn-primary"
                name="intent"
                value="propose"
                disabled={isBusy || isSame || problems.length > 0}
              >
                {t('template.propose')}
              </button>
              {!isReset && (
                <button className="btn btn-outline-primary" name="intent" value="reset" disabled={isBusy}>
                  {t('template.reset')}
                </button>
              )}
              {isSame && <span className="hq-sm hq-muted">{t('template.same')}</span>}
            </div>
          </>
        ) : (
          <p className="hq-muted">{t(mayWrite ? 'template.waits-other' : 'template.read-only')}</p>
        )}
      </Form>
      <div className="hq-card-h">
        <h2>{t('template.preview')}</h2>
        <span className="hq-sm hq-muted">{t('template.preview.example')}</span>
      </div>
      <div className="push-pv">
        {messageChannels.map((channel) => (
          <ChannelPreview
            key={channel}
            plain
            isOn={channel === key.channel}
            message={showMessage({
              ...{ kind: key.kind, channel, locale: key.locale },
              values: Object.fromEntries(
                valuesOf(key.kind, 'in-app')
                  .concat(valuesOf(key.kind, 'sms'))
                  .map((value) => [value, t(`template.example.${value}`, { lng: key.locale })]),
              ),
              template: channel === key.channel ? words : (page.own[channel] ?? null),
            })}
          />
        ))}
      </div>
    </>
  );
}
