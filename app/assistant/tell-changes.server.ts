import { translator } from '~/app/words/translator';
import { chineseWordsFor } from '~/knowledge/answers/english-words';
import { diffClauses, type ClauseChange, type VersionClause } from '~/knowledge/answers/diff-clauses';
import { gatherPassages } from '~/knowledge/answers/gather-passages.server';
import { withoutInjected } from '~/knowledge/answers/injected-instructions';
import { judgeRelevance } from '~/knowledge/answers/judge-relevance';
import { aspectFit, aspectsOf } from '~/knowledge/answers/question-aspect';
import type { SourcePassage } from '~/knowledge/answers/source-passage';
import { documentStatus } from '~/knowledge/documents/document-status';
import { findVersions, type DocumentVersion } from '~/knowledge/documents/find-versions.server';

import { withoutChangeWords } from './asks-for-changes';
import { regionsOf } from './regions-of';
import { documentName } from './source-name';
import type { TurnEvent, VersionChanges } from './turn-answer';
import type { TurnContext } from './turn-context.server';

const mostItems = 12;

/**
 * What changed since last year: the version of a document that counted a year ago against the one that counts now, by
 * clause, both quoted and dated. With no newer version since then, says so and compares with the version before. False
 * when no document is meant.
 */
export async function* tellChanges(context: TurnContext): AsyncGenerator<TurnEvent, boolean> {
  const { draft, request, asOf } = context;
  const t = translator(request.locale);
  const versions = await findMeantVersions(context);
  const after = versions?.findLast((version) => (version.effectiveFrom ?? '') <= asOf);
  if (!versions || !after) return false;
  const yearAgo = `${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4)}`;
  const earlier = versions.slice(0, versions.indexOf(after));
  const before = earlier.at(-1);
  const name = { title: after.title, number: after.documentNumber ?? '', from: after.effectiveFrom ?? '' };
  if (!before) {
    const [passage] = after.passages;
    if (!passage) return false;
    const { n, event } = draft.cite(
      sourceOf(after, { passageId: passage.id, ...passage }, asOf),
      passage.text,
    );
    if (event) yield event;
    yield draft.addText('text', 'extractive', `${t('chat.changes.only', name)} [${n}]`);
    return true;
  }
  const isSince = (after.effectiveFrom ?? '') > yearAgo;
  const difference = diffClauses(clausesOf(before), clausesOf(after));
  const params = {
    ...{ title: after.title, after: documentName(after), from: after.effectiveFrom ?? '' },
    ...{ before: documentName(before), beforeFrom: before.effectiveFrom ?? '', to: endOf(before) ?? '' },
    ...countOf(difference.changes),
    unchanged: difference.unchanged,
  };
  yield draft.addText('note', 'extractive', t(isSince ? 'chat.changes.since' : 'chat.changes.none', params));
  const ranked = rank(difference.changes, request.message);
  const changes: VersionChanges = {
    before: { name: documentName(before), from: before.effectiveFrom, to: endOf(before) },
    after: { name: documentName(after), from: after.effectiveFrom, to: endOf(after) },
    items: [],
    more: Math.max(0, ranked.length - mostItems),
    unchanged: difference.unchanged,
  };
  for (const change of ranked.slice(0, mostItems)) {
    const item: VersionChanges['items'][number] = { change };
    if ('before' in change) {
      const { n, event } = draft.cite(sourceOf(before, change.before, asOf), change.before.text);
      if (event) yield event;
      item.beforeMark = n;
    }
    if ('after' in change) {
      const { n, event } = draft.cite(sourceOf(after, change.after, asOf), change.after.text);
      if (event) yield event;
      item.afterMark = n;
    }
    changes.items.push(item);
  }
  yield draft.addText('changes', 'extractive', changes.items.map((item) => lineOf(item, t)).join('\n'), {
    part: { changes },
    link: `/documents/${after.id}`,
  });
  draft.answer.topic = after.title.replace(/（示例）/, '');
  return true;
}

/** The versions of the document that the question means: of those found, the first that has an earlier version. */
async function findMeantVersions({
  deps,
  request,
  asOf,
  conversation,
}: TurnContext): Promise<DocumentVersion[] | null> {
  const named = withoutChangeWords(request.message);
  const question = named.length >= 2 ? named : (conversation.lastAnswer?.topic ?? request.message);
  const topic = chineseWordsFor(question);
  const gathered = await gatherPassages(deps, {
    question,
    ...(topic !== '' && { topic }),
    asOf,
    regions: regionsOf(question),
    reader: request.reader,
  });
  const documents = [
    ...new Set(
      gathered.passages
        .filter((passage) => passage.found && judgeRelevance(gathered.terms, passage).relevant)
        .map(({ documentId }) => documentId),
    ),
  ].slice(0, 4);
  let first: DocumentVersion[] | null = null;
  for (const documentId of documents) {
    const versions = await findVersions(deps.db, request.reader, documentId);
    if (versions.length > 1) return versions;
    first ??= versions;
  }
  return first;
}

const clausesOf = ({ passages }: DocumentVersion): VersionClause[] =>
  passages.map(({ id, path, text }) => ({ passageId: id, path, text: withoutInjected(text) }));
const endOf = ({ supersededOn, repealedOn, expiresOn }: DocumentVersion) =>
  supersededOn ?? repealedOn ?? expiresOn;

function countOf(changes: ClauseChange[]) {
  const count = (kind: ClauseChange['kind']) => changes.filter((change) => change.kind === kind).length;
  return { changed: count('changed'), added: count('added'), removed: count('removed') };
}

/** Changes in what the question asks about first: amounts, conditions, time; commencement and repeal last. */
function rank(changes: ClauseChange[], message: string): ClauseChange[] {
  const asked = aspectsOf(message).filter((aspect) => aspect !== 'general');
  const aspects = asked.length > 0 ? asked : (['amount', 'conditions', 'materials', 'deadline'] as const);
  const weight = (change: ClauseChange) => {
    const text = 'after' in change ? change.after.text : change.before.text;
    if (/起施行|同时废止|负责解释|制定本|遵循.{0,20}原则/.test(text)) return -1;
    return Math.max(...aspects.map((aspect) => aspectFit(aspect, text, '')));
  };
  return changes
    .map((change, at) => ({
      change,
      at,
      weight: asked.length > 0 || weight(change) < 0 ? weight(change) : 0,
    }))
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .map(({ change }) => change);
}

function lineOf(
  { change, beforeMark, afterMark }: VersionChanges['items'][number],
  t: ReturnType<typeof translator>,
): string {
  if (change.kind === 'added') return `${t('chat.changes.added')}：${change.after.text} [${afterMark}]`;
  if (change.kind === 'removed') return `${t('chat.changes.removed')}：${change.before.text} [${beforeMark}]`;
  return `${t('chat.changes.changed')}：${change.before.text} [${beforeMark}] → ${change.after.text} [${afterMark}]`;
}

function sourceOf(version: DocumentVersion, clause: VersionClause, asOf: string): SourcePassage {
  const { id, title, documentNumber, issuer, textKind, effectiveFrom, expiresOn } = version;
  return {
    ...{ documentId: id, title, documentNumber, issuer, textKind, effectiveFrom, expiresOn },
    ...{ passageId: clause.passageId, path: clause.path, text: clause.text },
    status: documentStatus(version, asOf),
    similarity: null,
    found: false,
  };
}
