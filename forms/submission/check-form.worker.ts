import type { FormDefinition } from '~/forms/definition/form-definition';

import { checkForm, type CheckedForm } from './check-form';
import type { CheckTask } from './form-checker.server';
import { prepareForm, type PreparedForm } from './prepare-form';

interface Known {
  definition: FormDefinition;
  prepared: PreparedForm;
}

/** Versions that this thread has checked lately: a thread's own, gone with it. */
const known = new Map<string, Known>();
const mostKnown = 20;

/**
 * The entry of a checker thread: JSON in, JSON out. A version comes once with its definition; `unknown-version` asks for
 * it, since the thread may be a new one.
 */
export default function work({ form, begun }: CheckTask): CheckedForm | 'unknown-version' {
  begun.postMessage('begun');
  begun.close();
  const { versionKey, definition, ...posted } = form;
  const ready = versionKey === undefined ? undefined : known.get(versionKey);
  if (ready) return checkForm({ ...posted, definition: ready.definition }, ready.prepared);
  if (!definition) return 'unknown-version';
  const prepared = prepareForm(definition.components);
  if (versionKey !== undefined) remember(versionKey, { definition, prepared });
  return checkForm({ ...posted, definition }, prepared);
}

function remember(versionKey: string, version: Known): void {
  const [oldest] = known.keys();
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest);
  known.set(versionKey, version);
}
