import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { uploadRoles } from '~/app/documents/upload-roles';
import { DocumentPages } from '~/app/documents/document-pages';
import { PassageList } from '~/app/documents/workbench/passage-list';
import { readEdit } from '~/app/documents/workbench/read-edit';
import { SearchWithin } from '~/app/documents/workbench/search-within';
import { SourcePane } from '~/app/documents/workbench/source-pane';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import workbench from '~/app/styles/workbench.css?url';
import { proposePassageEdits } from '~/knowledge/documents/changes/passage-edits.server';
import { findHits } from '~/knowledge/documents/find-hits';
import { correctPassage } from '~/knowledge/documents/passages/correct-passages.server';
import { cutWorkbench } from '~/knowledge/documents/passages/cut-workbench';
import { getWorkbench } from '~/knowledge/documents/passages/get-workbench.server';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';

export const links = () => [{ rel: 'stylesheet', href: workbench }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const found = await getWorkbench(context.services.db, reader, params.id ?? '');
    if (!found) throw new NotFoundError('document', params.id ?? '');
    const url = new URL(request.url);
    const place = url.searchParams.get('at');
    const part = cutWorkbench(found.text, found.passages, {
      page: Number(url.searchParams.get('page') ?? 1),
      at: place !== null && /^\d+$/.test(place) ? Number(place) : null,
    });
    return { ...found, ...part };
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
        return data({ error: Object.values(error.fields)[0] ?? '' }, { status: 422 });
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
  const { id, text, passages, revision, canEdit, waiting, offset, page, pages, total } =
    useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const marked = Number(search.get('at') ?? Number.NaN);
  const [chosen, setChosen] = useState<number | null>(
    passages.find(({ start, end }) => start <= marked && marked < end)?.start ?? null,
  );
  const [words, setWords] = useState(search.get('find') ?? '');
  const [hit, setHit] = useState(0);
  const hits = useMemo(() => findHits(text, words), [text, words]);
  const choose = useCallback((start: number | null) => {
    setChosen(start);
  }, []);
  // The source counts from where its page begins.
  const inPage = useMemo(
    () => passages.map((one) => ({ ...one, start: one.start - offset, end: one.end - offset })),
    [passages, offset],
  );
  const chooseInPage = useCallback((start: number) => choose(start + offset), [choose, offset]);
  const go = (next: number) => {
    setHit(next);
    const at = (hits[next]?.start ?? -1) + offset;
    const passage = passages.find(({ start, end }) => start <= at && at < end);
    if (passage) setChosen(passage.start);
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
          <a className="btn btn-link btn-sm" href={`/desk/documents/${id}/file`}>
            <i className="bi bi-download" aria-hidden="true" />
            {t('workbench.original')}
          </a>
          <span className="hq-sm hq-muted doc-head-actions">
            {t('documents.desk.passages-n', { n: total })}
          </span>
        </div>
        {pages > 1 && <p className="hq-xs hq-muted">{t('workbench.find.page')}</p>}
        <DocumentPages page={page} pages={pages} />
        <div className="wb-panes">
          <SourcePane
            text={text}
            passages={inPage}
            chosen={chosen === null ? null : chosen - offset}
            choose={chooseInPage}
            hits={hits}
            hit={hit}
          />
          <PassageList
            passages={passages}
            chosen={chosen}
            choose={choose}
            revision={revision}
            canEdit={canEdit}
          />
        </div>
      </section>
    </div>
  );
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
