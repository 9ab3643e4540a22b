import { useCallback, useEffect, useRef, useState } from 'react';

import { DraftSaver, type SaveAnswer, type SaveState } from '~/app/forms/draft-saver';

import { pushState, redoState, undoState, type EditorState, type History } from './editor-state';

interface EditorOptions {
  policyId: string;
  initial: EditorState;
  revision: number;
  savedAt: string;
  isReadOnly: boolean;
}

/** The editor's state with undo and redo, saved on the way; what someone else saved in between is never overwritten. */
export function usePolicyEditor({ policyId, initial, revision, savedAt, isReadOnly }: EditorOptions) {
  const [history, setHistory] = useState<History>({ past: [], present: initial, future: [], mark: null });
  const [save, setSave] = useState<SaveState>({ kind: 'saved', at: new Date(savedAt) });
  const [problem, setProblem] = useState<string | null>(null);
  const [savedNumber, setSavedNumber] = useState<number | null>(null);
  const saver = useRef<DraftSaver | null>(null);
  const saved = useRef(initial);

  useEffect(() => {
    const saving = new DraftSaver({
      revision,
      savedAt: new Date(savedAt),
      delayMs: 900,
      send: async (at, data) => {
        const { answer, problem: why, number } = await sendDraft(policyId, at, data);
        setProblem(why);
        if (number !== null) setSavedNumber(number);
        return answer;
      },
      onState: setSave,
    });
    saver.current = saving;
    return () => saving.stop();
  }, [policyId, revision, savedAt]);

  useEffect(() => {
    if (history.present === saved.current || isReadOnly) return;
    saved.current = history.present;
    saver.current?.change(history.present);
  }, [history.present, isReadOnly]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (saver.current?.isDirty) event.preventDefault();
    };
    const keys = (event: KeyboardEvent) => {
      if (isReadOnly || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      // In a text field the browser's own undo goes first, letter by letter.
      const typing = (event.target as HTMLElement).closest(
        'textarea, [contenteditable], input:not([type=checkbox])',
      );
      if (typing || (key !== 'z' && key !== 'y')) return;
      event.preventDefault();
      setHistory(key === 'y' || event.shiftKey ? redoState : undoState);
    };
    window.addEventListener('beforeunload', warn);
    window.addEventListener('keydown', keys);
    return () => {
      window.removeEventListener('beforeunload', warn);
      window.removeEventListener('keydown', keys);
    };
  }, [isReadOnly]);

  const edit = useCallback((change: (state: EditorState) => EditorState, mark: string | null = null) => {
    setHistory((known) => pushState(known, change(known.present), mark));
  }, []);
  return {
    state: history.present,
    edit,
    undo: useCallback(() => setHistory(undoState), []),
    redo: useCallback(() => setHistory(redoState), []),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    save,
    problem,
    /** The version that the edits were saved as; null before the first save. */
    savedNumber,
    flush: useCallback(async () => saver.current?.flush(), []),
    keepMine: useCallback(() => void saver.current?.keepMine(), []),
    revision: () => saver.current?.revision ?? revision,
  };
}

async function sendDraft(
  policyId: string,
  revision: number,
  data: Record<string, unknown>,
): Promise<{ answer: SaveAnswer; problem: string | null; number: number | null }> {
  const response = await fetch(`/desk/policies/${policyId}/save`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...data, revision }),
  });
  const body = (await response.json().catch(() => ({}))) as {
    number?: number;
    revision?: number;
    savedAt?: string;
    current?: { revision?: number; updatedAt?: string };
    errors?: { field: string; message: string }[];
  };
  if (response.ok)
    return {
      answer: {
        kind: 'saved',
        revision: body.revision ?? revision + 1,
        at: new Date(body.savedAt ?? Date.now()),
      },
      problem: null,
      number: body.number ?? null,
    };
  if (response.status === 409) {
    const { revision: theirs = revision, updatedAt } = body.current ?? {};
    return {
      answer: { kind: 'conflict', revision: theirs, updatedAt: updatedAt ? new Date(updatedAt) : null },
      problem: null,
      number: body.number ?? null,
    };
  }
  if (response.status >= 500) throw new Error(`The draft was not saved: ${response.status}`);
  return {
    answer: { kind: 'refused', status: response.status },
    problem: body.errors?.map(({ message }) => message).join('；') ?? null,
    number: null,
  };
}
