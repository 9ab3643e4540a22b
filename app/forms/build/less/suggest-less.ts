import { fillingSeconds } from '~/forms/definition/filling-time';
import type { FormComponent, FormDefinition, PrefillBinding } from '~/forms/definition/form-definition';
import { walkFields } from '~/forms/definition/walk-fields';

import { plainName, suggestBindings } from '../suggest-bindings';
import type { CatalogueFact } from './catalogue-fact';

/** A field of another form of the department, which firms have filled in there. */
export interface EarlierField {
  /** Address of the form. */
  form: string;
  title: string;
  field: string;
  label: string;
  type: string;
}

/** A field that firms fill in although the value is held: by a department, as a certificate, or in an earlier form. */
export interface LessSuggestion {
  key: string;
  label: string;
  by: 'fact' | 'certificate' | 'earlier';
  binding: PrefillBinding;
  /** The fact's or the field's name, and whose it is. */
  what: string;
  source: string;
  /** Seconds saved a filing. */
  seconds: number;
}

export interface LessAnalysis {
  suggestions: LessSuggestion[];
  /** Fields that are asked at all, and those of them filled in advance. */
  fields: number;
  bound: { key: string; label: string; source: string }[];
  /** Seconds a filing: with nothing filled in advance, as it is, and with all suggestions taken. */
  seconds: { bare: number; now: number; then: number };
}

/** 少填分析: what a form asks that is held already, and what that costs a firm. Pure. */
export function analyseLess(
  definition: FormDefinition,
  facts: readonly CatalogueFact[],
  earlier: readonly EarlierField[],
): LessAnalysis {
  const fields = walkFields(definition.components).filter(
    ({ component, inGrid }) => !inGrid && fillingSeconds(component, false) > 0,
  );
  const suggestions: LessSuggestion[] = [];
  const byFact = new Map(suggestBindings(definition, facts).map((one) => [one.key, one.fact]));
  for (const { component, label } of fields) {
    if (isBound(component)) continue;
    const found =
      factBinding(byFact.get(component.key)) ??
      certificateBinding(component, label, facts) ??
      earlierBinding(component, label, earlier);
    if (found) suggestions.push({ key: component.key, label, seconds: savedBy(component), ...found });
  }
  const now = sum(fields.map(({ component }) => fillingSeconds(component, isBound(component))));
  return {
    suggestions,
    fields: fields.length,
    bound: fields
      .filter(({ component }) => isBound(component))
      .map(({ component, label }) => ({
        key: component.key,
        label,
        source: facts.find(({ key }) => key === component.prefill?.fact)?.source ?? '',
      })),
    seconds: {
      bare: sum(fields.map(({ component }) => fillingSeconds(component, false))),
      now,
      then: now - sum(suggestions.map(({ seconds }) => seconds)),
    },
  };
}

/** Whether something fills the field in advance. */
export function isBound({ prefill }: FormComponent): boolean {
  return Boolean(prefill?.fact || prefill?.certificate || prefill?.earlier || prefill?.rows);
}

type Found = Pick<LessSuggestion, 'by' | 'binding' | 'what' | 'source'>;

function factBinding(fact: { key: string; label: string; source: string } | undefined): Found | null {
  return fact === undefined
    ? null
    : {
        by: 'fact',
        binding: { fact: fact.key, period: 'latest', locked: true },
        what: fact.label,
        source: fact.source,
      };
}

/** 高新技术企业证书 is spared by the certificate behind 有效期内的高新技术企业. */
function certificateBinding(
  component: FormComponent,
  label: string,
  facts: readonly CatalogueFact[],
): Found | null {
  if (component.type !== 'file') return null;
  const name = certificateName(label);
  const fact = facts.find((one) => {
    const stem = certificateName(one.label);
    return one.isCertificate && stem.length >= 4 && name.includes(stem);
  });
  return fact
    ? {
        by: 'certificate',
        binding: { certificate: fact.key },
        what: fact.label,
        source: fact.source,
      }
    : null;
}

function earlierBinding(
  component: FormComponent,
  label: string,
  earlier: readonly EarlierField[],
): Found | null {
  if (component.type === 'file' || component.type === 'checkbox') return null;
  const name = plainName(label);
  if (name.length < 2) return null;
  const found = earlier.find((one) => one.type === component.type && plainName(one.label) === name);
  return found
    ? {
        by: 'earlier',
        binding: { earlier: { form: found.form, field: found.field } },
        what: found.label,
        source: found.title,
      }
    : null;
}

function certificateName(label: string): string {
  return plainName(label).replace(/有效期内的|资格|证书|认定|证明|材料|扫描件|复印件|文件/g, '');
}

function savedBy(component: FormComponent): number {
  return fillingSeconds(component, false) - fillingSeconds(component, true);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
