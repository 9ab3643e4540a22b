import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Field } from '~/knowledge/policies/rule-context';
import type { RuleOperator } from '~/knowledge/policies/rule-schema';

import { CodePicker } from './code-picker';
import { valueShape } from './operators';
import { shiftDecimal } from './shift-decimal';

interface ValueProps {
  field: Field;
  operator: RuleOperator;
  value: unknown;
  locale: 'zh' | 'en';
  disabled: boolean;
  onChange: (value: unknown) => void;
}

/** The editor that goes with a fact's type: money with 万元, shares in %, dates, sets, trees. */
export function ValueEditor({ field, operator, value, onChange, ...props }: ValueProps) {
  const { t } = useTranslation();
  const shape = valueShape(operator);
  if (shape === 'none') return null;
  if (shape === 'list') {
    const list = Array.isArray(value)
      ? (value as string[])
      : typeof value === 'string' && value
        ? [value]
        : [];
    return <ListEditor field={field} list={list} onChange={onChange} {...props} />;
  }
  if (shape === 'two') {
    const [from, to] = Array.isArray(value) ? (value as unknown[]) : [];
    return (
      <span className="pd-between">
        <OneValue field={field} value={from} onChange={(next) => onChange([next, to ?? ''])} {...props} />
        <span>{t('rules.to')}</span>
        <OneValue field={field} value={to} onChange={(next) => onChange([from ?? '', next])} {...props} />
      </span>
    );
  }
  return <OneValue field={field} value={value} onChange={onChange} {...props} />;
}

type OneProps = Omit<ValueProps, 'operator'>;

function OneValue({ field, value, locale, disabled, onChange }: OneProps) {
  const { t } = useTranslation();
  const label = t('rules.value-of', { fact: field.label[locale] });
  switch (field.type) {
    case 'money':
      return <MoneyInput label={label} value={value} disabled={disabled} onChange={onChange} />;
    case 'share':
      return (
        <span className="pd-unit">
          <DecimalInput
            label={label}
            text={
              typeof value === 'string' || typeof value === 'number'
                ? (shiftDecimal(String(value), 2) ?? '')
                : ''
            }
            disabled={disabled}
            onText={(text) => onChange(shiftDecimal(text, -2) ?? '')}
          />
          <span>%</span>
        </span>
      );
    case 'count':
    case 'number':
      return (
        <span className="pd-unit">
          <DecimalInput
            label={label}
            text={typeof value === 'number' || typeof value === 'string' ? String(value) : ''}
            disabled={disabled}
            onText={(text) => onChange(/^\d{1,15}$/.test(text) ? Number(text) : text)}
          />
          <span>{field.unit[locale]}</span>
        </span>
      );
    case 'date':
      return <DateInput label={label} value={value} disabled={disabled} onChange={onChange} />;
    case 'code':
      return (
        <select
          className="form-select pd-select"
          aria-label={label}
          value={typeof value === 'string' ? value : ''}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{t('rules.choose')}</option>
          {[...(field.words ?? [])].map(([code, words]) => (
            <option key={code} value={code}>
              {words[locale]}
            </option>
          ))}
        </select>
      );
    default:
      return (
        <input
          className="form-control pd-text"
          aria-label={label}
          value={typeof value === 'string' ? value : ''}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

interface DecimalProps {
  label: string;
  text: string;
  disabled: boolean;
  onText: (text: string) => void;
}

/** A figure as it is typed: half-written ones (12.) stay as they are until they can be read. */
export function DecimalInput({ label, text, disabled, onText }: DecimalProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? text;
  const isWrong = shown !== '' && shiftDecimal(shown, 0) === null;
  const id = useId();
  return (
    <>
      <input
        className={isWrong ? 'form-control pd-figure is-invalid' : 'form-control pd-figure'}
        inputMode="decimal"
        aria-label={label}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? id : undefined}
        value={shown}
        disabled={disabled}
        onChange={(event) => {
          setTyped(event.target.value);
          const plain = event.target.value.trim().replaceAll(',', '');
          if (plain === '' || (shiftDecimal(plain, 0) !== null && !plain.endsWith('.'))) onText(plain);
        }}
        onBlur={() => setTyped(null)}
      />
      {isWrong && (
        <span id={id} className="hq-xs c-no" role="alert">
          {t('rules.no-figure', { text: shown })}
        </span>
      )}
    </>
  );
}

const units = [
  { places: 0, word: 'rules.yuan' },
  { places: 4, word: 'rules.wan' },
  { places: 8, word: 'rules.yi' },
] as const;

interface MoneyProps {
  label: string;
  value: unknown;
  disabled: boolean;
  onChange: (value: string) => void;
}

/** Yuan, written in 元, 万元 or 亿元; kept as a decimal string of yuan. */
export function MoneyInput({ label, value, disabled, onChange }: MoneyProps) {
  const { t } = useTranslation();
  const yuan = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const [places, setPlaces] = useState<number>(() => (yuan === '' || /0000$/.test(yuan) ? 4 : 0));
  return (
    <span className="pd-unit">
      <DecimalInput
        label={label}
        text={yuan === '' ? '' : (shiftDecimal(yuan, -places) ?? yuan)}
        disabled={disabled}
        onText={(text) => onChange(text === '' ? '' : (shiftDecimal(text, places) ?? ''))}
      />
      <select
        className="form-select pd-unit-select"
        aria-label={t('rules.unit-of', { label })}
        value={places}
        disabled={disabled}
        onChange={(event) => setPlaces(Number(event.target.value))}
      >
        {units.map((unit) => (
          <option key={unit.places} value={unit.places}>
            {t(unit.word)}
          </option>
        ))}
      </select>
    </span>
  );
}

const spans = ['Y', 'M', 'D'] as const;

/** A fixed day, or the day of application moved by years, months or days. */
function DateInput({
  label,
  value,
  disabled,
  onChange,
}: Omit<MoneyProps, 'onChange'> & { onChange: (value: unknown) => void }) {
  const { t } = useTranslation();
  const relative = typeof value === 'object' && value !== null && 'asOf' in value;
  const plus = relative && 'plus' in value && typeof value.plus === 'string' ? value.plus : '';
  const found = /^(-?)P(\d+)([YMD])$/.exec(plus);
  const mode = !relative ? 'fixed' : found ? (found[1] ? 'before' : 'later') : 'asOf';
  const write = (next: string, count: string, span: string) =>
    next === 'fixed'
      ? onChange('')
      : onChange(
          next === 'asOf'
            ? { asOf: true }
            : { asOf: true, plus: `${next === 'before' ? '-' : ''}P${count || '1'}${span}` },
        );
  return (
    <span className="pd-unit">
      <select
        className="form-select pd-select"
        aria-label={t('rules.date-mode')}
        value={mode}
        disabled={disabled}
        onChange={(event) => write(event.target.value, found?.[2] ?? '1', found?.[3] ?? 'Y')}
      >
        {(['fixed', 'asOf', 'before', 'later'] as const).map((item) => (
          <option key={item} value={item}>
            {t(`rules.date.${item}`)}
          </option>
        ))}
      </select>
      {mode === 'fixed' && (
        <input
          type="date"
          className="form-control pd-date"
          aria-label={label}
          value={typeof value === 'string' ? value : ''}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {(mode === 'before' || mode === 'later') && (
        <>
          <input
            type="number"
            min={1}
            max={99}
            className="form-control pd-short"
            aria-label={label}
            value={found?.[2] ?? '1'}
            disabled={disabled}
            onChange={(event) => write(mode, event.target.value.replace(/\D/g, ''), found?.[3] ?? 'Y')}
          />
          <select
            className="form-select pd-unit-select"
            aria-label={t('rules.unit-of', { label })}
            value={found?.[3] ?? 'Y'}
            disabled={disabled}
            onChange={(event) => write(mode, found?.[2] ?? '1', event.target.value)}
          >
            {spans.map((span) => (
              <option key={span} value={span}>
                {t(`rules.span.${span}`)}
              </option>
            ))}
          </select>
        </>
      )}
    </span>
  );
}

function ListEditor({
  field,
  list,
  locale,
  disabled,
  onChange,
}: Omit<OneProps, 'value'> & { list: string[] }) {
  const { t } = useTranslation();
  if (field.type === 'region' || field.type === 'industry')
    return (
      <CodePicker
        kind={field.type}
        label={t('rules.value-of', { fact: field.label[locale] })}
        chosen={list}
        disabled={disabled}
        onChange={onChange}
      />
    );
  if (field.type === 'code')
    return (
      <fieldset className="pd-set" disabled={disabled}>
        <legend className="visually-hidden">{t('rules.value-of', { fact: field.label[locale] })}</legend>
        {[...(field.words ?? [])].map(([code, words]) => (
          <label key={code} className="pd-check">
            <input
              type="checkbox"
              checked={list.includes(code)}
              onChange={(event) =>
                onChange(event.target.checked ? [...list, code] : list.filter((item) => item !== code))
              }
            />
            {words[locale]}
          </label>
        ))}
      </fieldset>
    );
  return (
    <input
      className="form-control pd-text"
      aria-label={t('rules.values-of', { fact: field.label[locale] })}
      value={list.join('、')}
      disabled={disabled}
      onChange={(event) =>
        onChange(
          event.target.value
            .split(/[、,，]/)
            .map((item) => item.trim())
            .filter(Boolean),
        )
      }
    />
  );
}
