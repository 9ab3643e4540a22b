import { useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';

import type { FormDefinition } from '~/forms/definition/form-definition';
import type { FieldProvenance, Provenance } from '~/forms/prefill/field-provenance';

import { arrangeFill } from '../arrange-fill';
import { wordsOfSection } from '../fill/section-words';
import { listSections, toWebform } from '../fill/fill-sections';
import { LockedRows } from '../fill/locked-rows';
import type { OpenWebform } from '../fill/open-webform.client';
import type { BindableFact } from '../palette/edit-forms';
import { listComponents } from './arrange-components';

/** A form filled in advance, with its values as texts by data path. */
export interface FilledPreview {
  data: Record<string, unknown>;
  provenance: Provenance;
  texts: Record<string, string>;
}

/** A form as an applicant will see it; nothing is kept. */
export function FormPreview({
  definition,
  facts,
  filled,
}: {
  definition: FormDefinition;
  facts: readonly BindableFact[];
  /** What a firm's departments hold; without it every bound field shows where its value will come from. */
  filled?: FilledPreview | null;
}) {
  const { t, i18n } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const provenance = useMemo(
    () => filled?.provenance ?? expectedProvenance(definition, facts),
    [definition, facts, filled],
  );
  const plan = useMemo(() => arrangeFill(definition, provenance), [definition, provenance]);
  const data = filled?.data;
  const texts =
    filled?.texts ?? Object.fromEntries(plan.locked.map(({ path }) => [path, t('builder.preview-value')]));
  useEffect(() => {
    let opened: OpenWebform | null = null;
    let isGone = false;
    const open = async () => {
      const { openWebform } = await import('../fill/open-webform.client');
      if (isGone || !place.current) return;
      const sections = listSections(plan);
      opened = await openWebform(place.current, {
        definition: toWebform(definition, plan, sections, (section) => wordsOfSection(section, plan, t)),
        data: structuredClone(data ?? {}),
        provenance,
        locale: i18n.language,
        t,
        onSlot: (name, element) => name === 'part-check' && setSlot(element),
      });
      if (isGone) opened.close();
    };
    open().catch(reportError);
    return () => {
      isGone = true;
      opened?.close();
    };
  }, [definition, plan, provenance, data, i18n.language, t]);
  return (
    <>
      <div ref={place} className="fill-form" data-testid="webform" />
      {slot &&
        createPortal(<LockedRows fields={plan.locked} texts={texts} changes={[]} returned={{}} />, slot)}
    </>
  );
}

/** What prefill will find for a firm whose departments hold everything. */
function expectedProvenance(definition: FormDefinition, facts: readonly BindableFact[]): Provenance {
  const sources = new Map(facts.map(({ key, source }) => [key, source]));
  const entries = listComponents(definition).flatMap(({ key, prefill }): [string, FieldProvenance][] =>
    prefill?.fact
      ? [
          [
            key,
            {
              fact: prefill.fact,
              period: null,
              source: sources.get(prefill.fact) ?? prefill.fact,
              sourceKind: 'registry',
              observedAt: new Date().toISOString(),
              locked: prefill.locked !== false,
              reference: null,
              value: null,
            },
          ],
        ]
      : [],
  );
  return Object.fromEntries(entries);
}
