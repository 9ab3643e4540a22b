import { capitalYuan, editableMoney, groupYuan, parseMoney } from '~/forms/components/money';
import type { FormComponent } from '~/forms/definition/form-definition';

import type { FormioGlobal } from './formio-types';
import { classOf, type InputInfo } from './own-formio.client';
import { echo, type OwnWidget } from './own-text.client';

const unitOf = ({ entryUnit }: FormComponent) => (entryUnit === 'wan' ? 'wan' : 'yuan');

/**
 * form.io's amount as people write amounts: in yuan or 万元, with or without commas, said again in capital figures. The
 * value is yuan, exactly; what can't be read stays as it was typed, and the check says so.
 */
export function ownMoney(formio: FormioGlobal) {
  const Text = classOf(formio, 'textfield');
  const currency = classOf(formio, 'currency');
  return class OwnMoney extends Text {
    static override schema(...extend: unknown[]): FormComponent {
      return Text.schema(
        { label: 'Amount', key: 'amount', type: 'currency', inputMode: 'decimal' },
        ...extend,
      );
    }

    static override get builderInfo() {
      return { ...currency.builderInfo, schema: OwnMoney.schema() };
    }

    echoes: OwnWidget[] = [];

    /** Drawn, never written into the definition: the unit is the entry's, while what is stored is yuan. */
    override get suffix(): string {
      return unitOf(this.component) === 'wan' ? '万元' : '元';
    }

    override get prefix(): string {
      return '';
    }

    override get inputInfo(): InputInfo {
      const info = super.inputInfo;
      return { ...info, attr: { ...info.attr, inputmode: 'decimal' } };
    }

    override formatValue(value: unknown): string {
      return editableMoney(value, unitOf(this.component));
    }

    override getValueAt(index: number): unknown {
      const typed = super.getValueAt(index);
      if (typeof typed !== 'string' || typed.trim() === '') return '';
      return parseMoney(typed, unitOf(this.component)) ?? typed;
    }

    override setValueAt(index: number, value: unknown, flags?: Record<string, unknown>): void {
      super.setValueAt(index, this.formatValue(value), flags);
      this.echoes?.[index]?.show('');
    }

    override attachElement(input: HTMLInputElement, index: number): Promise<unknown> {
      const done = super.attachElement(input, index);
      const unit = unitOf(this.component);
      this.echoes = this.echoes ?? [];
      this.echoes[index] = echo(input, (text) => {
        const yuan = parseMoney(text, unit);
        if (yuan === null) return '';
        return unit === 'wan' ? `${capitalYuan(yuan)}（${groupYuan(yuan)} 元）` : (capitalYuan(yuan) ?? '');
      });
      this.echoes[index]?.show('');
      input.addEventListener('blur', () => {
        const yuan = parseMoney(input.value, unit);
        if (yuan !== null) input.value = editableMoney(yuan, unit);
      });
      return done;
    }
  };
}
