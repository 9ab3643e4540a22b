import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';

/** The parts of form.io's browser objects that the pages use; form.io ships no types for its built file. */
export interface FormioInstance {
  id: string;
  key: string;
  path: string;
  type: string;
  component: FormComponent;
  element: HTMLElement | null;
  parent: FormioInstance | null;
  root: FormioWebform;
  visible: boolean;
  dataValue: unknown;
  emptyValue: unknown;
  disabled: boolean;
  setValue(value: unknown, flags?: Record<string, unknown>): boolean;
  options: FormioOptions;
  conditionallyVisible(): boolean;
  setCustomValidity(messages: { level: string; message: string }[] | string, dirty?: boolean): void;
  focus(): void;
}

/** What form.io says is wrong with a field. */
export interface FormioError {
  path?: string;
  message: string;
  ruleName?: string;
  errorKeyOrMessage?: string;
  component?: FormComponent;
  context?: { path?: string; key?: string; label?: string; value?: unknown; [name: string]: unknown };
}

export interface FormioChange {
  changed?: {
    component: FormComponent;
    instance: FormioInstance;
    value: unknown;
    flags?: Record<string, unknown>;
  };
  data: Record<string, unknown>;
}

export interface FormioOptions {
  language?: string;
  i18n?: Record<string, Record<string, string>>;
  readOnly?: boolean;
  noAlerts?: boolean;
  sanitize?: boolean;
  hooks?: Record<string, (...parts: never[]) => unknown>;
  upload?: UploadFile;
  [name: string]: unknown;
}

export interface FormioWebform extends FormioInstance {
  data: Record<string, unknown>;
  submission: { data: Record<string, unknown> };
  form: FormDefinition;
  ready: Promise<unknown>;
  on(event: 'change', listener: (change: FormioChange, flags?: { modified?: boolean }) => void): void;
  on(event: string, listener: (...parts: never[]) => void): void;
  setSubmission(
    submission: { data: Record<string, unknown> },
    flags?: Record<string, unknown>,
  ): Promise<void>;
  validate(data: Record<string, unknown> | null, flags: Record<string, unknown>): FormioError[];
  everyComponent(visit: (instance: FormioInstance) => void | false): void;
  getComponent(path: string): FormioInstance | undefined;
  redraw(): Promise<void>;
  destroy(all?: boolean): void;
}

export interface FormioBuilder {
  instance: FormioBuilderInstance;
  ready: Promise<unknown>;
  destroy(all?: boolean): void;
}

export interface FormioBuilderInstance {
  form: FormDefinition;
  schema: FormDefinition;
  webform: FormioWebform;
  setForm(form: FormDefinition): Promise<FormDefinition>;
  rebuild(): Promise<void>;
  on(event: string, listener: (...parts: never[]) => void): void;
  removeComponent(
    schema: FormComponent,
    parent: HTMLElement,
    original: FormComponent,
    instance: FormioInstance,
  ): boolean;
}

/** One file on its way up: the progress in per cent, and how to stop it. */
export type UploadFile = (
  file: { path: string; name: string; content: File },
  progress: (event: ProgressEvent) => void,
  onAbort: (abort: () => void) => void,
) => Promise<Record<string, unknown>>;

type ComponentClass = new (...parts: unknown[]) => FormioInstance;

/** `window.Formio` of the built file. */
export interface FormioGlobal {
  createForm(element: HTMLElement, form: FormDefinition, options: FormioOptions): Promise<FormioWebform>;
  builder(element: HTMLElement, form: FormDefinition, options: FormioOptions): Promise<FormioBuilderInstance>;
  setBaseUrl(url: string): void;
  setProjectUrl(url: string): void;
  cdn: { setBaseUrl(url: string): void };
  prototype: { loadProject: () => Promise<null> };
  use(plugin: Record<string, unknown>): void;
  Evaluator: { noeval: boolean };
  Templates: { current: Record<string, Record<string, (context: never) => string>> };
  Components: {
    components: Record<
      string,
      ComponentClass & {
        schema(...extend: unknown[]): FormComponent;
        builderInfo?: Record<string, unknown>;
        editForm?: (...overrides: unknown[]) => FormDefinition;
      }
    >;
  };
}
