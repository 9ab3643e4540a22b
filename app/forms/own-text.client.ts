import { groupAccount } from '~/forms/components/bank-account';
import { kindOf } from '~/forms/components/component-kind';
import { factText } from '~/forms/components/print-value';

import { chooseIndustry } from './choose-industry.client';
import { chooseRegion } from './choose-region.client';
import type { FormioGlobal } from './formio-types';
import { classOf, make, type InputInstance, wordOf } from './own-formio.client';

/** What stands in the place of form.io's bare input or beside it. */
export interface OwnWidget {
  /** Shows a value that came from elsewhere than the widget. */
  show(value: string): void;
}

/** form.io's text field with our own kinds: chosen regions and industries, readable accounts, facts that are shown. */
export function ownText(formio: FormioGlobal) {
  const Base = classOf(formio, 'textfield');
  return class OwnText extends Base {
    widgets: (OwnWidget | null)[] = [];

    override attachElement(input: HTMLInputElement, index: number): Promise<unknown> {
      const done = super.attachElement(input, index);
      this.widgets = this.widgets ?? [];
      this.widgets[index] = attachWidget(this, input);
      this.widgets[index]?.show(input.value);
      return done;
    }

    override setValueAt(index: number, value: unknown, flags?: Record<string, unknown>): void {
      super.setValueAt(index, value, flags);
      this.widgets?.[index]?.show(typeof value === 'string' ? value : '');
    }
  };
}

function attachWidget(field: InputInstance, input: HTMLInputElement): OwnWidget | null {
  switch (kindOf(field.component)) {
    case 'region':
      return chooseRegion(field, input);
    case 'industry':
      return chooseIndustry(field, input);
    case 'bank-account':
      return echo(input, (text) => (/^\d{5,}$/.test(text) ? groupAccount(text) : ''));
    case 'credit-code':
    case 'id-number':
      input.autocapitalize = 'characters';
      input.spellcheck = false;
      input.addEventListener('input', () => upperCase(input), { capture: true });
      return null;
    case 'mobile':
      input.inputMode = 'numeric';
      return null;
    case 'fact-card':
      return showFact(field, input);
    default:
      return null;
  }
}

/** A line under the input that says again what was typed, so that it can be compared with the paper. */
export function echo(input: HTMLInputElement, say: (text: string) => string): OwnWidget {
  const line = make('p', 'own-echo');
  (input.closest('.input-group') ?? input).after(line);
  const show = () => {
    line.textContent = say(input.value);
  };
  input.addEventListener('input', show);
  return { show };
}

function upperCase(input: HTMLInputElement): void {
  const { selectionStart, selectionEnd } = input;
  const upper = input.value.toUpperCase();
  if (upper === input.value) return;
  input.value = upper;
  input.setSelectionRange(selectionStart, selectionEnd);
}

/** A fact is text, never an input; without one nothing is asked. */
function showFact(field: InputInstance, input: HTMLInputElement): OwnWidget {
  const card = make('output', 'own-fact');
  input.type = 'hidden';
  const group = input.closest<HTMLElement>('.input-group');
  if (group) group.hidden = true;
  (group ?? input).after(card);
  const unit = typeof field.component.suffix === 'string' ? ` ${field.component.suffix}` : '';
  return {
    show: (value) => {
      card.classList.toggle('is-empty', value === '');
      card.textContent =
        value === '' ? wordOf(field, 'factMissing') : `${factText(field.component, value)}${unit}`;
    },
  };
}
