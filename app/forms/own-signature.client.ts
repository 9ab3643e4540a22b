import type { FormComponent } from '~/forms/definition/form-definition';

import type { FormioGlobal } from './formio-types';
import { classOf, make, putValue, type InputInstance, wordOf } from './own-formio.client';
import type { OwnWidget } from './own-text.client';

const size = { width: 600, height: 180 };

/** A signature drawn by finger, pen or mouse, or typed: whoever can't draw signs with the name. */
export function ownSignature(formio: FormioGlobal) {
  const Text = classOf(formio, 'textfield');
  const original = classOf(formio, 'signature');
  return class OwnSignature extends Text {
    static override schema(...extend: unknown[]): FormComponent {
      return Text.schema({ label: 'Signature', key: 'signature', type: 'signature' }, ...extend);
    }

    static override get builderInfo() {
      return { ...original.builderInfo, schema: OwnSignature.schema() };
    }

    pad: OwnWidget | null = null;

    override attachElement(input: HTMLInputElement, index: number): Promise<unknown> {
      const done = super.attachElement(input, index);
      this.pad = attachPad(this, input);
      this.pad.show(input.value);
      return done;
    }

    override setValueAt(index: number, value: unknown, flags?: Record<string, unknown>): void {
      super.setValueAt(index, value, flags);
      this.pad?.show(typeof value === 'string' ? value : '');
    }
  };
}

function attachPad(field: InputInstance, input: HTMLInputElement): OwnWidget {
  const label = field.component.label ?? '';
  const box = make('div', 'own-sign');
  const canvas = make('canvas', 'own-sign-pad');
  Object.assign(canvas, size);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', wordOf(field, 'signHere', { label }));
  const name = make('input', 'form-control');
  name.type = 'text';
  name.id = input.id;
  name.autocomplete = 'name';
  name.placeholder = wordOf(field, 'signName');
  name.setAttribute('aria-label', `${label} ${wordOf(field, 'signName')}`);
  const clear = button(wordOf(field, 'signClear'), 'bi-eraser');
  const other = button('', 'bi-keyboard');
  const foot = make('div', 'own-sign-foot');
  foot.append(clear, other);
  input.removeAttribute('id');
  input.type = 'hidden';
  input.after(box);
  box.append(canvas, name, foot);
  let isTyped = false;
  const showWay = () => {
    canvas.hidden = isTyped;
    name.hidden = !isTyped;
    clear.hidden = isTyped;
    other.lastChild?.replaceWith(wordOf(field, isTyped ? 'signDraw' : 'signType'));
  };
  const wipe = () => {
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, size.width, size.height);
  };
  clear.addEventListener('click', () => {
    wipe();
    putValue(input, '');
  });
  other.addEventListener('click', () => {
    isTyped = !isTyped;
    showWay();
    wipe();
    name.value = '';
    putValue(input, '');
    if (isTyped) name.focus();
  });
  name.addEventListener('input', () => putValue(input, name.value));
  name.addEventListener('blur', () => input.dispatchEvent(new Event('blur')));
  if (field.disabled || field.options.readOnly) foot.hidden = true;
  else draw(canvas, () => putValue(input, canvas.toDataURL('image/png')));
  name.disabled = field.disabled;
  showWay();
  wipe();
  return {
    show: (value) => {
      if (value.startsWith('data:image/png;base64,')) {
        isTyped = false;
        const picture = new Image();
        picture.addEventListener('load', () => {
          wipe();
          canvas.getContext('2d')?.drawImage(picture, 0, 0, size.width, size.height);
        });
        picture.src = value;
      } else if (value !== '') {
        isTyped = true;
        if (name.value !== value) name.value = value;
      } else if (!isTyped) wipe();
      showWay();
    },
  };
}

/** Lines follow the pointer; a stroke that ends is a value. */
function draw(canvas: HTMLCanvasElement, onStroke: () => void): void {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  let isDown = false;
  const at = (event: PointerEvent): [number, number] => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [((event.clientX - left) / width) * size.width, ((event.clientY - top) / height) * size.height];
  };
  canvas.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    isDown = true;
    Object.assign(pen, { lineWidth: 3, lineCap: 'round', lineJoin: 'round', strokeStyle: '#111' });
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!isDown) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  const end = () => {
    if (!isDown) return;
    isDown = false;
    onStroke();
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
}

function button(text: string, icon: string): HTMLButtonElement {
  const made = make('button', 'btn btn-link btn-sm');
  made.type = 'button';
  const sign = make('i', `bi ${icon}`);
  sign.setAttribute('aria-hidden', 'true');
  made.append(sign, text === '' ? ' ' : text);
  return made;
}
