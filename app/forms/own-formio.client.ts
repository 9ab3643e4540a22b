import type { FormComponent } from '~/forms/definition/form-definition';

import type { FormioGlobal, FormioInstance } from './formio-types';

/** The parts of form.io's input classes that our own components build upon. */
export interface InputInstance extends FormioInstance {
  refs: Record<string, unknown>;
  disabled: boolean;
  prefix: unknown;
  suffix: unknown;
  inputInfo: InputInfo;
  t(key: string, params?: Record<string, unknown>): string;
  on(event: string, listener: () => void): void;
  renderElement(value: unknown, index?: number): string;
  renderTemplate(name: string, context: Record<string, unknown>, mode?: string): string;
  attachElement(input: HTMLInputElement, index: number): Promise<unknown>;
  attach(element: HTMLElement): Promise<unknown>;
  setValueAt(index: number, value: unknown, flags?: Record<string, unknown>): void;
  getValueAt(index: number): unknown;
  formatValue(value: unknown): unknown;
}

/** What form.io draws an input from. */
export interface InputInfo {
  attr: Record<string, unknown>;
  [name: string]: unknown;
}

export type InputClass = (new (...parts: unknown[]) => InputInstance) & {
  schema(...extend: unknown[]): FormComponent;
  builderInfo?: Record<string, unknown>;
};

/** One of form.io's classes, as ours extend it. */
export function classOf({ Components }: FormioGlobal, type: string): InputClass {
  const found = Components.components[type];
  if (!found) throw new Error(`form.io has no ${type}`);
  return found as unknown as InputClass;
}

/** Puts a value into form.io's own input, as if it had been typed there. */
export function putValue(input: HTMLInputElement, value: string): void {
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/** An element with its class and text. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  text?: string,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A word of form.io's table in the form's language: those of our own components stand in it, too. */
export function wordOf(field: InputInstance, key: string, params?: Record<string, unknown>): string {
  return field.t(key, params);
}
