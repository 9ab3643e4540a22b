import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { PolicyEditor } from '~/app/policy-design/policy-editor';
import { readPolicyDesign } from '~/app/policy-design/read-policy-design.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/policy-design.css?url';
import questions from '~/app/styles/questions.css?url';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';

export const links: LinksFunction = () => [questions, styles].map((href) => ({ rel: 'stylesheet', href }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.working.title ?? ''} · 政策规则 · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    return readPolicyDesign(context.services, reader, params.id ?? '');
  });
}

export default function DesignPolicy() {
  const design = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <>
      <p className="crumb">
        <Link to="/desk/policies">{t('rules.list')}</Link>
      </p>
      <PolicyEditor key={`${design.policyId} ${design.working.number} ${design.working.state}`} {...design} />
    </>
  );
}
