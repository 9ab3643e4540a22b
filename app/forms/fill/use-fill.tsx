import { useNavigate } from '@remix-run/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { setValueAt } from '~/forms/definition/data-path';
import type { FieldChange } from '~/forms/prefill/field-provenance';

import type { FillPlan } from '../arrange-fill';
import { MergingSaver, type MergedIn, type FillSaveState } from './merging-saver';
import { useChanges } from './use-changes';
import { useMarks } from './use-marks';
import { useDeed } from './use-deed';
import type { FillFormProps } from './fill-form';
import type { FillProblem } from './fill-problem';
import type { Refusal } from './review-part';
import { toWebform, type FillSection } from './fill-sections';
import { describeConflicts, joinConflicts, type OpenConflict } from './open-conflicts';
import type { OpenWebform } from './open-webform.client';
import { wordsOfSection } from './section-words';
import { useScreenDrawer } from './use-screen-drawer';

/** Everything that moves on the page: the open form, saving, submitting. */
export function useFill(props: FillFormProps, plan: FillPlan, sections: readonly FillSection[]) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const place = useRef<HTMLDivElement>(null);
  const form = useRef<OpenWebform | null>(null);
  const saver = useRef<MergingSaver | null>(null);
  const [data, setData] = useState(props.data);
  const [problems, setProblems] = useState<FillProblem[]>([]);
  const [summary, setSummary] = useState<FillProblem[]>([]);
  const [hidden, setHidden] = useState<string[]>([]);
  const [slots, setSlots] = useState<Record<string, HTMLElement>>({});
  const [saveState, setSaveState] = useState<FillSaveState>({ kind: 'saved', at: new Date(props.savedAt) });
  const [isReady, setReady] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [changes, setChanges] = useState<FieldChange[] | null>(null);
  const [conflicts, setConflicts] = useState<OpenConflict[]>([]);
  /** What was found in the browser's own store, or taken in from another device: said once. */
  const [told, setTold] = useState<'restored' | 'merged' | null>(null);
  const { draftId, definition, certificates, revision, savedAt, returned, copy } = props;
  const initial = useRef(props.data);
  const { drawScreen, show, drawer } = useScreenDrawer(place);
  const deed = useDeed({ draftId, form, saver });
  const { marks, origins, disputing, raised, stopDisputing } = useMarks(props, { form, deed });

  useEffect(() => {
    let isGone = false;
    const open = async () => {
      const [{ openWebform }, { sendDraft }, { uploader }, shown, { openLocalCopy }] = await Promise.all([
        import('./open-webform.client'),
        import('./send-draft.client'),
        import('./upload-pieces.client'),
        import('./show-screen.client'),
        import('./local-copy.client'),
      ]);
      drawer.current = shown.showScreen;
      const store = copy && (await openLocalCopy(copy.id, copy.key));
      const unsaved = (await store?.read()) ?? null;
      if (isGone || !place.current) return;
      const webform = toWebform(definition, plan, sections, (section) => wordsOfSection(section, plan, t));
      const opened = await openWebform(place.current, {
        definition: webform,
        data: unsaved?.mine ?? initial.current,
        provenance: origins,
        marks,
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
        onDraw: drawScreen,
      });
      if (isGone) return opened.close();
      form.current = opened;
      let last = JSON.stringify(opened.data());
      const onMerged = (merged: MergedIn) => {
        const found = describeConflicts(definition, askedPaths(plan), merged, new Date());
        setConflicts((known) => joinConflicts(known, found));
        if (found.length === 0) setTold('merged');
        last = JSON.stringify(merged.data);
        void opened.put(merged.data).then(read);
      };
      const saving = new MergingSaver({
        revision: unsaved?.revision ?? revision,
        base: unsaved?.base ?? initial.current,
        savedAt: new Date(savedAt),
        send: (at, values, settles) => sendDraft(draftId, at, values, settles),
        onState: setSaveState,
        onMerged,
        ...(store && { keep: (copied) => store.keep(copied) }),
      });
      saver.current = saving;
      const read = () => {
        const now = opened.data();
        setData(now);
        const left = opened.problems();
        setProblems(left);
        opened.showTouched(left);
        setHidden((known) => orSame(known, opened.hiddenPaths(allPaths(plan))));
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
      if (unsaved) {
        // What an earlier visit could not send: as if it were typed now, merged with what was saved since.
        setTold('restored');
        saving.change(opened.data());
        void saving.flush();
      }
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
    origins,
    marks,
    certificates,
    plan,
    sections,
    revision,
    savedAt,
    returned,
    copy,
    i18n.language,
    t,
    drawScreen,
    drawer,
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

  const touch = useCallback((paths: readonly string[]) => {
    const open = form.current;
    if (!open) return [];
    open.touch(paths);
    const left = open.problems();
    setProblems(left);
    open.showTouched(left);
    return left;
  }, []);

  const leaveScreen = useCallback(() => {
    setSummary([]);
    void saver.current?.flush();
  }, []);

  /** Saves what stands in the form; resolves to whether the server has it. */
  const save = useCallback(async () => {
    if (!form.current || !saver.current) return true;
    saver.current.change(form.current.data());
    return (await saver.current.flush()).kind === 'saved';
  }, []);

  /** Puts a value into a field as if it had been typed. */
  const take = useCallback((path: string, value: unknown) => {
    const open = form.current;
    if (!open) return;
    const next = open.data();
    setValueAt(next, path, structuredClone(value));
    void open.put(next).then(() => {
      saver.current?.change(open.data());
      setData(open.data());
      setProblems(open.problems());
      return saver.current?.flush();
    });
  }, []);

  const choose = useCallback(
    (path: string, side: 'mine' | 'theirs') => {
      const chosen = conflicts.find((one) => one.path === path);
      setConflicts((known) => known.filter((one) => one.path !== path));
      if (chosen && side === 'mine') take(path, chosen.mine);
    },
    [conflicts, take],
  );

  const submit = useCallback(
    async (acceptChanges: boolean) => {
      const [open, saving] = [form.current, saver.current];
      if (!open || !saving) return;
      setSummary([]);
      setRefused(null);
      const left = open.problems(true);
      setProblems(left);
      if (left.length > 0) return setSummary(left);
      setBusy(true);
      try {
        const state = await saving.flush();
        if (state.kind !== 'saved') return;
        const { submitDraft } = await import('./send-draft.client');
        const answer = await submitDraft(draftId, {
          revision: saving.revision,
          data: open.data(),
          acceptChanges,
        });
        if (answer.kind === 'submitted') {
          saving.finish();
          navigate(`/receipts/${answer.receiptNumber}`);
        } else if (answer.kind === 'invalid') {
          open.showErrors(Object.fromEntries(answer.errors.map(({ path, message }) => [path, message])));
          setSummary(answer.errors.map((one) => ({ ...one, isEmpty: false })));
          setChanges(null);
        } else if (answer.kind === 'changed') setChanges(answer.changes);
        else if (answer.kind === 'conflict') {
          // Saved elsewhere between the two requests: merged like any saving, then it can be sent again.
          saving.change(open.data());
          await saving.flush();
        } else
          setRefused({
            words:
              answer.status === 401 || answer.status === 0
                ? t('fill.save.signed-out')
                : answer.title || t('fill.submit-failed', { status: answer.status }),
            line: answer.line,
          });
      } catch (reason) {
        reportError(reason);
        setRefused({ words: t('fill.submit-unreachable'), line: null });
      } finally {
        setBusy(false);
      }
    },
    [draftId, navigate, t],
  );

  const taking = useChanges({ draftId, form, saver });

  return {
    ...{ place, data, problems, summary, hidden, slots, saveState, isReady, isBusy, error, refused, changes },
    ...{ conflicts, told, focus, show, touch, leaveScreen, save, take, choose, submit, taking },
    ...{ deed, disputing, raised, stopDisputing },
    setValues: useCallback((values: Record<string, unknown>) => form.current?.setValues(values), []),
    closeChanges: useCallback(() => setChanges(null), []),
  };
}

function askedPaths({ paths }: FillPlan): string[] {
  return [...paths.fill, ...paths.check, ...paths.materials, ...paths.promises];
}

function allPaths(plan: FillPlan): string[] {
  return [...plan.locked.map(({ path }) => path), ...askedPaths(plan)];
}

/** The list as it was when nothing changed, so that what depends on it stays. */
function orSame(known: string[], now: string[]): string[] {
  return known.join(' ') === now.join(' ') ? known : now;
}
