import { useCallback, useEffect, useRef, useState } from 'react';

import type { FormFinding } from '~/forms/definition/form-finding';

import { DraftSaver, type SaveState } from '../draft-saver';
import { DesignHistory } from './design-history';
import { sendDesign, type Design } from './send-design';

interface DesignToOpen {
  formId: string;
  design: Design;
  revision: number;
  savedAt: string;
  findings: FormFinding[];
}

/** The design as the page works with it: what it is now, how it is saved, and the way there and back. */
export interface OpenDesign {
  design: Design;
  findings: FormFinding[];
  refused: string[];
  saveState: SaveState;
  canUndo: boolean;
  canRedo: boolean;
  /** The newest design, also inside listeners that were made earlier. */
  now: () => Design;
  /** Makes a change: one step of undo, saved after a pause. Steps in a row with the same `merge` are one. */
  change: (part: Partial<Design>, merge?: string) => void;
  /** The design after going back or forth; null when there is nothing. */
  undo: () => Design | null;
  redo: () => Design | null;
  flush: () => Promise<SaveState>;
  keepMine: () => Promise<SaveState>;
  revision: () => number;
}

/** Keeps a design, its history and its saving together. */
export function useDesign(given: DesignToOpen): OpenDesign {
  const [opened] = useState(given);
  const { formId, revision, savedAt } = opened;
  const [design, setDesign] = useState(opened.design);
  const [history] = useState(() => new DesignHistory(opened.design));
  const [findings, setFindings] = useState(opened.findings);
  const [refused, setRefused] = useState<string[]>([]);
  const [saveState, setSaveState] = useState<SaveState>({ kind: 'saved', at: new Date(savedAt) });
  const saver = useRef<DraftSaver | null>(null);
  const newest = useRef(opened.design);

  useEffect(() => {
    const saving = new DraftSaver({
      revision,
      savedAt: new Date(savedAt),
      delayMs: 1500,
      send: async (at, data) => {
        const answer = await sendDesign(formId, at, data);
        setFindings((known) => answer.findings ?? known);
        setRefused(answer.refused);
        return answer.answer;
      },
      onState: setSaveState,
    });
    saver.current = saving;
    return () => saving.stop();
  }, [formId, revision, savedAt]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (saver.current?.isDirty) event.preventDefault();
    };
    // A page that goes out of sight may not come back: what waits is saved at once.
    const hurry = () => {
      if (document.visibilityState === 'hidden' && saver.current?.isDirty) void saver.current.flush();
    };
    window.addEventListener('beforeunload', warn);
    document.addEventListener('visibilitychange', hurry);
    return () => {
      window.removeEventListener('beforeunload', warn);
      document.removeEventListener('visibilitychange', hurry);
    };
  }, []);

  const put = useCallback((next: Design) => {
    newest.current = next;
    setDesign(next);
    saver.current?.change(next);
  }, []);
  const change = useCallback(
    (part: Partial<Design>, merge?: string) => {
      const next = { ...newest.current, ...part };
      if (history.push(next, merge)) put(next);
    },
    [history, put],
  );
  const step = (next: Design | null) => {
    if (next) put(next);
    return next;
  };
  return {
    design,
    findings,
    refused,
    saveState,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    now: useCallback(() => newest.current, []),
    change,
    undo: () => step(history.undo()),
    redo: () => step(history.redo()),
    flush: () => saver.current?.flush() ?? Promise.resolve(saveState),
    keepMine: () => saver.current?.keepMine() ?? Promise.resolve(saveState),
    revision: () => saver.current?.revision ?? revision,
  };
}
