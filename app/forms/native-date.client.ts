import type { FormComponent } from '~/forms/definition/form-definition';

import type { FormioGlobal } from './formio-types';

interface InputInfo {
  attr: Record<string, unknown>;
}

/**
 * form.io's date field as the browser's own date input: no calendar script from elsewhere, and the value is the ISO
 * date itself (2026-11-20), the same as a fact's.
 */
export function nativeDate({ Components }: FormioGlobal) {
  const { textfield, datetime } = Components.components;
  if (!textfield || !datetime) throw new Error('form.io has no text field');
  class NativeDate extends textfield {
    static override schema(...extend: unknown[]): FormComponent {
      return textfield!.schema(
        { label: 'Date', key: 'date', type: 'datetime', enableTime: false },
        ...extend,
      );
    }

    static override get builderInfo() {
      return { ...datetime!.builderInfo, schema: NativeDate.schema() };
    }

    constructor(component: FormComponent, ...rest: unknown[]) {
      // Earlier definitions ask for form.io's calendar, which would be fetched from elsewhere.
      if (component) delete component.widget;
      super(component, ...rest);
    }

    /** Instants of earlier forms (2026-11-20T00:00:00+08:00) are shown as their date. */
    normalizeValue(value: unknown): unknown {
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) ? value.slice(0, 10) : value;
    }
  }
  const inherited = Object.getOwnPropertyDescriptor(textfield.prototype, 'inputInfo');
  Object.defineProperty(NativeDate.prototype, 'inputInfo', {
    get(this: unknown): InputInfo {
      const info = inherited?.get?.call(this) as InputInfo;
      info.attr.type = 'date';
      info.attr.max = '9999-12-31';
      return info;
    },
  });
  return NativeDate;
}
