import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { splitMarks } from './split-marks';
import type { AnswerBlock, AnswerCitation, TurnAnswer } from './turn-answer';

/** Which source is open: a citation of a turn. */
export interface OpenSource {
  turnId: string;
  n: number;
}

interface BlocksProps {
  answer: TurnAnswer;
  active: OpenSource | null;
  onOpen: (source: OpenSource, trigger: HTMLElement) => void;
}

/** The words of an answer, block by block; marks become chips that open their clause. */
export function AnswerBlocks({ answer, active, onOpen }: BlocksProps) {
  const known = new Set(answer.citations.map(({ n }) => n));
  const chip = (n: number) => {
    const citation = answer.citations.find((item) => item.n === n);
    if (!citation) return null;
    const isActive = active?.turnId === answer.turnId && active.n === n;
    return (
      <CitationChip
        key={n}
        citation={citation}
        isActive={isActive}
        onOpen={(trigger) => onOpen({ turnId: answer.turnId, n }, trigger)}
      />
    );
  };
  return (
    <>
      {answer.blocks.map((block) => (
        <Block key={block.block} block={block} asOf={answer.asOf}>
          {splitMarks(block.text, known).map((run, at) =>
            'n' in run ? chip(run.n) : <span key={at}>{run.text}</span>,
          )}
        </Block>
      ))}
    </>
  );
}

function Block({
  block,
  asOf,
  children,
}: {
  block: AnswerBlock;
  asOf: string | undefined;
  children: React.ReactNode;
}) {
  switch (block.kind) {
    case 'heading':
      return (
        <p className="hq-sm hq-muted chat-heading">
          {block.link ? <Link to={block.link}>{children}</Link> : children}
        </p>
      );
    case 'quote':
      return <blockquote className="chat-quote">{children}</blockquote>;
    case 'note':
      // An answer about the past says so where nobody misses it.
      if (asOf !== undefined && block.text.includes(asOf))
        return <p className="hq-note chat-asof">{children}</p>;
      return <p className="hq-sm hq-muted">{children}</p>;
    default:
      return <p className="chat-text">{block.link ? <Link to={block.link}>{children}</Link> : children}</p>;
  }
}

/** The place of a cited clause in its document's page: where the chip leads without a source pane. */
export function clausePath(citation: Pick<AnswerCitation, 'documentId' | 'passageId' | 'quote'>): string {
  const query = new URLSearchParams({
    mark: String(citation.passageId),
    quote: citation.quote.slice(0, 300),
  });
  return `/documents/${citation.documentId}?${query.toString()}#p-${citation.passageId}`;
}

interface ChipProps {
  citation: AnswerCitation;
  isActive: boolean;
  onOpen: (trigger: HTMLElement) => void;
}

function CitationChip({ citation, isActive, onOpen }: ChipProps) {
  const { t } = useTranslation();
  return (
    <a
      className={isActive ? 'hq-cite active' : 'hq-cite'}
      href={clausePath(citation)}
      aria-label={t('chat.cite', { n: citation.n })}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        onOpen(event.currentTarget);
      }}
    >
      {citation.n}
    </a>
  );
}

/** For 长辈版: large buttons for each source, below the answer. */
export function ElderSources({ answer, onOpen }: Pick<BlocksProps, 'answer' | 'onOpen'>) {
  const { t } = useTranslation();
  if (answer.citations.length === 0) return null;
  return (
    <ul className="plain chat-elder-sources">
      {answer.citations.map((citation) => (
        <li key={citation.n}>
          <a
            className="btn btn-outline-primary"
            href={clausePath(citation)}
            onClick={(event) => {
              event.preventDefault();
              onOpen({ turnId: answer.turnId, n: citation.n }, event.currentTarget);
            }}
          >
            {t('chat.cite', { n: citation.n })}
          </a>
        </li>
      ))}
    </ul>
  );
}
