import { Link } from '@remix-run/react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { KeyPointsLabel, RecognisedLabel, StatusBadge } from '~/app/documents/status-badge';
import { markQuote } from '~/knowledge/documents/mark-quote';

import { clausePath } from './answer-blocks';
import type { SourceView } from './get-source.server';
import type { AnswerCitation, TurnAnswer } from './turn-answer';

interface SourcePaneProps {
  answer: TurnAnswer;
  n: number;
  /** The source as the server sent it with the page. */
  initial: SourceView | null;
  /** Opened by the reader (a sheet on phones, focus moves in), or shown by the side of the last answer. */
  isAsked: boolean;
  onChoose: (n: number) => void;
  onClose: () => void;
}

/** 依据: the cited clause in its document, its status, the neighbours dimmed. */
export function SourcePane({ answer, n, initial, isAsked, onChoose, onClose }: SourcePaneProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const pane = useRef<HTMLElement>(null);
  const citation = answer.citations.find((item) => item.n === n);
  const source = useSource(citation, answer.asOf, initial);
  useEffect(() => {
    if (isAsked) heading.current?.focus();
  }, [isAsked, n]);
  if (!citation) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Tab' && isAsked && window.matchMedia('(max-width: 991px)').matches)
      trapFocus(event, pane.current);
  };
  return (
    // Keys are heard for the whole pane: Esc goes back to the chip wherever the focus is in it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={pane}
      className={isAsked ? 'src is-asked' : 'src'}
      aria-label={t('chat.source.title')}
      onKeyDown={onKeyDown}
    >
      <span className="grab" aria-hidden="true" />
      <div className="row-x">
        <h2 ref={heading} tabIndex={-1} className="src-title">
          {t('chat.source.title')}
        </h2>
        <button
          type="button"
          className="iconbtn src-close"
          aria-label={t('chat.source.close')}
          onClick={onClose}
        >
          <i className="bi bi-x-lg" aria-hidden="true" />
        </button>
      </div>
      <Tabs citations={answer.citations} n={n} onChoose={onChoose} />
      <div role="tabpanel" id="source-panel" aria-labelledby={`source-tab-${n}`}>
        {source ? <Source source={source} citation={citation} /> : <Loading />}
      </div>
      <NotQuoted answer={answer} source={source} />
    </aside>
  );
}

/** The source of a citation: the page's own, or fetched. A plain request: nothing of the page hangs on it. */
function useSource(
  citation: AnswerCitation | undefined,
  asOf: string | undefined,
  initial: SourceView | null,
): SourceView | null {
  const [fetched, setFetched] = useState<SourceView | null>(null);
  const passageId = citation?.passageId;
  const isInitial = initial?.passageId === passageId;
  useEffect(() => {
    if (passageId === undefined || isInitial) return;
    const controller = new AbortController();
    const address = `/assistant/source?passage=${passageId}${asOf ? `&asOf=${asOf}` : ''}`;
    fetch(address, { signal: controller.signal })
      .then(async (response) => {
        if (response.ok) setFetched((await response.json()) as SourceView);
      })
      .catch((error: unknown) => {
        // The pane moved on to another source.
        if (!controller.signal.aborted) throw error;
      });
    return () => controller.abort();
  }, [passageId, asOf, isInitial]);
  if (isInitial) return initial;
  return fetched?.passageId === passageId ? fetched : null;
}

function Tabs({
  citations,
  n,
  onChoose,
}: {
  citations: AnswerCitation[];
  n: number;
  onChoose: (n: number) => void;
}) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = citations.findIndex((item) => item.n === n);
    const next = citations[(at + step + citations.length) % citations.length];
    if (!next) return;
    onChoose(next.n);
    document.getElementById(`source-tab-${next.n}`)?.focus();
  };
  return (
    <div className="nav nav-tabs" role="tablist" tabIndex={-1} onKeyDown={onKeyDown}>
      {citations.map((citation) => (
        <button
          key={citation.n}
          id={`source-tab-${citation.n}`}
          type="button"
          role="tab"
          className={citation.n === n ? 'nav-link active' : 'nav-link'}
          aria-selected={citation.n === n}
          aria-controls="source-panel"
          tabIndex={citation.n === n ? 0 : -1}
          onClick={() => onChoose(citation.n)}
        >
          [{citation.n}] {shortName(citation)}
          {citation.textOrigin === 'ocr-unchecked' && (
            <>
              {' '}
              <i className="bi bi-eye" aria-hidden="true" />
              <span className="visually-hidden">{t('documents.ocr.unchecked')}</span>
            </>
          )}
        </button>
      ))}
    </div>
  );
}

const shortName = ({ documentNumber, title }: AnswerCitation) =>
  (documentNumber ?? title).replace(/（示例）/, '').replace(/^.*(?=公告\d{4}年)/, '');

function Source({ source, citation }: { source: SourceView; citation: AnswerCitation }) {
  const { t } = useTranslation();
  const { document, asOf } = source;
  return (
    <article className="doc hq-card">
      <div className="row-x wrapx src-status">
        <StatusBadge status={document.status} effectiveFrom={document.effectiveFrom} />
        <KeyPointsLabel textKind={document.textKind} />
        <RecognisedLabel textOrigin={document.textOrigin} />
        <span className="hq-xs hq-muted">{t('chat.source.checked', { date: asOf })}</span>
      </div>
      <h3>{document.title}</h3>
      <dl className="kv hq-sm">
        {document.documentNumber && (
          <>
            <dt>{t('chat.source.number')}</dt>
            <dd>{document.documentNumber}</dd>
          </>
        )}
        {document.issuer && (
          <>
            <dt>{t('chat.source.issuer')}</dt>
            <dd>{document.issuer}</dd>
          </>
        )}
        {document.effectiveFrom && (
          <>
            <dt>{t('chat.source.term')}</dt>
            <dd>
              {document.expiresOn
                ? t('chat.source.from-to', { from: document.effectiveFrom, to: document.expiresOn })
                : t('chat.source.from', { from: document.effectiveFrom })}
            </dd>
          </>
        )}
      </dl>
      <div className="art">
        {source.passages.map((passage) => (
          <Clause
            key={passage.id}
            path={passage.path}
            text={passage.text}
            quote={passage.id === source.passageId ? citation.quote : null}
          />
        ))}
      </div>
      <div className="row-x wrapx">
        <Link className="btn btn-outline-primary btn-sm" to={clausePath(citation)}>
          <i className="bi bi-box-arrow-up-right" aria-hidden="true" />
          {t('chat.source.whole')}
        </Link>
        <CopyButton citation={citation} />
      </div>
    </article>
  );
}

function Clause({ path, text, quote }: { path: string; text: string; quote: string | null }) {
  const short = text.length > 160 && quote === null ? `${text.slice(0, 160)}……` : text;
  // 第六条 of an original stands in its text too.
  const shownPath = text.startsWith(path.split(' ').at(-1) ?? '') ? '' : path;
  return (
    <div className={quote === null ? 'near' : 'hit'}>
      {shownPath && <span className="src-path">{shownPath}</span>}
      {markQuote(short, quote ?? '§').map((line, i) => (
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
    </div>
  );
}

function CopyButton({ citation }: { citation: AnswerCitation }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const source = [citation.documentNumber, citation.path].filter(Boolean).join(' ');
    await navigator.clipboard.writeText(`${citation.quote}（《${citation.title}》${source}）`);
    setCopied(true);
  };
  return (
    <button type="button" className="btn btn-outline-primary btn-sm" onClick={() => void copy()}>
      <i className={`bi ${copied ? 'bi-check-lg' : 'bi-copy'}`} aria-hidden="true" />
      <span role="status">{t(copied ? 'chat.source.copied' : 'chat.source.copy')}</span>
    </button>
  );
}

function Loading() {
  const { t } = useTranslation();
  return (
    <div className="hq-card hq-card-b" role="status">
      <span className="hq-label">{t('chat.source.loading')}</span>
      <div className="sk" />
      <div className="sk" />
    </div>
  );
}

/** 已检索但未采用: other versions of the document, and what was found and not quoted. */
function NotQuoted({ answer, source }: { answer: TurnAnswer; source: SourceView | null }) {
  const { t } = useTranslation();
  const versions = source?.versions ?? [];
  if (versions.length + answer.considered.length === 0) return null;
  return (
    <>
      <h3 className="hq-sm src-others">{t('chat.source.others')}</h3>
      {versions.map((version) => (
        <Link key={version.id} className="mini hq-card" to={`/documents/${version.id}`}>
          <StatusBadge status={version.status} effectiveFrom={version.effectiveFrom} />
          <span>
            {version.documentNumber ?? version.title}
            <span className="hq-muted">
              {version.supersededOn
                ? t('chat.source.superseded', { date: version.supersededOn })
                : t('chat.source.version')}
            </span>
          </span>
        </Link>
      ))}
      {answer.considered.map((document) => (
        <Link key={document.documentId} className="mini hq-card" to={`/documents/${document.documentId}`}>
          <StatusBadge status={document.status as SourceView['document']['status']} />
          <span>
            {document.documentNumber ?? document.title}
            <span className="hq-muted">{t('chat.source.less')}</span>
          </span>
        </Link>
      ))}
    </>
  );
}

/** On phones the pane is a sheet over the page: Tab stays in it. */
function trapFocus(event: KeyboardEvent, pane: HTMLElement | null): void {
  const stops = [...(pane?.querySelectorAll<HTMLElement>('a[href], button:not([tabindex="-1"])') ?? [])];
  const [first, last] = [stops[0], stops.at(-1)];
  const active = document.activeElement;
  if (event.shiftKey && (active === first || active?.tagName === 'H2')) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && active === last) {
    event.preventDefault();
    first?.focus();
  }
}
