import { useNavigate } from '@remix-run/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FieldChange } from '~/forms/prefill/field-provenance';

import type { FillPlan } from '../arrange-fill';
import { DraftSaver, type SaveState } from '../draft-saver';
import { useChanges } from './use-changes';
import { wordsOfSection, type FillFormProps } from './fill-form';
import type { FillProblem } from './fill-problem';
import { toWebform, type FillSection } from './fill-sections';
import type { OpenWebform } from './open-webform.client';

/** Everything that moves on the page: the open form, saving, submitting. */
export function useFill(props: FillFormProps, plan: FillPlan, sections: readonly FillSection[]) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const place = useRef<HTMLDivElement>(null);
  const form = useRef<OpenWebform | null>(null);
  const saver = useRef<DraftSaver | null>(null);
  const [data, setData] = useState(props.data);
  const [problems, setProblems] = useState<FillProblem[]>([]);
  const [summary, setSummary] = useState<FillProblem[]>([]);
  const [hidden, setHidden] = useState<string[]>([]);
  const [slots, setSlots] = useState<Record<string, HTMLElement>>({});
  const [saveState, setSaveState] = useState<SaveState>({ kind: 'saved', at: new Date(props.savedAt) });
  const [isReady, setReady] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [changes, setChanges] = useState<FieldChange[] | null>(null);
  const { draftId, definition, provenance, certificates, revision, savedAt, returned } = props;
  const initial = useRef(props.data);

  useEffect(() => {
    let isGone = false;
    const open = async () => {
      const [{ openWebform }, { sendDraft, uploader }] = await Promise.all([
        import('./open-webform.client'),
        import('./send-draft.client'),
      ]);
      if (isGone || !place.current) return;
      const webform = toWebform(definition, plan, sections, (section) => wordsOfSection(section, plan, t));
      const opened = await openWebform(place.current, {
        definition: webform,
        data: initial.current,
        provenance,
        returned: returned?.fields ?? {},
        certificates,
        locale: i18n.language,
        t,
        templateHref: (key) => `/drafts/${draftId}/template/${encodeURIComponent(key)}`,
        upload: uploader(draftId, {
          failed: t('fill.upload.failed'),
          unreachable: t('fill.upload.unreachable'),
        }),
        onSlot: (name, element) =>
          setSlots((known) => (known[name] === element ? known : { ...known, [name]: element })),
      });
      if (isGone) return opened.close();
      form.current = opened;
      const saving = new DraftSaver({
        revision,
        savedAt: new Date(savedAt),
        send: (at, values) => sendDraft(draftId, at, values),
        onState: setSaveState,
      });
      saver.current = saving;
      let last = JSON.stringify(opened.data());
      const read = () => {
        const now = opened.data();
        setData(now);
        const left = opened.problems();
        setProblems(left);
        opened.showTouched(left);
        setHidden(opened.hiddenPaths(plan.locked.map(({ path }) => path)));
        const text = JSON.stringify(now);
        if (text === last) return;
        last = text;
        saving.change(now);
      };
      read();
      opened.webform.on('change', read);
      opened.webform.on('blur', () => {
        read();
        void saving.flush();
      });
      setReady(true);
    };
    open().catch((reason: unknown) => {
      reportError(reason);
      setError(t('fill.open-failed'));
    });
    return () => {
      isGone = true;
      saver.current?.stop();
      form.current?.close();
      form.current = null;
    };
  }, [
    draftId,
    definition,
    provenance,
    certificates,
    plan,
    sections,
    revision,
    savedAt,
    returned,
    i18n.language,
    t,
  ]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (saver.current?.isDirty) event.preventDefault();
    };
    const retry = () => void saver.current?.flush();
    window.addEventListener('beforeunload', warn);
    window.addEventListener('online', retry);
    return () => {
      window.removeEventListener('beforeunload', warn);
      window.removeEventListener('online', retry);
    };
  }, []);

  const focus = useCallback((path: string) => {
    const row = document.getElementById(`row-${path}`);
    if (row) row.focus();
    else form.current?.focus(path);
  }, []);

  const save = useCallback(async () => {
    if (!form.current || !saver.current) return;
    saver.current.change(form.current.data());
    await saver.current.flush();
  }, []);

  const submit = useCallback(
    async (acceptChanges: boolean) => {
      const [open, saving] = [form.current, saver.current];
      if (!open || !saving) return;
      setSummary([]);
      setRefused(null);
      const left = open.problems(true);
      setProblems(left);
      if (left.length > 0) return;
      setBusy(true);
      try {
        const state = await saving.flush();
        if (state.kind === 'conflict' || state.kind === 'refused') return;
        const { submitDraft } = await import('./send-draft.client');
        const answer = await submitDraft(draftId, {
          revision: saving.revision,
          data: open.data(),
          acceptChanges,
        });
        if (answer.kind === 'submitted') {
          saving.stop();
          navigate(`/receipts/${answer.receiptNumber}`);
        } else if (answer.kind === 'invalid') {
          open.showErrors(Object.fromEntries(answer.errors.map(({ path, message }) => [path, message])));
          setSummary(answer.errors.map((one) => ({ ...one, isEmpty: false })));
          setChanges(null);
        } else if (answer.kind === 'changed') setChanges(answer.changes);
        else if (answer.kind === 'conflict') setSaveState(answer);
        else
          setRefused(
            answer.status === 401 || answer.status === 0
              ? t('fill.save.signed-out')
              : answer.title || t('fill.submit-failed', { status: answer.status }),
          );
      } catch (reason) {
        reportError(reason);
        setRefused(t('fill.submit-unreachable'));
      } finally {
        setBusy(false);
      }
    },
    [draftId, navigate, t],
  );

  const taking = useChanges({ draftId, form, saver });

  return {
    place,
    data,
    problems,
    summary,
    hidden,
    slots,
    saveState,
    isReady,
    isBusy,
    error,
    refused,
    changes,
    focus,
    save,
    submit,
    taking,
    keepMine: useCallback(() => void saver.current?.keepMine(), []),
    setValues: useCallback((values: Record<string, unknown>) => form.current?.setValues(values), []),
    closeChanges: useCallback(() => setChanges(null), []),
  };
}
