import { useTranslation } from 'react-i18next';

import type { PolicyFinding } from '~/knowledge/policies/design/lint-policy';
import type { Words } from '~/knowledge/policies/policy-content';

import { CodePicker } from './code-picker';
import type { EditorState } from './editor-state';

type Edit = (change: (state: EditorState) => EditorState, mark?: string | null) => void;

interface ElementsProps {
  state: EditorState;
  edit: Edit;
  forms: { id: string; title: string }[];
  findings: readonly PolicyFinding[];
  isReadOnly: boolean;
}

const guideParts = ['audience', 'conditions', 'timeLimit', 'address', 'phone'] as const;
const guideLines = ['materials', 'how', 'notes'] as const;
const topics = ['tax', 'employment', 'technology', 'finance', 'market', 'industry', 'other'] as const;
const channels = ['automatic', 'express', 'on-application'] as const;

/** 五要素: what every policy lists for people, in two languages; dates, window, channel and form. */
export function ElementsTab({ state, edit, forms, findings, isReadOnly }: ElementsProps) {
  const { t } = useTranslation();
  const { content } = state;
  const setGuide = (part: Partial<EditorState['content']['guide']>, mark: string) =>
    edit((old) => ({ ...old, content: { ...old.content, guide: { ...old.content.guide, ...part } } }), mark);
  const isEmpty = (id: string) =>
    findings.some((finding) => finding.id === id && finding.code === `empty.${id}`);
  const other = findings.filter(({ tab, code }) => tab === 'elements' && !code.startsWith('empty.'));
  return (
    <fieldset disabled={isReadOnly} className="stack">
      <section className="hq-card" aria-labelledby="basics">
        <div className="hq-card-h">
          <h2 id="basics">{t('rules.basics')}</h2>
        </div>
        <div className="pd-card stack">
          <TwoWords
            label={t('rules.title')}
            value={{ zh: state.title, en: state.titleEn }}
            isWrong={isEmpty('title')}
            onChange={({ zh, en }) => edit((old) => ({ ...old, title: zh, titleEn: en ?? '' }), 'title')}
          />
          <TwoWords
            label={t('rules.summary')}
            value={content.summary}
            isWrong={isEmpty('summary')}
            onChange={(summary) =>
              edit((old) => ({ ...old, content: { ...old.content, summary } }), 'summary')
            }
          />
          <div className="pd-grid">
            <Choice
              label={t('rules.topic')}
              value={content.topic}
              options={topics.map((topic) => ({ value: topic, label: t(`policies.topic.${topic}`) }))}
              onChange={(topic) =>
                edit((old) => ({
                  ...old,
                  content: { ...old.content, topic: topic as (typeof topics)[number] },
                }))
              }
            />
            <Choice
              label={t('rules.channel')}
              value={content.channel}
              options={channels.map((channel) => ({
                value: channel,
                label: t(`policies.channel.${channel}`),
              }))}
              onChange={(channel) =>
                edit((old) => ({
                  ...old,
                  content: { ...old.content, channel: channel as (typeof channels)[number] },
                }))
              }
            />
            <Choice
              label={t('rules.form')}
              value={state.formId ?? ''}
              options={[
                { value: '', label: t('rules.form.none') },
                ...forms.map(({ id, title }) => ({ value: id, label: title })),
              ]}
              onChange={(formId) => edit((old) => ({ ...old, formId: formId || null }))}
            />
          </div>
          <div className="pd-row">
            <span className="form-label">{t('rules.region')}</span>
            <CodePicker
              kind="region"
              label={t('rules.region')}
              chosen={[state.region]}
              disabled={isReadOnly}
              onChange={(codes) => edit((old) => ({ ...old, region: codes.at(-1) ?? '000000' }))}
            />
          </div>
          <div className="pd-row">
            <Day
              label={t('rules.effective')}
              value={state.effectiveFrom}
              onChange={(day) => edit((old) => ({ ...old, effectiveFrom: day }), 'from')}
            />
            <Day
              label={t('rules.expires')}
              value={state.expiresOn ?? ''}
              onChange={(day) => edit((old) => ({ ...old, expiresOn: day || null }), 'until')}
            />
          </div>
          <WindowFields state={state} edit={edit} />
          {other.map((finding, index) => (
            <p key={index} className={`pd-finding pd-finding-${finding.severity}`}>
              <i className="bi bi-exclamation-triangle" aria-hidden="true" />{' '}
              {t(`rules.lint.${finding.code}`, finding.params)}
            </p>
          ))}
        </div>
      </section>
      <section className="hq-card" aria-labelledby="guide">
        <div className="hq-card-h">
          <h2 id="guide">{t('rules.guide')}</h2>
        </div>
        <div className="pd-card stack">
          {guideParts.map((part) => (
            <TwoWords
              key={part}
              label={t(`rules.guide.${part}`)}
              value={content.guide[part]}
              isWrong={isEmpty(part)}
              isLong={part === 'audience' || part === 'conditions'}
              onChange={(words) => setGuide({ [part]: words }, part)}
            />
          ))}
          {guideLines.map((part) => (
            <Lines
              key={part}
              label={t(`rules.guide.${part}`)}
              lines={content.guide[part]}
              onChange={(lines) => setGuide({ [part]: lines }, part)}
            />
          ))}
        </div>
      </section>
    </fieldset>
  );
}

interface TwoWordsProps {
  label: string;
  value: Words;
  isWrong?: boolean;
  isLong?: boolean;
  onChange: (value: Words) => void;
}

/** A text in Chinese and English; Chinese stands in where there is no English. */
export function TwoWords({ label, value, isWrong = false, isLong = false, onChange }: TwoWordsProps) {
  const { t } = useTranslation();
  const Tag = isLong ? 'textarea' : 'input';
  const look = (wrong: boolean) => (wrong ? 'form-control is-invalid' : 'form-control');
  return (
    <div className="pd-two">
      <label className="pd-field">
        <span className="form-label">{label}</span>
        <Tag
          className={look(isWrong)}
          aria-invalid={isWrong || undefined}
          value={value.zh}
          {...(isLong && { rows: 3 })}
          onChange={(event) => onChange({ ...value, zh: event.target.value })}
        />
      </label>
      <label className="pd-field">
        <span className="form-label hq-muted">{t('rules.english', { label })}</span>
        <Tag
          className="form-control"
          value={value.en ?? ''}
          {...(isLong && { rows: 3 })}
          onChange={(event) => onChange({ ...value, en: event.target.value })}
        />
      </label>
    </div>
  );
}

function Lines({
  label,
  lines,
  onChange,
}: {
  label: string;
  lines: Words[];
  onChange: (lines: Words[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={label}>
      <span className="form-label">{label}</span>
      {lines.map((line, at) => (
        <div key={at} className="pd-line">
          <TwoWords
            label={t('rules.line', { label, n: at + 1 })}
            value={line}
            onChange={(next) => onChange(lines.map((old, index) => (index === at ? next : old)))}
          />
          <button
            type="button"
            className="pd-x"
            aria-label={t('rules.line.remove', { label, n: at + 1 })}
            onClick={() => onChange(lines.filter((_, index) => index !== at))}
          >
            <i className="bi bi-x" aria-hidden="true" />
          </button>
        </div>
      ))}
      <button type="button" className="btn btn-link btn-sm" onClick={() => onChange([...lines, { zh: '' }])}>
        <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.line.add', { label })}
      </button>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label className="pd-field">
      <span className="form-label">{label}</span>
      <select className="form-select" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <label className="pd-inline">
      {label}
      <input
        type="date"
        className="form-control pd-date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

function WindowFields({ state, edit }: { state: EditorState; edit: Edit }) {
  const { t } = useTranslation();
  const { window } = state.content;
  const write = (next: typeof window) =>
    edit((old) => {
      const { window: _window, ...rest } = old.content;
      return { ...old, content: next ? { ...rest, window: next } : rest };
    }, 'window');
  return (
    <div className="pd-row">
      <label className="pd-check">
        <input
          type="checkbox"
          checked={window !== undefined}
          onChange={(event) =>
            write(
              event.target.checked ? { opens: state.effectiveFrom, closes: '', yearly: false } : undefined,
            )
          }
        />
        {t('rules.window')}
      </label>
      {window && (
        <>
          <Day
            label={t('rules.window.opens')}
            value={window.opens}
            onChange={(opens) => write({ ...window, opens })}
          />
          <Day
            label={t('rules.window.closes')}
            value={window.closes}
            onChange={(closes) => write({ ...window, closes })}
          />
          <label className="pd-check">
            <input
              type="checkbox"
              checked={window.yearly ?? false}
              onChange={(event) => write({ ...window, yearly: event.target.checked })}
            />
            {t('rules.window.yearly')}
          </label>
        </>
      )}
    </div>
  );
}
