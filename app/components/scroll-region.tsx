import { forwardRef, type ReactNode } from 'react';

interface ScrollRegionProps {
  /** What lies in it: read to who can't see it. */
  label: string;
  className?: string;
  id?: string;
  children: ReactNode;
}

/**
 * A part of a page that scrolls by itself, such as a table wider than a phone: a named region that the keyboard reaches,
 * so that the arrow keys scroll it (WCAG 2.1.1).
 */
export const ScrollRegion = forwardRef<HTMLDivElement, ScrollRegionProps>(function ScrollRegion(
  { label, children, ...rest },
  ref,
) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div {...rest} ref={ref} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
});
