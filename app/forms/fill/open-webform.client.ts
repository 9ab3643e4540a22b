import { kindProblem, type KindProblem } from '~/forms/components/check-kind';
import { kindOf } from '~/forms/components/component-kind';
import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import type { Provenance } from '~/forms/prefill/field-provenance';
import type { CertificateState } from '~/forms/prefill/fill-certificate';

import { explainProblem, saysMore } from '../explain-problem';
import type { FormioError, FormioInstance, FormioWebform, UploadFile } from '../formio-types';
import { formioWords } from '../formio-words';
import { loadFormio, type Explain } from '../load-formio.client';
import type { Translate } from '../palette/palette-items';
import { isAnswered, valueAt } from '../prefill-meter';
import { firstByPath, type FillProblem } from './fill-problem';
import { markField, type Marks } from './mark-field.client';

export interface WebformToOpen {
  definition: FormDefinition;
  data: Record<string, unknown>;
  provenance: Provenance;
  returned?: Record<string, string>;
  /** Of file fields that a certificate can stand for: what the firm holds. */
  certificates?: Record<string, CertificateState>;
  /** What else the marks under the fields show and do. */
  marks?: Pick<Marks, 'disputes' | 'onDispute' | 'earlierFiles' | 'onTakeFile'>;
  locale: string;
  t: Translate;
  readOnly?: boolean;
  upload?: UploadFile;
  /** Where the empty table of a file field is downloaded, by the field's key. */
  templateHref?: (key: string) => string;
  /** form.io drew a section: the place in it where the page puts rows of its own. */
  onSlot?: (name: string, element: HTMLElement) => void;
  /** form.io drew a component anew. */
  onDraw?: () => void;
}

/** An open form as the page works with it. */
export interface OpenWebform {
  webform: FormioWebform;
  data(): Record<string, unknown>;
  /** Puts other data into the fields; resolves when they show it. */
  put(data: Record<string, unknown>): Promise<void>;
  /** What is not finished; with `show` the messages appear at the fields. */
  problems(show?: boolean): FillProblem[];
  /** Shows or clears the messages of the fields that were left, and of no others. */
  showTouched(problems: readonly FillProblem[]): void;
  /** Puts the server's sentences at the fields. */
  showErrors(errors: Record<string, string>): void;
  focus(path: string): void;
  /** Puts values into fields, as if they were typed; undefined empties one. */
  setValues(values: Record<string, unknown>): void;
  /** Draws the marks under a field anew, after what they show has changed. */
  remark(path: string): void;
  /** From now on these fields show their messages, as if they had been left. */
  touch(paths: readonly string[]): void;
  hiddenPaths(paths: readonly string[]): string[];
  close(): void;
}

/** Draws a form by form.io, with our words, our messages and the sources of the values. */
export async function openWebform(element: HTMLElement, form: WebformToOpen): Promise<OpenWebform> {
  const formio = await loadFormio();
  const { definition, provenance, locale, t } = form;
  const explain: Explain = (component, error) => {
    const rule = error.ruleName ?? error.errorKeyOrMessage ?? '';
    const ofKind = kindOf(component) === 'money' ? kindProblem(component, error.context?.value) : null;
    if (ofKind) return kindSentence(component, ofKind, t);
    const problem = explainProblem(component, error.context?.value, { rule, context: error.context ?? {} });
    const own = component.validate?.customMessage;
    if (typeof own === 'string' && own !== '' && !(problem && saysMore(problem))) return own;
    return problem && t(problem.key, problem.params);
  };
  const mark = (drawn: HTMLElement, instance: FormioInstance) =>
    markField(drawn, instance, {
      ...form.marks,
      provenance,
      returned: form.returned ?? {},
      certificates: form.certificates ?? {},
      t,
    });
  const webform = await formio.createForm(element, structuredClone(definition), {
    language: locale,
    i18n: { [locale]: formioWords(locale) },
    noAlerts: true,
    sanitize: true,
    readOnly: form.readOnly ?? false,
    explain,
    upload: form.upload,
    templateHref: form.templateHref,
    hooks: {
      attachComponent: (drawn: HTMLElement, instance: FormioInstance) => {
        drawn.dataset.question = instance.path;
        form.onDraw?.();
        if (provenance[instance.path]?.locked) lockField(drawn, instance);
        mark(drawn, instance);
        drawn
          .querySelectorAll<HTMLElement>('[data-slot]')
          .forEach((slot) => form.onSlot?.(slot.dataset.slot ?? '', slot));
        return drawn;
      },
    },
  });
  // form.io reports a refused file by a rejected promise too; the file's row says it, so nothing is left to do.
  webform.on('fileUploadingEnd', (upload: Promise<unknown>) => void upload.catch(() => undefined));
  const touched = new Set<string>();
  webform.on('blur', (field: FormioInstance) => {
    if (field?.path) touched.add(field.path);
  });
  await webform.setSubmission({ data: structuredClone(form.data) });
  return {
    webform,
    data: () => structuredClone(webform.submission.data),
    put: (data) => webform.setSubmission({ data: structuredClone(data) }, { noDefault: true }),
    problems: (show = false) =>
      firstByPath([
        ...webform
          .validate(webform.submission.data, { dirty: show, silentCheck: !show })
          .map((error) => toProblem(error, webform.submission.data)),
        ...kindProblems(webform, t, show),
      ]),
    showTouched: (problems) => {
      const messages = new Map(problems.map(({ path, message }) => [path, message]));
      for (const path of touched) {
        const message = messages.get(path);
        webform.getComponent(path)?.setCustomValidity(message ? [{ level: 'error', message }] : '', true);
      }
    },
    showErrors: (errors) => {
      for (const [path, message] of Object.entries(errors)) {
        webform.getComponent(path)?.setCustomValidity([{ level: 'error', message }], true);
      }
    },
    focus: (path) => focusField(webform, path),
    setValues: (values) => {
      for (const [path, value] of Object.entries(values)) {
        const field = webform.getComponent(path);
        field?.setValue(value === undefined ? field.emptyValue : structuredClone(value), { modified: true });
      }
    },
    remark: (path) => {
      const field = webform.getComponent(path);
      if (field?.element) mark(field.element, field);
    },
    touch: (paths) => paths.forEach((path) => touched.add(path)),
    hiddenPaths: (paths) =>
      paths.filter((path) => webform.getComponent(path)?.conditionallyVisible() === false),
    close: () => webform.destroy(true),
  };
}

/** form.io reads `disabled` when it draws a field; a row of a table is drawn before it is known which row it is. */
function lockField(drawn: HTMLElement, instance: FormioInstance): void {
  instance.disabled = true;
  for (const control of drawn.querySelectorAll<HTMLInputElement>('input, select, textarea, button'))
    control.disabled = true;
}

/** What is wrong with our own components: form.io's rules know nothing of check characters. */
function kindProblems(webform: FormioWebform, t: Translate, show: boolean): FillProblem[] {
  const found: FillProblem[] = [];
  webform.everyComponent((instance) => {
    const { component, dataValue, path } = instance;
    if (!instance.visible) return;
    const open = kindOf(component) === 'commitment' && dataValue !== true;
    const problem = open ? { code: 'commitment-open', params: {} } : kindProblem(component, dataValue);
    if (!problem) return;
    const message = kindSentence(component, problem, t);
    if (show) instance.setCustomValidity([{ level: 'error', message }], true);
    found.push({
      path,
      label: component.label ?? path,
      message,
      isEmpty: !isAnswered(dataValue),
      isPromise: component.type === 'checkbox',
    });
  });
  return found;
}

function kindSentence(component: FormComponent, { code, params }: KindProblem, t: Translate): string {
  return t(`forms.check.${code}`, { label: component.label ?? component.key, ...params });
}

function toProblem(error: FormioError, data: Record<string, unknown>): FillProblem {
  const path = error.context?.path ?? error.path ?? error.component?.key ?? '';
  return {
    path,
    label: error.component?.label ?? error.context?.label ?? path,
    message: error.message,
    isEmpty: !isAnswered(valueAt(data, path)),
    isPromise: error.component?.type === 'checkbox',
  };
}

function focusField(webform: FormioWebform, path: string): void {
  const field = webform.getComponent(path) ?? webform.getComponent(path.replace(/\[\d+\].*$/, ''));
  const element = field?.element;
  if (!element) return;
  element.scrollIntoView({ block: 'center' });
  const control = element.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select, button');
  control?.focus({ preventScroll: true });
}
