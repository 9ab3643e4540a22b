import { openCommitments } from '~/forms/components/commitment';
import { canonicalJson, valueAt } from '~/forms/definition/data-path';
import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { fieldPathOf, labelOf, walkFields } from '~/forms/definition/walk-fields';

import { certificateFilePrefix } from '~/forms/prefill/fill-certificate';

import { fileRuleProblem } from './file-rules';
import { filesOf } from './list-fields';
import { isCalculated, putOwnValues, type ServerValue } from './own-values';
import { prepareForm, type PreparedForm } from './prepare-form';
import { pruneData, type DroppedValue, type FieldError } from './prune-data';
import { dataPathsOf, runFormRules, type RuledData, type RuleError } from './run-form-rules';

/** What to check: the version that was filled and what was posted. */
export interface FormToCheck {
  /** Names a definition that never changes, such as a published version's id: a thread keeps it ready. */
  versionKey?: string;
  definition: FormDefinition;
  data: unknown;
  /** Values that the platform gives, by data path: locked ones, and those of hidden and disabled fields. */
  serverValues?: Record<string, ServerValue>;
  /** Files that belong to the draft: a file field may name no others. */
  files?: { fileId: string; name: string; mediaType: string; sizeBytes: number }[];
}

export interface CheckedForm {
  /** The data as it may be kept: known, visible and recalculated. */
  data: Record<string, unknown>;
  errors: FieldError[];
  dropped: DroppedValue[];
}

/** Codes of form.io's own rules; any other text is the designer's message. */
const ruleCodes: ReadonlySet<string> = new Set([
  'required',
  'array',
  'array_nonempty',
  'nonarray',
  'select',
  'pattern',
  'minLength',
  'maxLength',
  'minWords',
  'maxWords',
  'min',
  'max',
  'maxDate',
  'minDate',
  'maxYear',
  'minYear',
  'minSelectedCount',
  'maxSelectedCount',
  'invalid_email',
  'invalid_url',
  'invalid_date',
  'invalid_day',
  'invalidDate',
  'invalidDay',
  'invalidOption',
  'invalidValueProperty',
  'mask',
  'time',
  'number',
  'jsonLogic',
  'requiredDayEmpty',
  'requiredDayField',
  'requiredMonthField',
  'requiredYearField',
]);

/**
 * The whole check of a submission, in the order that leaves no hole: drop what the form doesn't know, put the
 * platform's own values, let conditionals and calculations come to rest, then validate with form.io's rules and our
 * own. Runs in a worker; it neither reads nor writes anything. `prepared` is the definition made ready before.
 */
export function checkForm(
  { definition, data, serverValues = {}, files = [] }: FormToCheck,
  prepared: PreparedForm = prepareForm(definition.components),
): CheckedForm {
  const { components } = definition;
  const pruned = pruneData(components, data);
  const dropped = [...pruned.dropped, ...putOwnValues(components, pruned.data, serverValues)];
  const own = { data: pruned.data, errors: pruned.errors, dropped };
  // A form with too many cells isn't worked through.
  if (pruned.errors.some(({ code }) => code === 'too-many-cells')) return own;
  const before = structuredClone(pruned.data);
  const ruled = runFormRules(prepared, pruned.data);
  if (ruled.unstable)
    return { ...own, errors: [{ path: '', label: '', code: 'rules-unstable', params: {} }] };
  const shownErrors = pruned.errors.filter(({ path }) => !ruled.hidden.includes(path));
  const errors = [
    ...shownErrors,
    ...ruled.errors.map(toFieldError),
    ...openCommitments(components, ruled.data, ruled.hidden),
    ...(prepared.hasFiles ? checkFiles(components, ruled.data, { files, serverValues }) : []),
  ];
  return {
    data: ruled.data,
    errors: oneEach(errors),
    dropped: [...dropped, ...droppedByRules(components, before, ruled)],
  };
}

function droppedByRules(
  components: readonly FormComponent[],
  before: Record<string, unknown>,
  { data: after, hidden }: Pick<RuledData, 'data' | 'hidden'>,
): DroppedValue[] {
  const calculated = new Set(
    walkFields(components)
      .filter((field) => isCalculated(field.component))
      .map(({ path }) => path),
  );
  if (calculated.size === 0 && hidden.length === 0) return [];
  return dataPathsOf(components, before).flatMap((path): DroppedValue[] => {
    const [posted, kept] = [valueAt(before, path), valueAt(after, path)];
    if (posted === undefined || posted === '' || canonicalJson(posted) === canonicalJson(kept)) return [];
    if (hidden.includes(path)) return [{ path, reason: 'hidden', posted }];
    return calculated.has(fieldPathOf(path)) ? [{ path, reason: 'calculated', posted, kept }] : [];
  });
}

function toFieldError(error: RuleError): FieldError {
  const { component, path } = error.context;
  const params: FieldError['params'] = {};
  for (const name of [
    'length',
    'min',
    'max',
    'minDate',
    'maxDate',
    'minYear',
    'maxYear',
    'minCount',
    'maxCount',
  ]) {
    const value = error.context[name];
    if (typeof value === 'string' || typeof value === 'number') params[name] = value;
  }
  const known = ruleCodes.has(error.errorKeyOrMessage);
  return {
    path,
    label: labelOf(component),
    code: known ? error.errorKeyOrMessage : error.ruleName,
    params,
    ...(!known && { message: error.errorKeyOrMessage }),
  };
}

/** form.io checks neither whose file it is nor its type nor its size. */
function checkFiles(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
  { files, serverValues }: Required<Pick<FormToCheck, 'files' | 'serverValues'>>,
): FieldError[] {
  const byId = new Map(files.map((file) => [file.fileId, file]));
  const fields = new Map(walkFields(components).map((field) => [field.path, field.component]));
  return dataPathsOf(components, data).flatMap((path) => {
    const component = fields.get(fieldPathOf(path));
    if (component?.type !== 'file') return [];
    const isOwn = serverValues[path]?.locked === true;
    return filesOf(valueAt(data, path), { certificates: true }).flatMap((named): FieldError[] => {
      // A certificate counts only where the platform itself put it.
      if (isOwn && named.fileId.startsWith(certificateFilePrefix)) return [];
      const file = byId.get(named.fileId);
      const problem = file ? fileRuleProblem(component, file) : { code: 'file-unknown', params: {} };
      return problem ? [{ path, label: labelOf(component), ...problem }] : [];
    });
  });
}

/** The first error of each field: the rest follows once that is mended. */
function oneEach(errors: readonly FieldError[]): FieldError[] {
  const seen = new Set<string>();
  return errors.filter(({ path }) => !seen.has(path) && seen.add(path));
}
