import { useEffect, useState } from 'react';

/** The part of the page that is being read: the last one whose heading has passed the upper third. */
export function useCurrentPart(anchors: string[]): string {
  const [current, setCurrent] = useState(anchors[0] ?? '');
  const list = anchors.join(' ');
  useEffect(() => {
    const find = () => {
      const line = window.innerHeight / 3;
      const passed = list.split(' ').filter((anchor) => {
        const element = document.getElementById(anchor);
        return element !== null && element.getBoundingClientRect().top <= line;
      });
      setCurrent(passed.at(-1) ?? list.split(' ')[0] ?? '');
    };
    find();
    window.addEventListener('scroll', find, { passive: true });
    return () => window.removeEventListener('scroll', find);
  }, [list]);
  return current;
}
