import { restoreConditionals } from './compile-conditionals';
import { compareField } from './compare-field';
import type { FormComponent, FormDefinition, FormField } from './form-definition';
import { cityTime, noTerms, type FormTerms } from './form-terms';
import { childrenOf, contentTypes, labelOf, walkFields } from './walk-fields';

/**
 * One difference between two versions, as a person would tell it: `t('forms.change.' + code, {label, ...params})`.
 * `look`: whoever began on the older version must look at the field (when `unless` doesn't hold for what was typed).
 */
export interface FormChange {
  code: string;
  /** The field's path; empty for what concerns the whole form. */
  path: string;
  label: string;
  params: Record<string, string | number>;
  effect: 'none' | 'look';
  /** What makes it harmless in a draft: the field is empty, is filled, or none of these choices is taken. */
  unless?: 'empty' | 'filled' | { notChosen: string[] };
}

/** A version as it is compared. */
export interface ComparedVersion {
  title: string;
  definition: FormDefinition;
  terms?: FormTerms;
}

/** What changes from one version to the next, in the newer form's order; what went comes last. */
export function compareFormVersions(older: ComparedVersion, newer: ComparedVersion): FormChange[] {
  const [before, after] = [older, newer].map(({ definition }) => fieldsOf(definition)) as [Fields, Fields];
  const moved = movedPaths([...before.keys()], [...after.keys()]);
  const changes = [...after].flatMap(([path, field]) => {
    const old = before.get(path);
    if (!old) return [addedField(field)];
    const place = moved.has(path) || sectionOf(old) !== sectionOf(field) ? [movedField(field)] : [];
    return [...place, ...compareField(path, old.component, field.component)];
  });
  const gone = [...before.values()].filter(({ path }) => !after.has(path));
  return [
    ...compareWhole(older, newer),
    ...changes,
    ...gone.map(({ path, label }): FormChange => ({
      ...{ code: 'removed', path, label, params: {}, effect: 'look', unless: 'empty' },
    })),
    ...compareTexts(older.definition, newer.definition),
  ];
}

type Fields = Map<string, FormField>;

function fieldsOf(definition: FormDefinition): Fields {
  return new Map(walkFields(restoreConditionals(definition).components).map((field) => [field.path, field]));
}

function sectionOf({ sections }: FormField): string {
  return sections.join(' / ');
}

function addedField(field: FormField): FormChange {
  const { path, label, component } = field;
  const section = sectionOf(field);
  const code = component.validate?.required === true ? 'added-required' : 'added-optional';
  return {
    code: section === '' ? code : `${code}-in`,
    ...{ path, label, params: section === '' ? {} : { section } },
    effect: code === 'added-required' ? 'look' : 'none',
  };
}

function movedField(field: FormField): FormChange {
  const section = sectionOf(field);
  const { path, label } = field;
  return section === ''
    ? { code: 'moved', path, label, params: {}, effect: 'none' }
    : { code: 'moved-to', path, label, params: { section }, effect: 'none' };
}

/** The fewest paths that must move to bring one order into the other: all that aren't in the longest common order. */
function movedPaths(before: readonly string[], after: readonly string[]): Set<string> {
  const place = new Map(before.map((path, index) => [path, index]));
  const common = after.filter((path) => place.has(path));
  const ends: number[] = [];
  const previous: number[] = [];
  common.forEach((path, index) => {
    const at = place.get(path) ?? 0;
    let length = ends.findIndex((end) => (place.get(common[end] ?? '') ?? 0) >= at);
    if (length < 0) length = ends.length;
    previous[index] = length > 0 ? (ends[length - 1] ?? -1) : -1;
    ends[length] = index;
  });
  const stays = new Set<string>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) stays.add(common[at] ?? '');
  return new Set(common.filter((path) => !stays.has(path)));
}

function compareWhole(older: ComparedVersion, newer: ComparedVersion): FormChange[] {
  const whole = (code: string, from: string | number, to: string | number): FormChange[] =>
    from === to ? [] : [{ code, path: '', label: '', params: { from, to }, effect: 'none' }];
  const [was, is] = [older.definition, newer.definition];
  const days = ({ settings }: FormDefinition) => Number(settings?.reviewWorkDays ?? 5);
  const [before, after] = [older.terms ?? noTerms, newer.terms ?? noTerms];
  const time = (instant: string | null) => (instant === null ? '—' : cityTime(instant).replace('T', ' '));
  return [
    ...whole('title', older.title, newer.title),
    ...((was.display ?? 'form') === (is.display ?? 'form')
      ? []
      : whole(is.display === 'wizard' ? 'as-pages' : 'as-one', '', ' ')),
    ...whole('review-days', days(was), days(is)),
    ...whole('opens', time(before.opensAt), time(after.opensAt)),
    ...whole('closes', time(before.closesAt), time(after.closesAt)),
    ...whole('most-in-all', before.mostInAll ?? '—', after.mostInAll ?? '—'),
    ...whole('most-per-firm', before.mostPerFirm ?? '—', after.mostPerFirm ?? '—'),
  ];
}

/** Texts between the fields and headings: what they say, not where they stand. */
function compareTexts(older: FormDefinition, newer: FormDefinition): FormChange[] {
  const [before, after] = [textsOf(older), textsOf(newer)];
  const change = (code: string, label: string, from: string, to: string): FormChange => ({
    ...{ code, path: '', label, params: { from, to }, effect: 'none' },
  });
  return [
    ...[...after].flatMap(([key, text]) => {
      const old = before.get(key);
      if (old === undefined) return text === '' ? [] : [change('text-added', text, '', text)];
      return old === text ? [] : [change('text-changed', text, old, text)];
    }),
    ...[...before].flatMap(([key, text]) =>
      after.has(key) || text === '' ? [] : [change('text-removed', text, text, '')],
    ),
  ];
}

function textsOf({ components }: FormDefinition): Map<string, string> {
  const texts = new Map<string, string>();
  const visit = (component: FormComponent) => {
    const said = contentTypes.has(component.type)
      ? component.type === 'button'
        ? labelOf(component)
        : (component.html ?? component.content)
      : (component.title ?? component.legend);
    if (typeof said === 'string') texts.set(`${component.type} ${component.key}`, plain(said));
    for (const child of childrenOf(component)) visit(child.component);
  };
  components.forEach(visit);
  return texts;
}

function plain(html: string): string {
  const text = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
