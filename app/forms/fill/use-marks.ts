import { useCallback, useMemo, useState, type RefObject } from 'react';

import type { FieldDispute, FieldProvenance } from '~/forms/prefill/field-provenance';

import type { FillFormProps } from './fill-form';
import type { OpenWebform } from './open-webform.client';
import type { Deed } from './use-deed';

/** A locked value that the firm is about to dispute. */
export interface DisputedField {
  path: string;
  label: string;
  text: string;
  source: string;
}

interface OpenForm {
  form: RefObject<OpenWebform | null>;
  deed: Deed;
}

/**
 * What stands under the fields and changes while the page is open: origins, disputes and earlier files. form.io draws
 * fields anew at any time and asks these objects then, so that they stay the same and their contents change.
 */
export function useMarks(props: FillFormProps, { form, deed }: OpenForm) {
  const [disputing, setDisputing] = useState<DisputedField | null>(null);
  const [held] = useState(() => ({
    origins: { ...props.provenance },
    disputes: { ...props.disputes },
    earlierFiles: { ...props.earlierFiles },
  }));
  const { texts } = props;

  const onDispute = useCallback(
    (path: string) => {
      const origin = held.origins[path];
      const label = form.current?.webform.getComponent(path)?.component.label ?? path;
      const row = origin?.period ?? origin?.reference ?? null;
      setDisputing({
        path,
        label: origin?.row === undefined || row === null ? label : `${label}（${row}）`,
        text: texts[path] ?? '',
        source: origin?.source ?? '',
      });
    },
    [form, held, texts],
  );

  const raised = useCallback(
    (path: string, dispute: FieldDispute) => {
      held.disputes[path] = dispute;
      setDisputing(null);
      form.current?.remark(path);
      form.current?.focus(path);
    },
    [form, held],
  );

  const onTakeFile = useCallback(
    async (path: string, fileId: string): Promise<string | null> => {
      const done = await deed<{ value: unknown; origin: FieldProvenance }>('earlier-file', { path, fileId });
      if (!done.ok) return done.problem;
      const { value, origin } = done.answer;
      held.origins[path] = origin;
      held.earlierFiles[path] = (held.earlierFiles[path] ?? []).filter((file) => file.fileId !== fileId);
      form.current?.setValues({ [path]: value });
      form.current?.remark(path);
      form.current?.focus(path);
      return null;
    },
    [deed, form, held],
  );

  const marks = useMemo(
    () => ({ disputes: held.disputes, earlierFiles: held.earlierFiles, onDispute, onTakeFile }),
    [held, onDispute, onTakeFile],
  );
  const stopDisputing = useCallback(() => setDisputing(null), []);
  return { marks, origins: held.origins, disputing, raised, stopDisputing };
}
