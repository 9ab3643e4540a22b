import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import type { FormDefinition } from '~/forms/definition/form-definition';

import type { BindableFact } from '../palette/edit-forms';
import type { AskedDialog, OpenBuilder } from './open-builder.client';
import type { OpenDesign } from './use-design';

interface BuilderPlace {
  place: RefObject<HTMLDivElement>;
  isReady: boolean;
  error: string | null;
  edit: (key: string) => void;
  /** The key of the component that was touched last; null when none was. */
  selected: () => string | null;
  /** Shows a definition that was changed outside of form.io. */
  show: (definition: FormDefinition) => void;
}

/** Opens form.io's builder in the page, once and anew when the language changes. */
export function useOpenBuilder(
  design: OpenDesign,
  facts: readonly BindableFact[],
  onAsk: (what: AskedDialog, key: string) => void,
): BuilderPlace {
  const { t, i18n } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const builder = useRef<OpenBuilder | null>(null);
  const [isReady, setReady] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { now, change } = design;
  const ask = useRef(onAsk);
  useEffect(() => {
    ask.current = onAsk;
  });

  useEffect(() => {
    let isGone = false;
    const open = async () => {
      const { openBuilder } = await import('./open-builder.client');
      if (isGone || !place.current) return;
      const opened = await openBuilder(place.current, {
        definition: now().definition,
        facts,
        locale: i18n.language,
        t,
        onChange: (definition) => change({ definition }),
        onAsk: (what, key) => ask.current(what, key),
      });
      if (isGone) return opened.close();
      builder.current = opened;
      setReady(true);
    };
    open().catch((reason: unknown) => {
      reportError(reason);
      setError(t('builder.open-failed'));
    });
    return () => {
      isGone = true;
      builder.current?.close();
      builder.current = null;
    };
  }, [facts, i18n.language, t, now, change]);

  return {
    place,
    isReady,
    error,
    edit: (key) => builder.current?.edit(key),
    selected: () => builder.current?.selected() ?? null,
    show: (definition) => void builder.current?.show(definition).catch(reportError),
  };
}
