import { useCallback, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import type { FieldChange } from '~/forms/prefill/field-provenance';

import type { MergingSaver } from './merging-saver';
import type { OpenWebform } from './open-webform.client';

interface Draft {
  draftId: string;
  form: RefObject<OpenWebform | null>;
  saver: RefObject<MergingSaver | null>;
}

/** Taking over what changed at the sources: one value, or all that are left. */
export function useChanges({ draftId, form, saver }: Draft) {
  const { t } = useTranslation();
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  /** Resolves to whether the server took them over. */
  const take = useCallback(
    async (paths?: string[]): Promise<boolean> => {
      setBusy(true);
      setProblem(null);
      try {
        const state = await saver.current?.flush();
        if (state?.kind === 'conflict' || state?.kind === 'refused') return false;
        const response = await fetch(`/drafts/${draftId}/refresh`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ revision: saver.current?.revision ?? 0, ...(paths && { paths }) }),
        });
        if (!response.ok) throw new Error(`refresh: ${response.status}`);
        const { revision } = (await response.json()) as { revision: number };
        saver.current?.adopt(revision);
        return true;
      } catch (reason) {
        reportError(reason);
        setProblem(t('fill.changes.failed'));
        return false;
      } finally {
        setBusy(false);
      }
    },
    [draftId, saver, t],
  );

  const accept = useCallback(
    async ({ path, new: value }: FieldChange) => {
      if (!(await take([path]))) return;
      form.current?.setValues({ [path]: value ?? undefined });
      setAccepted((known) => new Set([...known, path]));
    },
    [form, take],
  );

  /** The page is read anew, so that everything in it is what the draft now holds. */
  const acceptAll = useCallback(async () => {
    if (await take()) window.location.reload();
  }, [take]);

  return { accepted, isBusy, problem, accept, acceptAll };
}
