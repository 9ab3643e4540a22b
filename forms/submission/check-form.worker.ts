import { checkForm, type CheckedForm } from './check-form';
import type { CheckTask } from './form-checker.server';

/** The entry of a checker thread: JSON in, JSON out. */
export default function work({ form, begun }: CheckTask): CheckedForm {
  begun.postMessage('begun');
  begun.close();
  return checkForm(form);
}
