import type { FormComponent } from '~/forms/definition/form-definition';

/** A line of text in a property form. */
export const text = (key: string, label: string, rest: Record<string, unknown> = {}): FormComponent => ({
  type: 'textfield',
  key,
  label,
  input: true,
  ...rest,
});
/** A number. */
export const number = (key: string, label: string, rest: Record<string, unknown> = {}) => ({
  ...text(key, label, rest),
  type: 'number',
});
/** A tick box. */
export const tick = (key: string, label: string, rest: Record<string, unknown> = {}) => ({
  ...text(key, label, rest),
  type: 'checkbox',
});
/** A choice out of a list. */
export const choose = (
  key: string,
  label: string,
  values: { value: string; label: string }[],
  rest: Record<string, unknown> = {},
) => ({
  ...text(key, label, rest),
  type: 'select',
  widget: 'html5',
  dataSrc: 'values',
  data: { values },
});

/** A sentence with a button that opens one of the page's dialogs (`data-ask`). */
export function askButton(what: string, about: string, label: string): FormComponent {
  return {
    type: 'content',
    key: `ask-${what}`,
    input: false,
    html: `<p class="form-text">${about}</p><button type="button" class="btn btn-outline-primary btn-sm" data-ask="${what}">${label}</button>`,
  };
}
