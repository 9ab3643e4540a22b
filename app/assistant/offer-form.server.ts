import { arrangeFill, prefilledPaths } from '~/app/forms/arrange-fill';
import { getPublishedForm } from '~/forms/definition/get-form.server';
import type { Provenance } from '~/forms/prefill/field-provenance';
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
  const { enterpriseId } = conversation;
  const provenance = enterpriseId === null ? {} : await readPrefill(context, form.formId, enterpriseId);
  const plan = arrangeFill(form.definition, provenance);
  const prefilled = prefilledPaths(plan).length;
  const title = request.locale === 'en' ? (form.titleEn ?? form.title) : form.title;
  const url = `/apply/${encodeURIComponent(form.path)}?policy=${encodeURIComponent(policyId)}`;
  // Materials and promises aren't counted, as on the page where the form is filled.
  const offer = { formId: form.formId, title, prefilled, total: prefilled + plan.paths.fill.length, url };
  draft.answer.form = offer;
  yield { event: 'form', data: offer };
  return true;
}

/** Without the count the offer still stands: the form itself will say what is filled. */
async function readPrefill(context: TurnContext, formId: string, enterpriseId: string): Promise<Provenance> {
  const { deps, request } = context;
  try {
    const { provenance } = await prefillForEnterprise(deps, request.reader, { formId, enterpriseId });
    return provenance;
  } catch (error) {
    deps.log.error({ err: error, formId }, 'The form could not be prefilled for the offer in the chat');
    return {};
  }
}
