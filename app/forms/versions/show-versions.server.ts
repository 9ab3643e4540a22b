import { compareFormVersions, type FormChange } from '~/forms/definition/compare-form-versions';
import { findForGate } from '~/forms/definition/check-form-gate.server';
import { getFormVersions, type VersionRow } from '~/forms/definition/get-form-versions.server';
import type { Reader } from '~/prisma/access/reader';
import { cityTime, type FormTerms } from '~/forms/definition/form-terms';
import type { FormFinding } from '~/forms/definition/form-finding';
import { dryRunPrefill } from '~/forms/prefill/dry-run-prefill.server';
import { findAffected } from '~/forms/submission/find-affected.server';
import { describeFinding } from '~/forms/words/describe';
import { describeChange } from '~/forms/words/describe-change';
import { say } from '~/forms/words/say';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import type { Db } from '~/prisma/database.server';

import { showInstant } from '../cases/show-instant';
import { kindOf, type ChangeLine } from './change-list';

type Locale = 'zh-CN' | 'en';
type Deps = { db: Db; now: () => Date; locale: Locale };

/** Everything that the page of a form's versions shows, in the reader's language. */
export async function showVersions(
  deps: Deps,
  reader: Reader,
  wanted: { formId: string; compare: number | null },
) {
  const form = await getFormVersions(deps, reader, wanted.formId);
  const words = await changeWords(deps);
  const live = form.versions.find(({ state }) => state === 'published') ?? null;
  const newest = form.versions[0];
  const candidate = newest && ['draft', 'in-review'].includes(newest.state) ? newest : null;
  const compared = form.versions.find(({ number }) => number === wanted.compare);
  return {
    ...{ formId: form.formId, path: form.path, isWithdrawn: form.isWithdrawn },
    ...{
      mayDesign: form.mayDesign,
      mayDecide: form.mayDecide,
      title: titleOf(newest, deps.locale) ?? form.path,
    },
    live: live && { number: live.number, ...shownTerms(live.terms) },
    candidate: candidate && (await showCandidate(deps, form.formId, candidate, live, words)),
    history: form.versions.map(showRow),
    compared:
      compared && live && compared.number !== live.number
        ? { number: compared.number, changes: compareFormVersions(live, compared).map(words) }
        : null,
  };
}

function titleOf(version: VersionRow | undefined, locale: Locale): string | undefined {
  return (locale === 'en' && version?.titleEn) || version?.title;
}

async function changeWords(deps: Deps): Promise<(change: FormChange) => ChangeLine> {
  const catalogue = await loadCatalogue(deps.db);
  const language = deps.locale === 'en' ? 'en' : 'zh';
  const factLabel = (key: string) => catalogue.get(key)?.label[language] ?? key;
  return (change) => ({
    kind: kindOf(change),
    text: describeChange(change, (key, params) => say(deps.locale, key, params), factLabel),
    look: change.effect === 'look',
  });
}

/** The version that is to be published, as the gate sees it. */
async function showCandidate(
  deps: Deps,
  formId: string,
  version: VersionRow,
  live: VersionRow | null,
  words: (change: FormChange) => ChangeLine,
) {
  const [findings, affected, dryRun, catalogue] = await Promise.all([
    findForGate(deps.db, version.definition),
    findAffected(deps, formId, version),
    dryRunPrefill(deps, version.definition.components),
    loadCatalogue(deps.db),
  ]);
  const language = deps.locale === 'en' ? 'en' : 'zh';
  const factLabel = (key: string) => catalogue.get(key)?.label[language] ?? key;
  const { drafts } = affected;
  return {
    ...{ number: version.number, state: version.state, revision: version.revision },
    ...{ reviewNote: version.reviewNote, proposedBy: version.proposedBy },
    proposedAt: version.proposedAt && showInstant(version.proposedAt),
    terms: shownTerms(version.terms),
    changes: live ? compareFormVersions(live, version).map(words) : null,
    errors: findings.filter(({ severity }) => severity !== 'warning').map((one) => shownFinding(one, deps)),
    warnings: groupWarnings(findings, version.reasons, deps),
    drafts: {
      ...{
        total: drafts.total,
        safe: drafts.safe,
        lookedAt: drafts.lookedAt,
        waitingN: drafts.waiting.length,
      },
      waiting: drafts.waiting.slice(0, 20).map(({ begunAt, savedAt, onNumber, look }) => ({
        ...{ begunAt: showInstant(begunAt), savedAt: showInstant(savedAt), onNumber },
        look: look.map((change) => words(change).text),
      })),
    },
    cases: affected.cases,
    dryRun: {
      ...{ fields: dryRun.fields, firms: dryRun.firms, unfit: dryRun.unfit.slice(0, 20) },
      neverFilled: dryRun.neverFilled.map(({ path, label, fact }) => ({
        path,
        label,
        fact: factLabel(fact),
      })),
    },
  };
}

function shownFinding(finding: FormFinding, { locale }: Deps) {
  return { key: finding.key, place: finding.path, text: describeFinding(finding, locale) };
}

/** Warnings of one kind want one reason. */
function groupWarnings(findings: readonly FormFinding[], reasons: Record<string, string>, deps: Deps) {
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return [...new Set(warnings.map(({ code }) => code))].map((code) => ({
    code,
    reason: reasons[code] ?? '',
    items: warnings.filter((one) => one.code === code).map((one) => shownFinding(one, deps)),
  }));
}

function showRow(row: VersionRow) {
  return {
    ...{ versionId: row.versionId, number: row.number, state: row.state, title: row.title },
    ...{ restoredFrom: row.restoredFrom, publishedBy: row.publishedBy, proposedBy: row.proposedBy },
    publishedAt: row.publishedAt && showInstant(row.publishedAt),
    changedAt: showInstant(row.updatedAt),
    ...{ submissions: row.submissions, openDrafts: row.openDrafts },
    reasons: Object.keys(row.reasons).length,
  };
}

/** As the fields of the page hold them: the city's own time. */
export function shownTerms(terms: FormTerms) {
  return {
    opensAt: terms.opensAt === null ? '' : cityTime(terms.opensAt),
    closesAt: terms.closesAt === null ? '' : cityTime(terms.closesAt),
    mostInAll: terms.mostInAll === null ? '' : String(terms.mostInAll),
    mostPerFirm: terms.mostPerFirm === null ? '' : String(terms.mostPerFirm),
  };
}
