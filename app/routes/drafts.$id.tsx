import { redirect, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import formioStyles from '@formio/js/dist/formio.full.min.css?url';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { closeFields } from '~/app/forms/fill/close-fields';
import { offerLicence } from '~/app/forms/fill/licence/offer-licence';
import { FillForm } from '~/app/forms/fill/fill-form';
import { showVersionNote } from '~/app/forms/versions/show-version-note';
import { VersionNotice } from '~/app/forms/versions/version-notice';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readPreferences } from '~/app/i18n/preferences';
import { limitFiles } from '~/app/forms/limit-files';
import { localizeDefinition } from '~/forms/definition/translations/localize-definition';
import { requireMember } from '~/app/session/require-reader.server';
import styles from '~/app/styles/fill.css?url';
import { getHolder } from '~/forms/handover/get-holder.server';
import { sealFields, sealPaths } from '~/forms/handover/handover-purpose';
import { carryOnOpening } from '~/forms/submission/carry-draft.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { localCopyKey } from '~/forms/submission/local-copy-key.server';
import { listFields } from '~/forms/submission/list-fields';
import { fieldWords } from '~/forms/words/field-words';
import { listUploads } from '~/forms/upload/list-uploads.server';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: formioStyles },
  { rel: 'stylesheet', href: styles },
];

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? '申报'} · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireMember(request, context);
  const deps = formsDeps(context, request);
  const draft = await orErrorPage(async () => {
    await carryOnOpening(deps, reader, params.id ?? '');
    return getDraft(deps, reader, params.id ?? '');
  });
  if (draft.receiptNumber) return redirect(`/receipts/${draft.receiptNumber}`);
  const definition = limitFiles(localizeDefinition(draft.definition, deps.locale), deps.uploadLimitMb);
  const rows = listFields(definition.components, draft.data, draft.provenance, fieldWords(deps.locale));
  const { draftId, data, provenance, changes, revision, enterpriseName, departmentName, policyId } = draft;
  const { elder, fill } = readPreferences(request);
  const holding = await getHolder(deps.db, reader, { id: draftId, enterpriseId: draft.enterpriseId });
  const isSealer = holding.holder?.isReader === true && holding.holder.purpose === 'seal';
  const named = Object.keys(draft.returned?.fields ?? {});
  return {
    draftId,
    holding,
    canSeal: sealFields(definition.components).length > 0,
    isSealer,
    uploads: await listUploads(deps.db, draftId, reader.personId),
    copy:
      reader.personId === null
        ? null
        : {
            id: `${reader.personId}:${draftId}`,
            key: localCopyKey(deps.signingKey, reader.personId, draftId),
          },
    mode: fill ?? (elder ? ('one' as const) : ('page' as const)),
    title: deps.locale === 'en' ? (draft.titleEn ?? draft.title) : draft.title,
    definition: closeFields(
      definition,
      isSealer ? sealPaths(definition.components, named) : named,
      new Set(rows.flatMap(({ path, text }) => (text === '' ? [] : [path.replace(/\[\d+\]/g, '')]))),
    ),
    data,
    provenance,
    certificates: draft.certificates,
    disputes: draft.disputes,
    changes,
    chatOffers: draft.chatOffers,
    earlierFiles: isSealer ? {} : draft.earlierFiles,
    licence: offerLicence(draft.definition, draft, named),
    revision,
    updatedAt: draft.updatedAt.toISOString(),
    enterpriseName,
    departmentName,
    policyId,
    returned: draft.returned && { reason: draft.returned.reason, fields: draft.returned.fields },
    version: showVersionNote(draft.versionNote, deps.locale),
    texts: Object.fromEntries(rows.map(({ path, text }) => [path, text])),
  };
}

export default function Draft() {
  const { enterpriseName, departmentName, updatedAt, policyId, version, ...draft } =
    useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="wrap">
      <nav className="crumb" aria-label={t('fill.place')}>
        {policyId ? (
          <Link to={`/policies/${policyId}`}>{t('fill.policy')}</Link>
        ) : (
          <Link to="/my/applications">{t('applications.title')}</Link>
        )}
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span>{t('fill.crumb')}</span>
      </nav>
      {version && <VersionNotice draftId={draft.draftId} revision={draft.revision} note={version} />}
      <FillForm
        key={draft.draftId}
        {...draft}
        line={t('fill.line', { enterprise: enterpriseName, department: departmentName })}
        savedAt={updatedAt}
      />
    </div>
  );
}
