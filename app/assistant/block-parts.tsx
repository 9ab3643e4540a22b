import { Link } from '@remix-run/react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import type { ChangedRun } from '~/knowledge/answers/diff-clauses';

import type { WithChips } from './answer-blocks';
import type { BlockPart, ComparisonTable, VersionChanges, WorkedExample } from './turn-answer';

const itemMark = /^[\s\u3000]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|[①-⑳])/;

/** A verbatim quotation; the lines of its list as a list. */
export function QuoteLines({ text, withChips }: { text: string; withChips: WithChips }) {
  const groups: { isList: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const isList = itemMark.test(line);
    const last = groups.at(-1);
    if (last?.isList === isList) last.lines.push(line);
    else groups.push({ isList, lines: [line] });
  }
  return (
    <blockquote className="chat-quote">
      {groups.map(({ isList, lines }, at) =>
        isList ? (
          <ul key={at} className="plain chat-items">
            {lines.map((line, place) => (
              <li key={place}>{withChips(line)}</li>
            ))}
          </ul>
        ) : (
          <p key={at}>{withChips(lines.join('\n'))}</p>
        ),
      )}
    </blockquote>
  );
}

/** Steps as a numbered list, materials as a list; each item verbatim. */
export function StepsBlock({
  part,
}: {
  part: Extract<BlockPart, { steps: string[] }>;
  text: string;
  withChips: WithChips;
}) {
  const items = part.steps.map((step, at) => <li key={at}>{step}</li>);
  return (
    <blockquote className="chat-quote">
      {part.isOrdered ? <ol className="chat-steps">{items}</ol> : <ul className="chat-steps">{items}</ul>}
    </blockquote>
  );
}

/** Rows of a document's table, each with its citation. */
export function TableBlock({
  table,
  withChips,
}: {
  table: Extract<BlockPart, { table: unknown }>['table'];
  withChips: WithChips;
}) {
  const { t } = useTranslation();
  return (
    <ScrollRegion className="chat-wide" label={t('chat.table')}>
      <table className="table table-sm chat-table">
        <thead>
          <tr>
            {table.headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ cells }, at) => (
            <tr key={at}>
              {cells.map((cell, place) => (
                <td key={place}>
                  {cell}
                  {place === cells.length - 1 && withChips(` [${table.marks[at]}]`)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Two policies side by side; on a phone a policy below the other, aspect by aspect. */
export function ComparisonBlock({ table, withChips }: { table: ComparisonTable; withChips: WithChips }) {
  const { t } = useTranslation();
  return (
    <table className="table chat-table chat-comparison">
      <caption className="visually-hidden">{t('chat.compare.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('chat.compare.aspect')}</th>
          {table.sides.map((side) => (
            <th key={side} scope="col">
              {side}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(({ aspect, cells }) => (
          <tr key={aspect}>
            <th scope="row">{t(`chat.aspect.${aspect}`)}</th>
            {cells.map((lines, at) => (
              <td key={at} data-side={table.sides[at]}>
                {lines.length === 0 && <span className="hq-muted">{t('chat.compare.none')}</span>}
                {lines.map((line, place) => (
                  <p key={place}>{withChips(line)}</p>
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ChangesProps {
  changes: VersionChanges;
  link: string | undefined;
  withChips: WithChips;
}

/** What changed between two versions: both wordings quoted and dated, what differs marked. */
export function ChangesBlock({ changes, link, withChips }: ChangesProps) {
  const { t } = useTranslation();
  const { before, after, items, more } = changes;
  const dated = (side: 'before' | 'after', { name, from }: { name: string; from: string | null }) =>
    t(`chat.changes.${side}`, { name, from: from ?? '—' });
  return (
    <>
      <ol className="plain chat-changes">
        {items.map(({ change, beforeMark, afterMark }, at) => (
          <li key={at} data-change={change.kind}>
            <p className="chat-change-kind">
              <i className={`bi ${icons[change.kind]}`} aria-hidden="true" />
              {t(`chat.changes.${change.kind}`)}
            </p>
            {'before' in change && (
              <Version caption={dated('before', before)}>
                {change.kind === 'changed' ? <Runs runs={change.beforeRuns} as="del" /> : change.before.text}
                {withChips(` [${beforeMark}]`)}
              </Version>
            )}
            {'after' in change && (
              <Version caption={dated('after', after)}>
                {change.kind === 'changed' ? <Runs runs={change.afterRuns} as="ins" /> : change.after.text}
                {withChips(` [${afterMark}]`)}
              </Version>
            )}
          </li>
        ))}
      </ol>
      {more > 0 && link && (
        <p className="hq-sm">
          <Link to={link}>{t('chat.changes.more', { count: more })}</Link>
        </p>
      )}
    </>
  );
}

const icons = { added: 'bi-plus-circle', removed: 'bi-dash-circle', changed: 'bi-arrow-left-right' };

function Version({ caption, children }: { caption: string; children: React.ReactNode }) {
  return (
    <figure className="chat-version">
      <figcaption className="hq-xs hq-muted">{caption}</figcaption>
      <blockquote className="chat-quote">{children}</blockquote>
    </figure>
  );
}

function Runs({ runs, as: Mark }: { runs: ChangedRun[]; as: 'ins' | 'del' }) {
  return runs.map(({ text, changed }, at) =>
    changed ? <Mark key={at}>{text}</Mark> : <Fragment key={at}>{text}</Fragment>,
  );
}

/** 试算: the arithmetic with the firm's own figures, where each comes from, and that it is an estimate. */
export function ExampleBlock({ example, link }: { example: WorkedExample; link: string | undefined }) {
  const { t } = useTranslation();
  const { steps, facts, result, kind } = example;
  return (
    <section className="hq-card chat-example" aria-label={t('chat.example.title')}>
      <p className="chat-example-title">
        <i className="bi bi-calculator" aria-hidden="true" />
        {link ? <Link to={link}>{t('chat.example.title')}</Link> : t('chat.example.title')}
      </p>
      <p className="chat-sum">
        {steps.map(({ sign, text, label }, at) => (
          <span key={at} className="chat-sum-part">
            {sign !== '' && <b>{sign === 'cap' ? t('policies.amount.cap') : sign}</b>}
            <span>
              {text}
              {label !== '' && <small>{label}</small>}
            </span>
          </span>
        ))}
        <span className="chat-sum-part chat-sum-result">
          <b>=</b>
          <span>
            {kind === 'exact' ? result : `${t(`policies.amount.${kind}.word`)} ${result}`}
            <small>{t('chat.example.result')}</small>
          </span>
        </span>
      </p>
      <dl className="chat-example-facts" aria-label={t('chat.example.facts')}>
        {facts.map(({ label, value, source, observedAt }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              <span className="hq-prov">
                <i className="bi bi-database" aria-hidden="true" />
                <span>
                  {t('policies.source')}
                  <b>{source}</b>
                </span>
                {observedAt !== '' && (
                  <span className="nowrap"> · {t('policies.source.updated', { date: observedAt })}</span>
                )}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="hq-xs hq-muted">{t('policies.amount.estimate')}</p>
    </section>
  );
}
