/** Everyday questions, each with the passage that answers it at the same place; the words of both differ on purpose. */
export const trialTexts: readonly { question: string; passage: string }[] = [
  {
    question: '厂里没裁人，能不能把交的保险退一点回来？',
    passage: '不裁员、少裁员的参保单位，可以申请返还上年度实际缴纳的失业保险费。',
  },
  {
    question: '小公司挣得不多，要交多少税？',
    passage: '小型微利企业减按百分之二十五计入应纳税所得额，按百分之二十的税率缴纳企业所得税。',
  },
  {
    question: '租公家的铺面开店，房钱有优惠吗？',
    passage: '承租国有房屋的小微企业和个体工商户，可以申请减免三个月租金。',
  },
];
