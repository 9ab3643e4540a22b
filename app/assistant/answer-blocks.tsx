import { Link } from '@remix-run/react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

import { answerSections } from './answer-sections';
import {
  ChangesBlock,
  ComparisonBlock,
  ExampleBlock,
  QuoteLines,
  StepsBlock,
  TableBlock,
} from './block-parts';
import { ConflictNote } from './conflict-note';
import { HonestyLabel } from './honesty-label';
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

/** Turns words with marks into words with chips. */
export type WithChips = (text: string) => React.ReactNode;

/** The words of an answer: what came about in one way under its own label; marks become chips that open their clause. */
export function AnswerBlocks({ answer, active, onOpen }: BlocksProps) {
  const known = new Set(answer.citations.map(({ n }) => n));
  const chip = (n: number, key: React.Key) => {
    const citation = answer.citations.find((item) => item.n === n);
    if (!citation) return null;
    const isActive = active?.turnId === answer.turnId && active.n === n;
    const open = (trigger: HTMLElement) => onOpen({ turnId: answer.turnId, n }, trigger);
    return <CitationChip key={key} citation={citation} isActive={isActive} onOpen={open} />;
  };
  const withChips: WithChips = (text) =>
    splitMarks(text, known).map((run, at) =>
      'n' in run ? chip(run.n, at) : <span key={at}>{run.text}</span>,
    );
  return (
    <>
      {answerSections(answer).map(({ label, blocks }, at) => (
        <div key={at} className="chat-section">
          <HonestyLabel
            label={label}
            failure={answer.modelFailure}
            noModel={at === 0 && answer.noModel === true}
          />
          {blocks.map((block) => (
            <Block key={block.block} block={block} asOf={answer.asOf} withChips={withChips} />
          ))}
        </div>
      ))}
    </>
  );
}

interface BlockProps {
  block: AnswerBlock;
  asOf: string | undefined;
  withChips: WithChips;
}

function Block({ block, asOf, withChips }: BlockProps) {
  const { kind, part, text, link } = block;
  if (part && 'steps' in part) return <StepsBlock part={part} text={text} withChips={withChips} />;
  if (part && 'table' in part) return <TableBlock table={part.table} withChips={withChips} />;
  if (part && 'comparison' in part) return <ComparisonBlock table={part.comparison} withChips={withChips} />;
  if (part && 'changes' in part)
    return <ChangesBlock changes={part.changes} link={link} withChips={withChips} />;
  if (part && 'conflicts' in part) return <ConflictNote conflicts={part.conflicts} />;
  if (part && 'example' in part) return <ExampleBlock example={part.example} link={link} />;
  const words = withChips(text);
  switch (kind) {
    case 'aspect':
      return <h2 className="chat-aspect">{words}</h2>;
    case 'heading':
      return <p className="hq-sm hq-muted chat-heading">{link ? <Link to={link}>{words}</Link> : words}</p>;
    case 'exception':
      return (
        <p className="hq-sm chat-heading chat-exception">
          <i className="bi bi-exclamation-diamond" aria-hidden="true" />
          <span>{words}</span>
        </p>
      );
    case 'quote':
      return <QuoteLines text={text} withChips={withChips} />;
    case 'context':
      return <p className="hq-sm chat-context">{words}</p>;
    case 'note':
      // An answer about the past says so where nobody misses it.
      if (asOf !== undefined && text.includes(asOf)) return <p className="hq-note chat-asof">{words}</p>;
      return <p className="hq-sm hq-muted">{link ? <Link to={link}>{words}</Link> : words}</p>;
    default:
      return <p className="chat-text">{link ? <Link to={link}>{words}</Link> : words}</p>;
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
      aria-label={citeLabel(t, citation)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        onOpen(event.currentTarget);
      }}
    >
      {citation.n}
      {citation.textOrigin === 'ocr-unchecked' && (
        <i className="bi bi-eye chat-cite-ocr" aria-hidden="true" />
      )}
    </a>
  );
}

/** What a source's button says; that its words were recognised and not checked is heard before it is opened. */
const citeLabel = (t: TFunction, { n, textOrigin }: AnswerCitation) =>
  t(textOrigin === 'ocr-unchecked' ? 'chat.cite.unchecked' : 'chat.cite', { n });

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
            {citeLabel(t, citation)}
          </a>
        </li>
      ))}
    </ul>
  );
}
