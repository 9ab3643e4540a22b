import scriptUrl from '@formio/js/dist/formio.full.min.js?url';

import type { FormComponent } from '~/forms/definition/form-definition';

import { commitmentText, formioTemplates, withoutRequiredGroup } from './formio-templates';
import type { FormioGlobal, FormioInstance } from './formio-types';
import { nativeDate } from './native-date.client';
import { ownFile } from './own-file.client';
import { ownMoney } from './own-money.client';
import { ownSignature } from './own-signature.client';
import { ownTable } from './own-table.client';
import { ownText } from './own-text.client';

declare global {
  interface Window {
    Formio?: FormioGlobal;
  }
}

let loading: Promise<FormioGlobal> | null = null;

/**
 * form.io in the browser, loaded once and only where a form is shown. It never evaluates text as code (`noeval`), so
 * it runs under a policy without unsafe-eval, and it never fetches from elsewhere.
 */
export function loadFormio(): Promise<FormioGlobal> {
  loading ??= addScript().then(configure);
  return loading;
}

function addScript(): Promise<FormioGlobal> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = scriptUrl;
    script.addEventListener('load', () => {
      if (window.Formio) resolve(window.Formio);
      else reject(new Error('form.io did not start'));
    });
    script.addEventListener('error', () => {
      loading = null;
      script.remove();
      reject(new Error('form.io could not be loaded'));
    });
    document.head.append(script);
  });
}

function configure(formio: FormioGlobal): FormioGlobal {
  formio.Evaluator.noeval = true;
  const here = window.location.origin;
  formio.setBaseUrl(`${here}/formio`);
  formio.setProjectUrl(`${here}/formio`);
  formio.cdn.setBaseUrl(`${here}/formio-assets`);
  // The builder asks form.io's server for a project's settings; there is no such project here.
  formio.prototype.loadProject = () => Promise.resolve(null);
  const templates = formio.Templates.current;
  for (const [name, form] of Object.entries(formioTemplates)) {
    templates[name] = { ...templates[name], form };
  }
  muteEnglishCounts(templates);
  sayCommitments(templates);
  requireNoGroup(templates);
  const { components } = formio.Components;
  formio.use({
    components: {
      datetime: nativeDate(formio),
      file: ownFile(formio),
      currency: ownMoney(formio),
      signature: ownSignature(formio),
      datagrid: ownTable(formio),
      textfield: ownText(formio),
    },
  });
  explainInOurWords(components);
  return formio;
}

/**
 * form.io tells screen readers the limits of a text in English whatever the language is; descriptions and our messages
 * say them already.
 */
function muteEnglishCounts(templates: FormioGlobal['Templates']['current']): void {
  const input = templates.input;
  const form = input?.form;
  if (!form) return;
  templates.input = {
    ...input,
    form: (context) => form(context).replace(/<span[^>]*ref="announceMessage"[^>]*><\/span>/, ''),
  };
}

/** What is committed to stands above its tick. */
function sayCommitments(templates: FormioGlobal['Templates']['current']): void {
  const checkbox = templates.checkbox;
  const form = checkbox?.form;
  if (!form) return;
  templates.checkbox = { ...checkbox, form: (context) => `${commitmentText(context)}${form(context)}` };
}

/** Only a group of radios may be required; screen readers are told so of nothing else. */
function requireNoGroup(templates: FormioGlobal['Templates']['current']): void {
  const radio = templates.radio;
  const form = radio?.form;
  if (!form) return;
  templates.radio = { ...radio, form: (context) => withoutRequiredGroup(form(context)) };
}

/** Every message passes through `options.explain`, which says what would be right. */
function explainInOurWords(components: FormioGlobal['Components']['components']): void {
  const base = components.component?.prototype as
    { interpolateErrors(this: FormioInstance, errors: RawError[]): RawError[] } | undefined;
  if (!base) return;
  // Called with the field as `this` below.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const original = base.interpolateErrors;
  base.interpolateErrors = function explained(this: FormioInstance, errors) {
    const explain = this.options.explain as Explain | undefined;
    return original.call(this, errors).map((error) => {
      const sentence = explain?.(error.component ?? this.component, error);
      return sentence ? { ...error, message: sentence } : error;
    });
  };
}

/** A failed rule as form.io reports it. */
export interface RawError {
  message: string;
  ruleName?: string;
  errorKeyOrMessage?: string;
  component?: FormComponent;
  context?: Record<string, unknown>;
}

export type Explain = (component: FormComponent, error: RawError) => string | null;
