import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { uploadRoles } from '~/app/documents/upload-roles';
import { DocumentPages } from '~/app/documents/document-pages';
import { FindOnAllPages } from '~/app/documents/workbench/find-on-all-pages';
import { OriginalPane } from '~/app/documents/workbench/original-pane';
import { PassageList } from '~/app/documents/workbench/passage-list';
import { readEdit } from '~/app/documents/workbench/read-edit';
import { SearchWithin } from '~/app/documents/workbench/search-within';
import { SourcePane } from '~/app/documents/workbench/source-pane';
import { useOriginal } from '~/app/documents/workbench/use-original';
import { ViewChoice } from '~/app/documents/workbench/view-choice';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import workbench from '~/app/styles/workbench.css?url';
import { firstProblem } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { proposePassageEdits } from '~/knowledge/documents/changes/passage-edits.server';
import { findHits } from '~/knowledge/documents/find-hits';
import { correctPassage } from '~/knowledge/documents/passages/correct-passages.server';
import { getWorkbench } from '~/knowledge/documents/passages/get-workbench.server';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';

export const links = () => [{ rel: 'stylesheet', href: workbench }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const query = new URL(request.url).searchParams;
    const place = query.get('at');
    const found = await getWorkbench(context.services.db, reader, params.id ?? '', {
      page: Number(query.get('page') ?? 1),
      at: place !== null && /^\d{1,9}$/.test(place) ? Number(place) : null,
      find: (query.get('find') ?? '').slice(0, 100),
    });
    if (!found) throw new NotFoundError('document', params.id ?? '');
    return found;
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const id = params.id ?? '';
    const form = await request.formData();
    if (form.get('intent') === 'propose') {
      await proposePassageEdits(context.services, reader, id);
      return redirect(`/desk/documents/${id}`);
    }
    try {
      const { revision } = await correctPassage(context.services, reader, id, readEdit(form));
      return data({ saved: revision });
    } catch (error) {
      if (error instanceof InvalidInputError)
        return data({ error: firstProblem(localeOf(request), error.fields) }, { status: 422 });
      if (error instanceof ConflictError) return data({ theirs: error.current }, { status: 409 });
      throw error;
    }
  });
}

export default function DocumentContent() {
  // Another page is another list: nothing chosen or searched there goes with it.
  return <Workbench key={useLoaderData<typeof loader>().page} />;
}

function Workbench() {
  const found = useLoaderData<typeof loader>();
  const { id, text, passages, canEdit, waiting, offset, page, pages, total } = found;
  const { t } = useTranslation();
  const search = useSearchParams()[0];
  const at = search.has('at') ? Number(search.get('at')) : null;
  const [chosen, setChosen] = useState(at === null ? null : passageAt(passages, at));
  const [words, setWords] = useState(search.get('find') ?? '');
  const [hit, setHit] = useState(0);
  const hits = useMemo(() => findHits(text, words), [text, words]);
  const original = useOriginal(found, at);
  const { show } = original;
  const choose = useCallback(
    (start: number | null) => {
      setChosen(start);
      if (start !== null) show(start);
    },
    [show],
  );
  // The source counts from where its page begins.
  const inPage = useMemo(
    () => passages.map((one) => ({ ...one, start: one.start - offset, end: one.end - offset })),
    [passages, offset],
  );
  const chooseInPage = useCallback((start: number) => choose(start + offset), [choose, offset]);
  const go = (next: number) => {
    setHit(next);
    const passage = passageAt(passages, (hits[next]?.start ?? -1) + offset);
    if (passage !== null) choose(passage);
  };
  return (
    <div className="stack">
      <p className="hq-note wb-phone">{t('workbench.phone')}</p>
      <Waiting {...waiting} canEdit={canEdit} />
      <section className="hq-card" aria-label={t('workbench.tab.content')}>
        <div className="wb-tools">
          <SearchWithin
            words={words}
            setWords={(next) => {
              setWords(next);
              setHit(0);
            }}
            total={hits.length}
            at={hit}
            go={go}
          />
          {original.pages > 0 && <ViewChoice view={original.view} setView={original.setView} />}
          <a className="btn btn-link btn-sm" href={`/desk/documents/${id}/file`}>
            <i className="bi bi-download" aria-hidden="true" />
            {t('workbench.original')}
          </a>
          <span className="hq-sm hq-muted doc-head-actions">
            {t('documents.desk.passages-n', { n: total })}
          </span>
        </div>
        {pages > 1 && <FindOnAllPages words={words} found={found.found ?? []} page={page} />}
        <DocumentPages page={page} pages={pages} />
        <div className="wb-panes">
          {original.view === 'original' ? (
            <OriginalPane
              documentId={id}
              page={original.page}
              pages={original.pages}
              passages={passages.filter(original.isShown).length}
              go={original.go}
            />
          ) : (
            <SourcePane
              text={text}
              passages={inPage}
              chosen={chosen === null ? null : chosen - offset}
              choose={chooseInPage}
              hits={hits}
              hit={hit}
            />
          )}
          <PassageList
            passages={passages}
            isShown={original.isShown}
            chosen={chosen}
            choose={choose}
            revision={found.revision}
            canEdit={canEdit}
            first={page === 1 ? (passages[0]?.start ?? null) : null}
            last={page === pages ? (passages.at(-1)?.start ?? null) : null}
          />
        </div>
      </section>
    </div>
  );
}

function passageAt(passages: readonly { start: number; end: number }[], place: number): number | null {
  return passages.find(({ start, end }) => start <= place && place < end)?.start ?? null;
}

/** Corrections that aren't live yet, and the way to make them so. */
function Waiting({
  pending,
  checking,
  undecided,
  changeId,
  canEdit,
}: {
  pending: number;
  checking: number;
  undecided: number;
  changeId: string | null;
  canEdit: boolean;
}) {
  const { t } = useTranslation();
  if (pending + checking + undecided === 0) return null;
  return (
    <div className="hq-note hq-note-gap" role="status">
      <span>
        {pending > 0 && t('workbench.waiting.pending', { n: pending })}{' '}
        {checking > 0 && t('workbench.waiting.checking', { n: checking })}{' '}
        {undecided > 0 && t('workbench.waiting.undecided', { n: undecided })}{' '}
        {changeId && <Link to={`/desk/changes/${changeId}`}>{t('workbench.change.open')}</Link>}
      </span>
      {pending > 0 && canEdit && (
        <Form method="post" className="wb-inline">
          <button className="btn btn-primary btn-sm" name="intent" value="propose">
            {t('workbench.waiting.propose')}
          </button>
        </Form>
      )}
    </div>
  );
}
