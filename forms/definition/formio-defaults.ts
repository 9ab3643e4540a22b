import { canonicalJson } from './data-path';

/**
 * What form.io's builder (5.6) writes by itself into a field that somebody opened, by property: its types' own
 * `schema()`. It says nothing that the designer decided, so it is neither kept nor counted as a change.
 */
const written: Record<string, readonly unknown[]> = {
  inputType: ['text', 'email', 'tel', 'checkbox', 'radio'],
  inputMode: ['decimal'],
  tableView: [true, false],
  widget: [{ type: 'input' }],
  wysiwyg: [false],
  fixedSize: [true],
  kickbox: [{ enabled: false }],
  authenticate: [false],
  ignoreCache: [false],
  template: ['<span>{{ item.label }}</span>'],
  fieldSet: [false],
  idPath: ['id'],
  clearOnRefresh: [false],
  limit: [100],
  lazyLoad: [true, false],
  searchDebounce: [0.3],
  minSearch: [0],
  readOnlyValue: [false],
  selectThreshold: [0.3],
  uniqueOptions: [false],
  fuseOptions: [{ include: 'score', threshold: 0.3 }],
  useExactSearch: [false],
  useLocaleSettings: [false],
  allowInput: [true],
  enableDate: [true],
  displayInTimezone: ['viewer'],
  datepickerMode: ['day'],
  image: [false],
  privateDownload: [false],
  imageSize: ['200'],
  fileMinSize: ['0KB'],
  uploadOnly: [false],
  tree: [true, false],
  disableAddingRemovingRows: [false],
  theme: ['default'],
  breadcrumb: ['default'],
  autoAdjust: [false],
};
const writtenRules: Record<string, unknown> = {
  required: false,
  customPrivate: false,
  strictDateValidation: false,
  multiple: false,
  unique: false,
  onlyAvailableItems: false,
  step: 'any',
};

/** Whether a property only holds what form.io writes into every field of its type. */
export function isFormioDefault(name: string, value: unknown): boolean {
  return (written[name] ?? []).some((each) => canonicalJson(each) === canonicalJson(value));
}

/** Whether a rule of `validate` is form.io's own default. */
export function isFormioDefaultRule(name: string, value: unknown): boolean {
  return name in writtenRules && writtenRules[name] === value;
}
