import { checkForm, type CheckedForm, type FormToCheck } from './check-form';

/** The entry of a checker thread: JSON in, JSON out. */
export default function work(form: FormToCheck): CheckedForm {
  return checkForm(form);
}
