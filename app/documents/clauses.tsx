import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import { markQuote } from '~/knowledge/documents/mark-quote';
import type { PageBlock } from '~/knowledge/documents/page-blocks';

/** Which passage is cited, and its words. */
export interface Mark {
  passageId: number;
  quote: string | null;
}

/** A document's text: headings, notes and clauses, each clause with its anchor; the cited one marked, the rest dimmed. */
export function Clauses({ blocks, mark }: { blocks: PageBlock[]; mark: Mark | null }) {
  useEffect(() => {
    if (mark === null || window.location.hash !== '') return;
    document.getElementById(`p-${mark.passageId}`)?.scrollIntoView({ block: 'center' });
  }, [mark]);
  return (
    <div className={mark === null ? 'doc-text' : 'doc-text has-mark'}>
      {blocks.map((block, i) => {
        if (block.type === 'note')
          return (
            <p key={i} className="doc-note">
              {block.text}
            </p>
          );
        if (block.type === 'passage')
          return <Clause key={block.passage.id} passage={block.passage} mark={mark} />;
        return block.level === 2 ? (
          <h2 key={block.id} id={block.id}>
            {block.text}
          </h2>
        ) : (
          <h3 key={block.id} id={block.id}>
            {block.text}
          </h3>
        );
      })}
    </div>
  );
}

function Clause({
  passage,
  mark,
}: {
  passage: Extract<PageBlock, { type: 'passage' }>['passage'];
  mark: Mark | null;
}) {
  const { t } = useTranslation();
  const isHit = mark?.passageId === passage.id;
  const marked = isHit ? markQuote(passage.text, mark.quote) : null;
  // The quote of an older text may not be found any more; then the whole clause is what was cited.
  const lines = marked?.some((line) => line.some((run) => run.marked))
    ? marked
    : markQuote(passage.text, isHit ? null : '');
  return (
    <div id={`p-${passage.id}`} className={isHit ? 'doc-clause hit' : 'doc-clause'} tabIndex={-1}>
      {lines.map((line, i) => (
        <p key={i}>
          {line.map((run, j) =>
            run.marked ? (
              <mark key={j} className="hq-clause">
                {run.text}
              </mark>
            ) : (
              <span key={j}>{run.text}</span>
            ),
          )}
        </p>
      ))}
      <a
        className="doc-anchor"
        href={`#p-${passage.id}`}
        aria-label={t('documents.link-to', { path: passage.path })}
      >
        #
      </a>
    </div>
  );
}
