import { getPublishedForm } from '~/forms/definition/get-form.server';
import { walkFields } from '~/forms/definition/walk-fields';
import { prefillForEnterprise } from '~/forms/prefill/prefill-for-enterprise.server';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';

import type { TurnEvent } from './turn-answer';
import type { TurnContext } from './turn-context.server';

/** Offers the policy's form, with how much of it is filled in advance; nothing when it has none. */
export async function* offerForm(context: TurnContext, policyId: string): AsyncGenerator<TurnEvent, boolean> {
  const { deps, draft, request, conversation, asOf } = context;
  const [policy] = await listPublishedPolicies(deps.db, { at: asOf, ids: [policyId] });
  const form = policy?.formId ? await getPublishedForm(deps.db, policy.formId) : null;
  if (!form) return false;
  const fields = walkFields(form.definition.components).length;
  const { enterpriseId } = conversation;
  const filled = enterpriseId === null ? 0 : await countPrefilled(context, form.formId, enterpriseId);
  const title = request.locale === 'en' ? (form.titleEn ?? form.title) : form.title;
  const url = `/apply/${encodeURIComponent(form.path)}?policy=${encodeURIComponent(policyId)}`;
  const offer = { formId: form.formId, title, prefilled: Math.min(filled, fields), total: fields, url };
  draft.answer.form = offer;
  yield { event: 'form', data: offer };
  return true;
}

/** Without the count the offer still stands: the form itself will say what is filled. */
async function countPrefilled(context: TurnContext, formId: string, enterpriseId: string): Promise<number> {
  const { deps, request } = context;
  try {
    const { provenance } = await prefillForEnterprise(deps, request.reader, { formId, enterpriseId });
    return Object.keys(provenance).length;
  } catch (error) {
    deps.log.error({ err: error, formId }, 'The form could not be prefilled for the offer in the chat');
    return 0;
  }
}
