/** How a verdict is shown: 符合, 差一项, 待确认, 不符合, 已过期; in the order in which lists are sorted. */
export const shownOrder = ['eligible', 'one-step', 'to-confirm', 'ineligible', 'expired'] as const;
export type Shown = (typeof shownOrder)[number];
