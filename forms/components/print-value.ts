import type { FormComponent } from '~/forms/definition/form-definition';
import type { FieldWords } from '~/forms/words/field-words';

import { groupAccount } from './bank-account';
import { codeText } from './check-code';
import { commitmentOf } from './commitment';
import { kindOf } from './component-kind';
import { maskIdNumber } from './id-number';
import { capitalYuan, groupYuan, roundToFen } from './money';
import { readSignature } from './signature';

/** A value as it stands on paper: a text, and a picture for what was drawn. */
export interface PrintedValue {
  text: string;
  /** A PNG as a data address; null when there is none. */
  picture: string | null;
}

/**
 * How a value of our own components reads on the screen; null when the type is form.io's own. Identity numbers are
 * covered: whoever may see them whole has the value itself.
 */
export function kindText(component: FormComponent, value: unknown, words: FieldWords): string | null {
  const kind = kindOf(component);
  if (kind === 'money') return moneyText(value)?.text ?? null;
  if (typeof value !== 'string') return null;
  switch (kind) {
    case 'id-number':
      return maskIdNumber(value);
    case 'bank-account':
      return groupAccount(value);
    case 'region':
    case 'industry':
      return codeText(kind, value);
    case 'signature': {
      const read = readSignature(value);
      if (typeof read === 'string') return '';
      return read.how === 'typed' ? `${read.name}${words.typed}` : '';
    }
    case 'fact-card':
      return factText(component, value);
    default:
      return null;
  }
}

/** What a 事实卡 shows: codes with their names, long numbers that have a unit in groups of three. */
export function factText(component: FormComponent, value: string): string {
  const fact = component.prefill?.fact;
  if (fact === 'industry.code') return codeText('industry', value);
  if (fact === 'region.code') return codeText('region', value);
  return /^-?\d{4,}(\.\d+)?$/.test(value) && component.suffix ? groupDecimal(value) : value;
}

/** How a value stands on paper; null when the type is form.io's own. Amounts carry their capital figures. */
export function printValue(component: FormComponent, value: unknown, words: FieldWords): PrintedValue | null {
  const kind = kindOf(component);
  if (kind === null) return null;
  if (kind === 'money') {
    const money = moneyText(value);
    return money && { text: `${money.text}（${money.capitals}）`, picture: null };
  }
  if (kind === 'commitment' && value === true) {
    const { conditions, consequence } = commitmentOf(component);
    const lines = conditions.map((condition, index) => `${index + 1}. ${condition}`);
    return { text: [...lines, ...(consequence === '' ? [] : [consequence])].join('\n'), picture: null };
  }
  if (kind === 'id-number' && typeof value === 'string') return { text: value, picture: null };
  if (kind === 'signature' && typeof value === 'string') {
    const read = readSignature(value);
    if (typeof read !== 'string' && read.how === 'drawn') return { text: '', picture: read.picture };
  }
  const text = kindText(component, value, words);
  return text === null ? null : { text, picture: null };
}

/** An amount in both writings; its value is always yuan, whatever unit it was entered in. Null for what is no amount. */
function moneyText(value: unknown): { text: string; capitals: string } | null {
  const yuan = typeof value === 'number' ? roundToFen(value) : value;
  const [grouped, capitals] = [groupYuan(yuan), capitalYuan(yuan)];
  return grouped === null || capitals === null ? null : { text: `${grouped} 元`, capitals };
}

function groupDecimal(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
