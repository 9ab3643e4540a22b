import { describe, expect, test } from 'vitest';

import { localizeDefinition } from '~/forms/definition/translations/localize-definition';
import { compileConditionals } from '~/forms/definition/compile-conditionals';
import type { FormComponent } from '~/forms/definition/form-definition';
import { lintForm } from '~/forms/definition/lint-form';
import { optionsOf } from '~/forms/definition/read-options';
import { walkFields } from '~/forms/definition/walk-fields';
import { readFormLibrary } from '~/forms/library/read-form-library.server';
import { prefillForm } from '~/forms/prefill/prefill-form';
import { prepareForm } from '~/forms/submission/prepare-form';
import { runFormRules } from '~/forms/submission/run-form-rules';
import { builtInFacts, makeCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { placeObservations } from '~/knowledge/library/place-observations';
import {
  readLibraryDepartments,
  readLibraryEnterprises,
  readLibraryFactDefinitions,
  readLibraryPolicies,
} from '~/knowledge/library/read-library.server';

import { libraryFacts, measurePrefill, typicalFirm } from '../../bench/forms/measure-prefill';

const today = '2026-11-22';
const forms = readFormLibrary();
const catalogue = makeCatalogue([...builtInFacts, ...readLibraryFactDefinitions()]);
const departments = readLibraryDepartments().map(({ id }) => id);

describe('the starter forms', () => {
  test('there are twenty, and every policy with a form names one of them', () => {
    expect(forms).toHaveLength(20);
    const named = [...readLibraryPolicies(today).values()].flatMap(({ formPath }) => formPath ?? []);
    expect(forms.map(({ path }) => path)).toEqual(expect.arrayContaining(named));
    expect(new Set(named).size).toBe(10);
  });

  test.each(forms.map((form) => [form.path, form] as const))(
    '%s',
    (_path, { definition, departmentId, titleEn }) => {
      expect(departments).toContain(departmentId);
      expect(titleEn).toBeTruthy();
      expect(lintForm(definition, { knownFacts: new Set(catalogue.keys()) })).toEqual([]);
      const fields = walkFields(definition.components);
      expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
      for (const { component, path, sections, inGrid } of fields) {
        expect(sections, path).toHaveLength(inGrid ? 2 : 1);
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

  test.each(forms.map((form) => [form.path, form] as const))(
    'at least 60 % of %s is filled before a typical firm types anything, and every value fits',
    (path, form) => {
      const { share, unfit } = measurePrefill(form, libraryFacts(typicalFirm(path), today), today);
      expect(share).toBeGreaterThanOrEqual(0.6);
      expect(unfit).toEqual([]);
    },
  );

  test.each(forms.map((form) => [form.path, form] as const))(
    '%s is all English for who reads English',
    (_, form) => {
      const { components } = localizeDefinition(form.definition, 'en');
      const shown = walkFields(components).flatMap(({ component }) => [
        component.label,
        component.description,
        component.consequence,
        ...((component.conditions as string[] | undefined) ?? []),
        ...optionsOf(component).map(({ label }) => label),
      ]);
      const chinese = shown.filter((words) => typeof words === 'string' && /\p{Script=Han}/u.test(words));
      // The tax grades and the unit of amounts are the law's own words.
      expect(chinese).toEqual([]);
    },
  );

  test('what the new forms calculate is what their policies pay', () => {
    const pay = (path: string, data: Record<string, unknown>, key: string) => {
      const form = forms.find((one) => one.path === path);
      const { components } = compileConditionals(form?.definition ?? { components: [] });
      return runFormRules(prepareForm(components), data).data[key];
    };
    expect(pay('first-set', { contract: 1_234_567.8 }, 'award')).toBe(123_456.78);
    expect(pay('first-set', { contract: 9_000_000 }, 'award')).toBe(500_000);
    expect(pay('first-loan', { interest: 33_333.33 }, 'subsidy')).toBe(10_000);
    expect(pay('tech-upgrade', { investment: 2_500_000 }, 'subsidy')).toBe(200_000);
    expect(pay('tech-upgrade', { investment: 99_000_000 }, 'subsidy')).toBe(3_000_000);
    expect(pay('skill-certificates', { certified: 7 }, 'subsidy')).toBe(7_000);
    expect(pay('srdi', { revenue: 30_000_000, mainRevenue: 20_000_000 }, 'mainShare')).toBe(66.67);
    expect(pay('srdi', { revenue: 0, mainRevenue: 1 }, 'mainShare')).toBe(0);
  });

  test('only what was chosen is asked: a change of the name needs no new address', () => {
    const form = forms.find(({ path }) => path === 'registration-change');
    const prepared = prepareForm(compileConditionals(form?.definition ?? { components: [] }).components);
    const asked = (items: Record<string, boolean>) =>
      runFormRules(prepared, { items }).errors.map(({ context }) => context.path);
    expect(asked({ name: true })).toContain('newName');
    expect(asked({ name: true })).not.toContain('newAddress');
    expect(asked({ representative: true })).toEqual(
      expect.arrayContaining(['newRepresentative', 'newRepresentativeId']),
    );
  });

  test('choices take nothing but what they offer', () => {
    const choices = forms
      .flatMap(({ definition }) => walkFields(definition.components))
      .filter(({ component }) => component.type === 'radio' || component.type === 'select');
    expect(choices.length).toBeGreaterThan(4);
    expect(choices.filter(({ component }) => component.validate?.onlyAvailableItems !== true)).toEqual([]);
  });

  test('17 of the 21 fields of the R&D form know their fact, and 16 are filled for 云江智造', () => {
    const form = forms.find(({ path }) => path === 'rd-subsidy');
    const firm = readLibraryEnterprises(today).get('zhizao');
    if (!form || !firm) throw new Error('the library lacks its example');
    const { components } = form.definition;
    const asked = walkFields(components).filter(({ path }) => !/^promise|auditReport|ipList/.test(path));
    expect(asked).toHaveLength(21);
    const facts = placeObservations(firm, today).map(({ observedOn, ...fact }) => ({
      ...fact,
      observedAt: `${observedOn}T01:00:00.000Z`,
    }));
    const { data, provenance, missing, unfit } = prefillForm({ components, facts, today });
    expect(unfit).toEqual([]);
    expect(Object.keys(provenance)).toHaveLength(16);
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
