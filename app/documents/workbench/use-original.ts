import { useNavigate } from '@remix-run/react';
import { useCallback, useState } from 'react';

import { isOnPage, pageOfPlace } from '~/knowledge/documents/pages/drawable-page';

import type { WorkPassage } from './source-blocks';

export type View = 'original' | 'text';

/** What the workbench shows of the original's pages; none where `pages` is 0. */
export interface Original {
  view: View;
  setView: (view: View) => void;
  page: number;
  pages: number;
  /** Whether a passage stands on the page, wholly or in part; all do where no page is shown. */
  isShown: (passage: Pick<WorkPassage, 'start' | 'end'>) => boolean;
  go: (page: number) => void;
  /** Turns to the page of a place in the text. */
  show: (place: number) => void;
}

const none: number[] = [];

/** The page of the original that is shown: that of the place asked for, until a person turns it or chooses a passage. */
export function useOriginal(
  part: {
    id: string;
    pageStarts: number[] | null;
    offset: number;
    text: string;
  },
  asked: number | null,
): Original {
  const { id, offset, text } = part;
  const starts = part.pageStarts ?? none;
  const navigate = useNavigate();
  const [view, setView] = useState<View>(starts.length > 0 ? 'original' : 'text');
  const [page, setPage] = useState(pageOfPlace(starts, asked ?? offset));
  const isShown = useCallback(
    (passage: Pick<WorkPassage, 'start' | 'end'>) => view === 'text' || isOnPage(starts, page, passage),
    [view, starts, page],
  );
  const show = useCallback(
    (place: number) => {
      setPage((now) =>
        isOnPage(starts, now, { start: place, end: place + 1 }) ? now : pageOfPlace(starts, place),
      );
    },
    [starts],
  );
  const go = useCallback(
    (next: number) => {
      setPage(next);
      const place = starts[next - 1] ?? 0;
      // The passages of a long document come in parts; that page's may be in another.
      if (place < offset || place >= offset + text.length) void navigate(`/desk/documents/${id}?at=${place}`);
    },
    [starts, offset, text.length, id, navigate],
  );
  return { view, setView, page, pages: starts.length, isShown, go, show };
}
