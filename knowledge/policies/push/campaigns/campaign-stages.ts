/** 发出→送达→打开→开始填写→申报→兑现: how far a firm came, each stage holding all beyond it. */
export const campaignStages = ['sent', 'delivered', 'seen', 'begun', 'applied', 'granted'] as const;
export type CampaignStage = (typeof campaignStages)[number];
