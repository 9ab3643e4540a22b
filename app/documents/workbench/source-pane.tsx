import { memo, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { cutByHits, type Hit } from '~/knowledge/documents/find-hits';

import { sourceBlocks, type SourceBlock, type WorkPassage } from './source-blocks';

/** The source text with the passages' borders marked; choosing one chooses it in the list, too. */
export function SourcePane({
  text,
  passages,
  chosen,
  choose,
  hits,
  hit,
}: {
  text: string;
  passages: WorkPassage[];
  chosen: number | null;
  choose: (start: number) => void;
  hits: Hit[];
  hit: number;
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const blocks = useMemo(() => sourceBlocks(text.length, passages), [text, passages]);
  useEffect(() => {
    box.current?.querySelector(`[data-start="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  useEffect(() => {
    box.current?.querySelector('mark.now')?.scrollIntoView({ block: 'center' });
  }, [hit, hits]);
  return (
    <ScrollRegion className="wb-pane" ref={box} label={t('workbench.source')}>
      {blocks.map((block) => {
        const passage = block.passage === null ? null : (passages[block.passage] ?? null);
        const mine = hits.some(({ start, end }) => start < block.end && end > block.start);
        return (
          <Block
            key={block.start}
            block={block}
            text={text}
            passage={passage}
            isChosen={passage !== null && passage.start === chosen}
            hits={mine ? hits : none}
            hit={mine ? hit : -1}
            choose={choose}
          />
        );
      })}
    </ScrollRegion>
  );
}

const none: Hit[] = [];

const Block = memo(function Block({
  block,
  text,
  passage,
  isChosen,
  hits,
  hit,
  choose,
}: {
  block: SourceBlock;
  text: string;
  passage: WorkPassage | null;
  isChosen: boolean;
  hits: Hit[];
  hit: number;
  choose: (start: number) => void;
}) {
  const runs = cutByHits(text, block.start, block.end, hits);
  const words = runs.map((run, i) =>
    run.hit === null ? (
      <span key={i}>{run.text}</span>
    ) : (
      <mark key={i} className={run.hit === hit ? 'now' : undefined}>
        {run.text}
      </mark>
    ),
  );
  if (!passage)
    return text.slice(block.start, block.end).trim() ? <p className="wb-between">{words}</p> : null;
  return (
    <button
      type="button"
      className={isChosen ? 'wb-src on' : 'wb-src'}
      data-start={passage.start}
      aria-pressed={isChosen}
      tabIndex={-1}
      onClick={() => {
        choose(passage.start);
      }}
    >
      <span className="wb-path">{passage.path}</span>
      {words}
    </button>
  );
});
