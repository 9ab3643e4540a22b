import { make, putValue, type InputInstance, wordOf } from './own-formio.client';
import type { OwnWidget } from './own-text.client';

const mostChoices = 30;

/** GB/T 4754-2017 by a word of the name or the beginning of the code: a text box with a list, all by keyboard. */
export function chooseIndustry(field: InputInstance, input: HTMLInputElement): OwnWidget {
  const { box, search, list } = draw(field, input);
  let names = new Map<string, string>();
  let at = -1;
  const loaded = import('~/knowledge/enterprises/industry-code').then(({ industryCodes, industryName }) => {
    names = new Map(industryCodes().map((code) => [code, industryName(code) ?? '']));
  });
  const textOf = (code: string) => (names.has(code) ? `${code} ${names.get(code)}` : code);
  const close = () => {
    list.hidden = true;
    at = -1;
    search.setAttribute('aria-expanded', 'false');
    search.removeAttribute('aria-activedescendant');
  };
  const choose = (code: string) => {
    putValue(input, code);
    search.value = textOf(code);
    close();
  };
  const mark = (index: number) => {
    const items = [...list.querySelectorAll<HTMLElement>('[role=option]')];
    at = items.length === 0 ? -1 : (index + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute('aria-selected', String(n === at)));
    const marked = items[at];
    if (!marked) return;
    marked.scrollIntoView({ block: 'nearest' });
    search.setAttribute('aria-activedescendant', marked.id);
  };
  const open = () => {
    const found = matching(names, search.value);
    list.replaceChildren(
      ...found.map(([code, name], index) => optionOf(`${list.id}-${index}`, code, `${code} ${name}`, choose)),
    );
    if (found.length === 0) list.append(make('li', 'own-none', wordOf(field, 'industryNone')));
    list.hidden = false;
    at = -1;
    search.setAttribute('aria-expanded', 'true');
  };
  search.addEventListener('input', () => {
    if (search.value.trim() === '') putValue(input, '');
    void loaded.then(open).catch(reportError);
  });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) open();
      mark(at + (event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1));
    } else if (event.key === 'Enter' && !list.hidden) {
      event.preventDefault();
      list.querySelectorAll<HTMLElement>('[role=option]')[Math.max(at, 0)]?.click();
    } else if (event.key === 'Escape' && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  box.addEventListener('focusout', (event) => {
    if (box.contains(event.relatedTarget as Node | null)) return;
    close();
    // Words that were typed and not chosen are no industry.
    search.value = input.value === '' ? '' : textOf(input.value);
    input.dispatchEvent(new Event('blur'));
  });
  return {
    show: (value) => {
      search.value = textOf(value);
      if (value !== '') void loaded.then(() => (search.value = textOf(value))).catch(reportError);
    },
  };
}

function draw(field: InputInstance, input: HTMLInputElement) {
  const box = make('div', 'own-industry');
  const search = make('input', 'form-control');
  const list = make('ul', 'own-choices');
  search.id = input.id;
  list.id = `${input.id}-list`;
  list.hidden = true;
  input.removeAttribute('id');
  for (const name of ['aria-labelledby', 'aria-describedby', 'aria-required', 'aria-label']) {
    const value = input.getAttribute(name);
    if (value) search.setAttribute(name, value);
  }
  search.type = 'text';
  search.autocomplete = 'off';
  search.placeholder = wordOf(field, 'industrySearch');
  search.disabled = field.disabled;
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-expanded', 'false'],
    ['aria-controls', list.id],
  ] as const)
    search.setAttribute(name, value);
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', field.component.label ?? '');
  input.type = 'hidden';
  input.after(box);
  box.append(search, list);
  return { box, search, list };
}

function optionOf(id: string, code: string, text: string, choose: (code: string) => void): HTMLElement {
  const item = make('li', '', text);
  item.id = id;
  item.setAttribute('role', 'option');
  item.setAttribute('aria-selected', 'false');
  // The press keeps the focus in the text box.
  item.addEventListener('mousedown', (event) => event.preventDefault());
  item.addEventListener('click', () => choose(code));
  return item;
}

/** Classes before groups, so that the exact one stands first; a code finds what begins with it. */
function matching(names: ReadonlyMap<string, string>, typed: string): [string, string][] {
  const words = typed.trim().toUpperCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...names].filter(([code]) => code.length === 1);
  return [...names]
    .filter(([code, name]) =>
      words.every((word) => code.startsWith(word) || name.toUpperCase().includes(word)),
    )
    .sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1))
    .slice(0, mostChoices);
}
