import { describe, expect, test } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import { lintForm } from '~/forms/definition/lint-form';
import { walkFields } from '~/forms/definition/walk-fields';
import { readFormLibrary } from '~/forms/library/read-form-library.server';
import { prefillForm } from '~/forms/prefill/prefill-form';
import { builtInFacts, makeCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { placeObservations } from '~/knowledge/library/place-observations';
import {
  readLibraryDepartments,
  readLibraryEnterprises,
  readLibraryFactDefinitions,
  readLibraryPolicies,
} from '~/knowledge/library/read-library.server';

const today = '2026-11-22';
const forms = readFormLibrary();
const catalogue = makeCatalogue([...builtInFacts, ...readLibraryFactDefinitions()]);
const departments = readLibraryDepartments().map(({ id }) => id);

describe('the starter forms', () => {
  test('there are seven, and every policy with a form names one of them', () => {
    expect(forms.map(({ path }) => path)).toEqual([
      'appeal',
      'benchmark-visit',
      'digital-loan',
      'high-tech-award',
      'hiring-subsidy',
      'rd-subsidy',
      'tech-sme',
    ]);
    const named = [...readLibraryPolicies(today).values()].flatMap(({ formPath }) => formPath ?? []);
    expect(new Set(named)).toEqual(
      new Set(forms.map(({ path }) => path).filter((path) => path !== 'appeal')),
    );
  });

  test.each(forms.map((form) => [form.path, form] as const))(
    '%s',
    (_path, { definition, departmentId, titleEn }) => {
      expect(departments).toContain(departmentId);
      expect(titleEn).toBeTruthy();
      expect(lintForm(definition, { knownFacts: new Set(catalogue.keys()) })).toEqual([]);
      const fields = walkFields(definition.components);
      expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
      for (const { component, path, sections } of fields) {
        expect(sections, path).toHaveLength(1);
        expect(labelEn(component), path).toBeTruthy();
        if (component.description !== undefined)
          expect(component.properties, path).toHaveProperty('descriptionEn');
        if (component.validate?.required === true)
          expect(component.validate.customMessage, path).toBeTruthy();
      }
      const types = fields.map(({ component }) => component.type);
      expect(types).toContain('file');
      expect(types).toContain('checkbox');
    },
  );

  test('choices take nothing but what they offer', () => {
    const choices = forms
      .flatMap(({ definition }) => walkFields(definition.components))
      .filter(({ component }) => component.type === 'radio' || component.type === 'select');
    expect(choices.length).toBeGreaterThan(4);
    expect(choices.filter(({ component }) => component.validate?.onlyAvailableItems !== true)).toEqual([]);
  });

  test('14 of the 18 fields of the R&D form know their fact, and 13 are filled for 云江智造', () => {
    const form = forms.find(({ path }) => path === 'rd-subsidy');
    const firm = readLibraryEnterprises(today).get('zhizao');
    if (!form || !firm) throw new Error('the library lacks its example');
    const { components } = form.definition;
    const asked = walkFields(components).filter(({ path }) => !/^promise|auditReport|ipList/.test(path));
    expect(asked).toHaveLength(18);
    const facts = placeObservations(firm, today).map(({ observedOn, ...fact }) => ({
      ...fact,
      observedAt: `${observedOn}T01:00:00.000Z`,
    }));
    const { data, provenance, missing, unfit } = prefillForm({ components, facts, today });
    expect(unfit).toEqual([]);
    expect(Object.keys(provenance)).toHaveLength(13);
    expect(missing.sort()).toEqual(['contactName', 'contactPhone', 'technicalStaff']);
    expect(data).toMatchObject({
      staff: 86,
      rdExpense: 2_480_000,
      municipalLab: true,
      bankAccount: '62100000000000316',
    });
    expect([provenance.rdExpense?.locked, provenance.bankAccount?.locked]).toEqual([true, false]);
    expect(provenance.rdExpense).toMatchObject({ source: '税务局', period: '2025' });
  });
});

function labelEn(component: FormComponent): unknown {
  return (component.properties as Record<string, unknown> | undefined)?.labelEn;
}
