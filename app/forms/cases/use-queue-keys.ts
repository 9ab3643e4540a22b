import { useEffect, useRef, type RefObject } from 'react';

/** j and k move through the rows, x chooses one, / goes to the search; Enter opens, as a link does. */
export function useQueueKeys(
  ids: readonly string[],
  choose: (id: string) => void,
): RefObject<HTMLTableElement> {
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    const links = () => [...(table.current?.querySelectorAll<HTMLAnchorElement>('a[data-row]') ?? [])];
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const isTyping =
        target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select');
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      const all = links();
      const at = all.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
      if (event.key === 'j' || event.key === 'k') {
        const next = event.key === 'j' ? Math.min(all.length - 1, at + 1) : Math.max(0, at - 1);
        all[next]?.focus();
      } else if (event.key === 'x' && at >= 0) choose(ids[at] ?? '');
      else if (event.key === '/') document.getElementById('queue-search')?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [ids, choose]);
  return table;
}
