import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';

import type { FillPlan } from '../arrange-fill';
import type { FillProblem } from './fill-problem';
import { checkScreen, firstOpen, listScreens, screenOf, type FillScreen } from './list-screens';

/** Whether the form is filled on one page or question by question. */
export type FillMode = 'page' | 'one';

interface Screens {
  place: RefObject<HTMLElement>;
  mode: FillMode;
  plan: FillPlan;
  hidden: readonly string[];
  problems: readonly FillProblem[];
  isReady: boolean;
  /** Leaves only these components on the page; null shows all. */
  show: (screen: { keys: string[]; anchor: string } | null) => void;
  /** Puts the focus into a field. */
  focus: (path: string) => void;
  /** Shows what is wrong with these fields, at the fields, as they stand now; returns all that is wrong. */
  touch: (paths: readonly string[]) => readonly FillProblem[];
  onLeave: () => void;
}

/** Walks through the questions: which one is shown, where the focus goes, and what stops the way on. */
export function useScreens(from: Screens) {
  const { place, mode, plan, hidden, problems, isReady, show, focus, touch, onLeave } = from;
  const screens = useMemo(() => listScreens(plan, hidden), [plan, hidden]);
  const check = useMemo(() => checkScreen(plan), [plan]);
  const [id, setId] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  /** Where the focus goes once the screen stands: a field's path, or the heading. */
  const target = useRef<string | null>(null);
  const [before, setBefore] = useState<string | null>(null);

  useEffect(() => {
    if (isReady && id === null)
      setId(
        firstOpen(
          screens,
          problems.map(({ path }) => path),
        ),
      );
  }, [isReady, id, screens, problems]);

  const index = screens.findIndex((one) => one.id === id);
  const current: FillScreen | undefined = id === 'check' ? check : screens[index];
  const shown = mode === 'one' && current ? `${current.id} ${current.keys.join(' ')}` : null;

  useLayoutEffect(() => {
    if (!isReady) return;
    show(mode === 'one' && current ? { keys: current.keys, anchor: anchorOf(current) } : null);
    const goal = target.current;
    target.current = null;
    if (goal === 'heading') heading.current?.focus();
    else if (goal !== null) focus(goal);
    // The screen's name and components tell whether it changed.
  }, [shown, isReady, show, focus]);

  const go = useCallback(
    (to: string) => {
      onLeave();
      target.current = 'heading';
      setBefore(id);
      if (to === id) heading.current?.focus();
      setId(to);
      window.scrollTo({ top: 0 });
    },
    [id, onLeave],
  );

  const next = useCallback(() => {
    if (!current) return;
    // Read anew: the last key may have been pressed a moment ago.
    const first = touch(current.paths).find(({ path }) => screenOf([current], current, path));
    if (first) return focus(first.path);
    if (current.id === 'check') return go(before ?? 'review');
    // From a question that was visited from the review, the way leads back there.
    const isFromReview = before === 'review';
    go(isFromReview ? 'review' : (screens[index + 1]?.id ?? 'review'));
  }, [before, current, focus, go, index, screens, touch]);

  const back = useCallback(() => {
    if (id === 'check') go(before ?? 'review');
    else if (index > 0) go(screens[index - 1]?.id ?? 'review');
  }, [before, go, id, index, screens]);

  /** Goes to a field, wherever it is asked for. */
  const find = useCallback(
    (path: string) => {
      const found = mode === 'one' ? screenOf(screens, check, path) : undefined;
      if (!found || found.id === id) return focus(path);
      onLeave();
      target.current = path;
      setBefore(id);
      setId(found.id);
    },
    [check, focus, id, mode, onLeave, screens],
  );

  useEffect(() => {
    const form = place.current;
    if (mode !== 'one' || !form) return;
    const onKey = (event: KeyboardEvent) => onEnter(event, next);
    form.addEventListener('keydown', onKey);
    return () => form.removeEventListener('keydown', onKey);
  }, [mode, next, place]);

  return { screens, current, index, heading, go, next, back, find };
}

function anchorOf({ kind }: FillScreen): string {
  return kind === 'check' ? 'part-check' : '';
}

/** Enter in a line of text goes on to the next question; in a text of several lines it starts a line. */
function onEnter(event: KeyboardEvent, next: () => void): void {
  const { target } = event;
  const isLine =
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'file', 'button', 'submit'].includes(target.type);
  if (event.key !== 'Enter' || event.isComposing || !isLine) return;
  event.preventDefault();
  next();
}
