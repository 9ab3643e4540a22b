import { useCallback, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import type { MergingSaver } from './merging-saver';
import type { OpenWebform } from './open-webform.client';
import { readAnswer, type RefusalBody } from './read-answer';

/** What came of a deed: the server's answer, or the sentences to show, by field where it names one. */
export type DeedAnswer<Answer> =
  | { ok: true; answer: Answer & { revision: number } }
  | { ok: false; problem: string; fields: Record<string, string> };

/** Asks the server to change the draft; what was typed is saved first, and the page goes on with the new revision. */
export type Deed = <Answer = object>(path: string, body: object) => Promise<DeedAnswer<Answer>>;

interface Draft {
  draftId: string;
  form: RefObject<OpenWebform | null>;
  saver: RefObject<MergingSaver | null>;
}

/** Deeds of the platform on an open draft: taking over what is known from elsewhere. */
export function useDeed({ draftId, form, saver }: Draft): Deed {
  const { t } = useTranslation();
  return useCallback(
    async (path, body) => {
      const failed = (problem: string, fields: Record<string, string> = {}) =>
        ({ ok: false, problem, fields }) as const;
      try {
        const state = await saver.current?.flush();
        if (state?.kind !== 'saved') return failed(t('fill.deed.unsaved'));
        const response = await fetch(`/drafts/${draftId}/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
          body: JSON.stringify({ revision: saver.current?.revision ?? 0, ...body }),
          redirect: 'manual',
        });
        if (response.ok) {
          const answer = (await response.json()) as never;
          saver.current?.adopt((answer as { revision: number }).revision);
          return { ok: true, answer };
        }
        const { title, errors = [] } = (await readAnswer(response)) as RefusalBody;
        if (response.status === 409) {
          // Saved elsewhere in between: merged like any saving, then it can be asked again.
          if (form.current) saver.current?.change(form.current.data());
          await saver.current?.flush();
          return failed(t('fill.deed.changed'));
        }
        const fields = Object.fromEntries(errors.map(({ field, message }) => [field, message]));
        return failed(errors[0]?.message ?? title ?? t('fill.deed.failed'), fields);
      } catch (reason) {
        // A cut line needs no report: the sentence says what to do.
        if (!(reason instanceof TypeError)) reportError(reason);
        return failed(t('fill.deed.failed'));
      }
    },
    [draftId, form, saver, t],
  );
}
