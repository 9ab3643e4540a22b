import type { FillPlan } from '../arrange-fill';
import { isAnswered, valueAt } from '../prefill-meter';
import type { FillStep } from './fill-head';
import type { FillProblem } from './fill-problem';
import type { FillSection } from './fill-sections';

type Translate = (key: string, params?: Record<string, string | number>) => string;

/** The heading and the remark of a part. */
export function wordsOfSection(
  section: FillSection,
  plan: FillPlan,
  t: Translate,
): { title: string; note: string } {
  const { name, count } = section;
  const isLocked = name === 'check' && plan.locked.length > 0;
  return {
    title: t(`fill.part.${name}-title`, { n: count }),
    note: t(
      name === 'check'
        ? isLocked
          ? 'fill.part.check-note'
          : 'fill.part.check-note-open'
        : `fill.part.${name}-note`,
      { n: count },
    ),
  };
}

/** A part of the page as a step, with how far it is. */
export function toStep(
  { name, number, anchor, count }: FillSection,
  plan: FillPlan,
  data: Record<string, unknown>,
  problems: readonly FillProblem[],
  isReady: boolean,
  t: Translate,
): FillStep {
  const paths = plan.paths[name];
  const answered = paths.filter((path) => isAnswered(valueAt(data, path))).length;
  const left = problems.filter(({ path }) => paths.includes(path)).length;
  const note = name === 'check' ? '' : t(`fill.part.${name}-step`, { n: answered, count, left });
  return {
    anchor,
    number,
    title: t(`fill.part.${name}`, { n: count }),
    note,
    isDone: isReady && left === 0 && (name === 'check' || answered === count),
  };
}
