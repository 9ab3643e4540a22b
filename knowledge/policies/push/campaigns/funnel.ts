/** 送达→查看→申报→兑现: how far those who were told came. Each stage holds all that came beyond it. */
export interface PushFunnel {
  told: number;
  seen: number;
  applied: number;
  granted: number;
}
export const funnelStages = ['told', 'seen', 'applied', 'granted'] as const;

/** A stage with its share of the one before, in whole percent; null where nothing came so far. */
export interface FunnelStep {
  stage: (typeof funnelStages)[number];
  firms: number;
  /** Of the one before. */
  percent: number | null;
  /** Of those told, in thousandths: the length of its bar. */
  length: number;
}

/** The stages in order, with what is read beside each. */
export function funnelSteps(funnel: PushFunnel): FunnelStep[] {
  return funnelStages.map((stage, index) => {
    const before = index === 0 ? 0 : funnel[funnelStages[index - 1]!];
    return {
      stage,
      firms: funnel[stage],
      percent: before === 0 ? null : Math.round((funnel[stage] / before) * 100),
      length: funnel.told === 0 ? 0 : Math.round((funnel[stage] / funnel.told) * 1000),
    };
  });
}
