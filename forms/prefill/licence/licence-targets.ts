import { valueAt } from '~/forms/definition/data-path';
import type { FormComponent } from '~/forms/definition/form-definition';
import { walkFields } from '~/forms/definition/walk-fields';
import { isOpenPath } from '~/forms/submission/keep-closed';
import { isCalculated } from '~/forms/submission/own-values';
import type { LicenceKey } from '~/knowledge/documents/licence/licence-line';

import type { Provenance } from '../field-provenance';

/** A field that asks for what the licence says. */
export interface LicenceTarget {
  key: LicenceKey;
  path: string;
  label: string;
  component: FormComponent;
  /** A locked field is compared and never filled. */
  isOpen: boolean;
  current: unknown;
}

/** Facts that the licence prints, by the catalogue's keys. */
const keyOfFact: Readonly<Record<string, LicenceKey>> = {
  'credit.code': 'creditCode',
  'registration.name': 'name',
  'registration.type': 'type',
  'registration.legal-representative': 'legalRepresentative',
  'registration.capital': 'capital',
  'registration.date': 'date',
  'registration.address': 'address',
};

/** Labels of fields that are bound to no fact; whole labels alone, since 名称 may be a project's. */
const keyOfLabel: Readonly<Record<string, LicenceKey>> = {
  统一社会信用代码: 'creditCode',
  企业名称: 'name',
  单位名称: 'name',
  企业类型: 'type',
  法定代表人: 'legalRepresentative',
  法定代表人姓名: 'legalRepresentative',
  注册资本: 'capital',
  成立日期: 'date',
  营业期限: 'term',
  住所: 'address',
  注册地址: 'address',
  经营范围: 'scope',
};

const fillable: ReadonlySet<string> = new Set([
  'textfield',
  'textarea',
  'number',
  'currency',
  'datetime',
  'day',
]);

/**
 * The fields of a draft that a licence's values belong to, locked ones too. `named`: what a correction opens (empty:
 * all). Pure.
 */
export function listLicenceTargets(
  components: readonly FormComponent[],
  draft: { data: Record<string, unknown>; provenance: Provenance },
  named: readonly string[] = [],
): LicenceTarget[] {
  return walkFields(components).flatMap(({ path, component, label, inGrid }) => {
    if (inGrid || !fillable.has(component.type)) return [];
    if (component.hidden === true || component.disabled === true || isCalculated(component)) return [];
    const key = keyOf(component, label);
    if (key === null) return [];
    const isNamed = named.length === 0 || isOpenPath(path, named);
    const isOpen = isNamed && draft.provenance[path]?.locked !== true;
    return [{ key, path, label, component, isOpen, current: valueAt(draft.data, path) }];
  });
}

function keyOf(component: FormComponent, label: string): LicenceKey | null {
  const fact = component.prefill?.fact;
  if (typeof fact === 'string' && fact !== '') return keyOfFact[fact] ?? null;
  return keyOfLabel[label.trim()] ?? null;
}
