import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface MenuItem {
  word: string;
  icon: string;
  run: () => void;
}

/** 更多: what can be done to a block. Arrow keys move, Escape closes and gives the focus back. */
export function RowMenu({ name, items, disabled }: { name: string; items: MenuItem[]; disabled: boolean }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  if (disabled) return null;
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const step = (by: number) => {
    const all = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    all[(at + by + all.length) % all.length]?.focus();
  };
  return (
    // The keys are the controls' inside; the group only listens as they pass.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="pd-menu"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (!isOpen) return;
        if (event.key === 'Escape') close();
        else if (event.key === 'ArrowDown') step(1);
        else if (event.key === 'ArrowUp') step(-1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <button
        ref={button}
        type="button"
        className="pd-more"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={t('rules.more-of', { name })}
        onClick={() => setOpen(!isOpen)}
      >
        <i className="bi bi-three-dots" aria-hidden="true" />
      </button>
      {isOpen && (
        <div ref={list} role="menu" className="pd-menu-list">
          {items.map(({ word, icon, run }) => (
            <button
              key={word}
              type="button"
              role="menuitem"
              onClick={() => {
                close();
                run();
              }}
            >
              <i className={`bi ${icon}`} aria-hidden="true" /> {t(word)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
