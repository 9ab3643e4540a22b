import { useEffect, useId, useRef, type ReactNode } from 'react';

interface BuilderDialogProps {
  title: string;
  isWide?: boolean;
  children: ReactNode;
  onClose: () => void;
}

/** A dialog of the builder: traps the focus, closes by Escape, gives the focus back. */
export function BuilderDialog({ title, isWide = false, children, onClose }: BuilderDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const shown = dialog.current;
    if (!shown?.open) shown?.showModal();
    return () => {
      if (before?.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={isWide ? 'hq-dialog is-wide' : 'hq-dialog'}
      aria-labelledby={id}
      onClose={onClose}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
