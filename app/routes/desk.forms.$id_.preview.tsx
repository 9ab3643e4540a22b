import formioStyles from '@formio/js/dist/formio.full.min.css?url';
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { FormPreview } from '~/app/forms/build/form-preview';
import { listBindableFacts } from '~/app/forms/build/list-bindable-facts.server';
import { PreviewChoices } from '~/app/forms/build/preview-choices';
import { listPreviewFirms, previewAsFirm } from '~/app/forms/build/preview-firm.server';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { limitFiles } from '~/app/forms/limit-files';
import { localizeDefinition } from '~/forms/definition/translations/localize-definition';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/fill.css?url';
import { getFormForDesign, getFormVersion } from '~/forms/definition/get-form.server';
import { listFields } from '~/forms/submission/list-fields';
import { fieldWords } from '~/forms/words/field-words';

export const links: LinksFunction = () => [formioStyles, styles].map((href) => ({ rel: 'stylesheet', href }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ''} · 预览 · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer', 'reviewer');
  const deps = formsDeps(context, request);
  const query = new URL(request.url).searchParams;
  const versionId = query.get('version');
  const firmId = query.get('firm');
  return orErrorPage(async () => {
    const form = await getFormForDesign(deps, reader, params.id ?? '');
    const shown = versionId ? await getFormVersion(deps, reader, versionId) : form.working;
    const definition = limitFiles(localizeDefinition(shown.definition, deps.locale), deps.uploadLimitMb);
    const firm = firmId ? await previewAsFirm(deps, reader, shown, firmId) : null;
    const words = fieldWords(deps.locale);
    const rows = firm ? listFields(definition.components, firm.data, firm.provenance, words) : [];
    return {
      title: deps.locale === 'en' ? (shown.titleEn ?? shown.title) : shown.title,
      number: shown.number,
      definition,
      firm: firm && { id: firm.id, name: firm.name },
      filled: firm && {
        data: firm.data,
        provenance: firm.provenance,
        texts: Object.fromEntries(rows.map(({ path, text }) => [path, text])),
      },
      firms: await listPreviewFirms(deps.db),
      facts: await listBindableFacts(deps.db, deps.locale),
    };
  });
}

export default function Preview() {
  const { title, number, definition, facts, firm, firms, filled } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="preview">
      <div className="deskhead">
        <h1>{title}</h1>
        <span className="tag">{t('builder.version', { n: number })}</span>
      </div>
      <p className="hq-note case-gap">
        <i className="bi bi-eye" aria-hidden="true" />
        <span>{firm ? t('builder.preview-firm', { firm: firm.name }) : t('builder.preview-note')}</span>
      </p>
      <PreviewChoices firms={firms} firmId={firm?.id ?? null} />
      <FormPreview key={firm?.id ?? ''} definition={definition} facts={facts} filled={filled} />
    </div>
  );
}
