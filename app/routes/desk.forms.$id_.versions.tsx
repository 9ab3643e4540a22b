import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { FormGate } from '~/app/forms/versions/form-gate';
import { DifferenceFromLive, VersionHistory } from '~/app/forms/versions/version-history';
import { doDeed } from '~/app/forms/versions/do-deed.server';
import { showVersions } from '~/app/forms/versions/show-versions.server';
import { requireStaff } from '~/app/session/require-reader.server';
import builderStyles from '~/app/styles/builder.css?url';
import styles from '~/app/styles/versions.css?url';

export const links: LinksFunction = () =>
  [builderStyles, styles].map((href) => ({ rel: 'stylesheet', href }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ''} · 版本与发布 · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer', 'reviewer');
  const query = new URL(request.url).searchParams;
  const compare = Number(query.get('compare')) || null;
  const shown = await orErrorPage(() =>
    showVersions(formsDeps(context, request), reader, { formId: params.id ?? '', compare }),
  );
  return { ...shown, done: query.get('done') };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer', 'reviewer');
  const formId = params.id ?? '';
  const sent = await request.formData();
  const answer = await orErrorPage(() => doDeed(formsDeps(context, request), reader, formId, sent));
  return 'done' in answer ? redirect(`/desk/forms/${formId}/versions?done=${answer.done}`) : answer;
}

/** 版本与发布: what changes and whom it touches, the gate with its second person, and every version there was. */
export default function Versions() {
  const { candidate, history, compared, live, done, ...form } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <>
      <p className="hq-sm">
        <Link to="/desk/forms">{t('builder.forms')}</Link>
      </p>
      <div className="deskhead">
        <h1>{form.title}</h1>
        {live ? (
          <span className="tag tag-b">{t('builder.live', { n: live.number })}</span>
        ) : (
          <span className="tag">{t(form.isWithdrawn ? 'builder.withdrawn' : 'versions.never-live')}</span>
        )}
        {form.mayDesign && candidate?.state !== 'in-review' && (
          <Link className="btn btn-outline-primary ms-auto" to={`/desk/forms/${form.formId}`}>
            <i className="bi bi-pencil-square" aria-hidden="true" /> {t('versions.edit')}
          </Link>
        )}
      </div>
      {done && (
        <p className="hq-note versions-gap" role="status">
          <i className="bi bi-check-circle-fill c-ok" aria-hidden="true" />
          <span>{t(`versions.done.${done}`, { defaultValue: '' })}</span>
        </p>
      )}
      {answer?.problem && (
        <p className="hq-note hq-note-no versions-gap" role="alert">
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          <span>{answer.problem}</span>
        </p>
      )}
      {candidate ? (
        <FormGate
          key={`${candidate.number} ${candidate.state}`}
          {...form}
          candidate={candidate}
          liveNumber={live?.number ?? null}
          answer={answer}
        />
      ) : (
        <p className="hq-card hq-card-b hq-muted versions-gap">{t('versions.no-candidate')}</p>
      )}
      {compared && live && <DifferenceFromLive {...compared} live={live.number} />}
      <VersionHistory {...form} history={history} live={live?.number ?? null} />
    </>
  );
}
