import type { FormComponent } from '~/forms/definition/form-definition';
import { industryName, isIndustryCode } from '~/knowledge/enterprises/industry-code';
import { isRegionCode, isRegionWithin, regionName } from '~/knowledge/enterprises/region-code';

import type { KindProblem } from './check-kind';
import { kindOf } from './component-kind';

/** Whether the region (GB/T 2260) or the industry (GB/T 4754-2017) exists and lies where the field asks for. */
export function codeProblem(component: FormComponent, value: unknown): KindProblem | null {
  const kind = kindOf(component);
  if (value === '' || (kind !== 'region' && kind !== 'industry')) return null;
  if (typeof value !== 'string') return { code: 'type', params: {} };
  if (kind === 'industry') return isIndustryCode(value) ? null : { code: 'industry-unknown', params: {} };
  if (!isRegionCode(value)) return { code: 'region-unknown', params: {} };
  const { within } = component;
  return typeof within === 'string' && within !== '' && !isRegionWithin(value, within)
    ? { code: 'region-outside', params: { place: regionName(within, 'zh') } }
    : null;
}

/** The code with its name: `I6513 应用软件开发`, `福建省 · 云江市 · 江北区`. */
export function codeText(kind: 'region' | 'industry', code: string): string {
  if (kind === 'industry') {
    const name = industryName(code);
    return name === null ? code : `${code} ${name}`;
  }
  if (!isRegionCode(code)) return code;
  const steps = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code];
  const names = [...new Set(steps)]
    .map((step) => regionName(step, 'zh'))
    .filter((name) => !/^\d+$/.test(name));
  return names.length === 0 ? code : names.join(' · ');
}
