import { describe, expect, it } from 'vitest';

import type { FormioGlobal } from '~/app/forms/formio-types';
import { ownMoney } from '~/app/forms/own-money.client';
import type { FormComponent } from '~/forms/definition/form-definition';

/** What our amount builds upon of form.io's text field, which needs a browser as a whole. */
class Text {
  constructor(readonly component: FormComponent) {}

  get prefix(): unknown {
    return this.component.prefix;
  }

  get suffix(): unknown {
    return this.component.suffix;
  }

  get inputInfo() {
    return { type: 'input', attr: { class: 'form-control' } };
  }
}
const Money = ownMoney({
  Components: { components: { textfield: Text, currency: Text } },
} as unknown as FormioGlobal);

describe('an amount', () => {
  const stored = { type: 'currency', key: 'm', label: '投资额', entryUnit: 'wan' };

  it('draws the unit of its entry and leaves the definition as it is', () => {
    const component = { ...stored };
    const drawn = new Money(component);
    expect([drawn.prefix, drawn.suffix]).toEqual(['', '万元']);
    expect(drawn.inputInfo).toEqual({
      type: 'input',
      attr: { class: 'form-control', inputmode: 'decimal' },
    });
    expect(component).toEqual(stored);
  });

  it('draws no unit that was stored beside it', () => {
    const drawn = new Money({ ...stored, entryUnit: 'yuan', prefix: '￥', suffix: '万元' });
    expect([drawn.prefix, drawn.suffix]).toEqual(['', '元']);
  });
});
