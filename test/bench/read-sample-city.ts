import { chooseFacts, type FactRow } from '~/knowledge/enterprises/choose-fact';
import { builtInFacts, makeCatalogue, type FactCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import type { FactSet } from '~/knowledge/enterprises/fact-set';
import { parseFactValue } from '~/knowledge/enterprises/parse-fact-value';
import { generatedFirms, generateFirm } from '~/knowledge/library/firms/generate-firm';
import { placeObservations } from '~/knowledge/library/place-observations';
import {
  readLibraryEnterprises,
  readLibraryFactDefinitions,
  readLibraryPolicies,
} from '~/knowledge/library/read-library.server';
import { isInForce, type PublishedPolicy } from '~/knowledge/policies/published-policy';

/** The sample city as the platform knows it on a day, without a database. */
export interface SampleCity {
  catalogue: FactCatalogue;
  /** Those in force on the day. */
  policies: PublishedPolicy[];
  firms: FactSet[];
}

/** Reads the sample city's policies and all its firms, the generated ones too; takes some seconds. */
export function readSampleCity(at: string): SampleCity {
  const catalogue = makeCatalogue([...builtInFacts, ...readLibraryFactDefinitions()]);
  const policies = [...readLibraryPolicies(at)]
    .map(([id, policy]): PublishedPolicy => ({
      ...{ id, versionId: id, title: policy.title, titleEn: null, departmentId: policy.departmentId },
      ...{ department: '', departmentEn: null, region: policy.region, formId: null, isSample: true },
      ...{ effectiveFrom: policy.effectiveFrom, expiresOn: policy.expiresOn ?? null },
      content: policy.content,
    }))
    .filter((policy) => isInForce(policy, at));
  const firms = [
    ...readLibraryEnterprises(at).values(),
    ...Array.from({ length: generatedFirms }, (_, number) => generateFirm(number, at)),
  ].map((firm) => factsOf(placeObservations(firm, at), catalogue, at));
  return { catalogue, policies, firms };
}

function factsOf(
  placed: ReturnType<typeof placeObservations>,
  catalogue: FactCatalogue,
  at: string,
): FactSet {
  const rows = placed.flatMap(({ key, period, value, source, sourceKind, observedOn }): FactRow[] => {
    const definition = catalogue.get(key);
    const parsed = definition && parseFactValue(definition, value, false);
    if (!parsed?.ok) return [];
    return [
      {
        key,
        period,
        value: parsed.value,
        source,
        sourceKind,
        observedAt: observedOn,
        recordedAt: observedOn,
      },
    ];
  });
  return chooseFacts(rows, at);
}
