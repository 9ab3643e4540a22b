import { isRegionCode, nation, regionName, regionsUnder } from '~/knowledge/enterprises/region-code';

import { make, putValue, type InputInstance, wordOf } from './own-formio.client';
import type { OwnWidget } from './own-text.client';

/** Province, city, district: native lists, each by what was chosen before; the value is the innermost code. */
export function chooseRegion(field: InputInstance, input: HTMLInputElement): OwnWidget {
  const { within } = field.component;
  const root = typeof within === 'string' && isRegionCode(within) ? within : nation;
  const locale = field.options.language === 'en' ? 'en' : 'zh';
  const box = make('div', 'own-region');
  input.type = 'hidden';
  input.after(box);
  const draw = (value: string, focusOn?: number) => {
    box.replaceChildren();
    let above = root;
    for (let level = 0; level < 3; level += 1) {
      const choices = regionsUnder(above);
      if (choices.length === 0) break;
      const chosen = choices.find((code) => isInside(value, code)) ?? '';
      const list = make('select', 'form-select form-control');
      const first =
        above === nation
          ? wordOf(field, 'chooseOne')
          : wordOf(field, 'wholeOf', { place: regionName(above, locale) });
      list.append(
        new Option(first, ''),
        ...choices.map((code) => new Option(regionName(code, locale), code)),
      );
      list.value = chosen;
      list.disabled = field.disabled;
      list.setAttribute(
        'aria-label',
        `${field.component.label ?? ''} ${wordOf(field, `regionLevel${levelOf(above)}`)}`,
      );
      if (field.component.validate?.required === true) list.setAttribute('aria-required', 'true');
      const outer = above;
      list.addEventListener('change', () => {
        const next = list.value === '' ? (outer === nation ? '' : outer) : list.value;
        putValue(input, next);
        draw(next, level);
      });
      list.addEventListener('blur', () => input.dispatchEvent(new Event('blur')));
      box.append(list);
      if (level === focusOn) list.focus();
      if (chosen === '') break;
      above = chosen;
    }
  };
  draw(input.value);
  return { show: (value) => draw(value) };
}

function isInside(value: string, region: string): boolean {
  return value !== '' && value.startsWith(region.replace(/(00)+$/, ''));
}

/** 0 asks for a province, 1 for a city, 2 for a district. */
function levelOf(above: string): number {
  if (above === nation) return 0;
  return above.endsWith('0000') ? 1 : 2;
}
