import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';

import { CorrectedLabel } from '../status-badge';
import { PassageEditor } from './passage-editor';
import type { WorkPassage } from './source-blocks';

/** The passages in order; the chosen one can be corrected. Arrow keys go through them. */
export function PassageList({
  passages,
  chosen,
  choose,
  revision,
  canEdit,
  first,
  last,
  isShown,
}: {
  passages: WorkPassage[];
  /** Those on the page of the original that is shown; the chosen one and one being edited stay in any case. */
  isShown: (passage: WorkPassage) => boolean;
  chosen: number | null;
  choose: (start: number | null) => void;
  revision: number;
  canEdit: boolean;
  /** The document's own first and last passage, where they are on this page. */
  first: number | null;
  last: number | null;
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState<number | null>(null);
  useEffect(() => {
    box.current?.querySelector(`[data-passage="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const step = (event: KeyboardEvent, at: number) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = by === undefined ? undefined : passages[at + by];
    if (!next) return;
    event.preventDefault();
    // It may be on another page of the original, and hidden until that is shown.
    flushSync(() => {
      choose(next.start);
    });
    box.current?.querySelector<HTMLButtonElement>(`[data-passage="${next.start}"] > button`)?.focus();
  };
  return (
    <ScrollRegion className="wb-pane" ref={box} label={t('workbench.passages')}>
      {passages.length === 0 && <p className="hq-muted hq-sm">{t('workbench.no-passages')}</p>}
      {passages.map((passage, at) => {
        const isChosen = passage.start === chosen;
        return (
          <div
            key={passage.start}
            className={isChosen ? 'wb-psg on' : 'wb-psg'}
            data-passage={passage.start}
            hidden={!isChosen && editing !== passage.start && !isShown(passage)}
          >
            <button
              type="button"
              aria-pressed={isChosen}
              onClick={() => {
                choose(isChosen ? null : passage.start);
              }}
              onKeyDown={(event) => {
                step(event, at);
              }}
            >
              <span className="wb-head">
                <b>{passage.path}</b>
                <span className="hq-muted">{passage.heading}</span>
                <CorrectedLabel corrected={passage.corrected} />
              </span>
              {editing !== passage.start && passage.text}
            </button>
            {isChosen && canEdit && editing !== passage.start && (
              <div className="wb-edit wb-desktop">
                <button
                  type="button"
                  className="btn btn-outline-primary btn-sm"
                  onClick={() => {
                    setEditing(passage.start);
                  }}
                >
                  <i className="bi bi-pencil" aria-hidden="true" />
                  {t('workbench.do.edit')}
                </button>
              </div>
            )}
            {editing === passage.start && (
              <PassageEditor
                passage={passage}
                revision={revision}
                isFirst={passage.start === first}
                isLast={passage.start === last}
                close={() => {
                  setEditing(null);
                }}
              />
            )}
          </div>
        );
      })}
    </ScrollRegion>
  );
}
