import type { FormComponent } from '~/forms/definition/form-definition';
import { creditCodeCheck } from '~/knowledge/enterprises/credit-code';

import { accountLengths, accountProblem } from './bank-account';
import { kindOf } from './component-kind';
import { idNumberProblem } from './id-number';
import { centsOf } from './money';
import { mostSignatureBytes, readSignature } from './signature';

/** What is wrong with a value; its words: `forms.check.CODE`, which name the field and the remedy. */
export interface KindProblem {
  code: string;
  params: Record<string, string | number>;
}

const problem = (code: string, params: KindProblem['params'] = {}): KindProblem => ({ code, params });

/**
 * The check of our own components, the same in the browser and on the server; whether a region or an industry exists
 * is asked on the server alone (`codeProblem`), since that takes the lists. Null when all is well or it isn't ours.
 */
export function kindProblem(component: FormComponent, value: unknown): KindProblem | null {
  if (value === '' || value === null || value === undefined) return null;
  switch (kindOf(component)) {
    case 'credit-code':
      return ofText(value, creditCode);
    case 'id-number':
      return ofText(value, idNumber);
    case 'mobile':
      return ofText(value, mobile);
    case 'bank-account':
      return ofText(value, (text) => bankAccount(component, text));
    case 'signature':
      return ofText(value, signature);
    case 'money':
      return money(value);
    case 'commitment':
      return typeof value === 'boolean' ? null : problem('type');
    default:
      return null;
  }
}

function ofText(value: unknown, check: (text: string) => KindProblem | null): KindProblem | null {
  return typeof value === 'string' ? check(value) : problem('type');
}

/** GB 32100-2015. */
function creditCode(text: string): KindProblem | null {
  if (text.length !== 18) return problem('credit-code-length', { n: text.length });
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text))
    return problem('credit-code-letters');
  return creditCodeCheck(text.slice(0, 17)) === text.charAt(17) ? null : problem('credit-code-check');
}

function idNumber(text: string): KindProblem | null {
  const wrong = idNumberProblem(text);
  return wrong && problem(`id-number-${wrong}`, wrong === 'length' ? { n: text.length } : {});
}

function mobile(text: string): KindProblem | null {
  if (!/^\d*$/.test(text)) return problem('mobile-digits');
  if (text.length !== 11) return problem('mobile-length', { n: text.length });
  return /^1[3-9]/.test(text) ? null : problem('mobile-start');
}

function bankAccount(component: FormComponent, text: string): KindProblem | null {
  const holder = component.holder === 'person' ? 'person' : 'firm';
  const wrong = accountProblem(text, holder);
  if (wrong === null) return null;
  const [least, most] = accountLengths(holder);
  return problem(`bank-${wrong}`, wrong === 'length' ? { n: text.length, least, most } : {});
}

function signature(text: string): KindProblem | null {
  const read = readSignature(text);
  return typeof read === 'object'
    ? null
    : problem(
        `signature-${read}`,
        read === 'too-large' ? { most: Math.round(mostSignatureBytes / 1000) } : {},
      );
}

function money(value: unknown): KindProblem | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return problem('money-digits');
  if (Math.abs(value) >= 1e13) return problem('number-too-large');
  return centsOf(value) === null ? problem('decimals', { places: 2 }) : null;
}
